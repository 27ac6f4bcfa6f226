//! `agents/profile`: what belongs to an agent whatever it does. Source: xAPI 1.0.3, part 3, 2.6.

use super::document::{self, Named};
use super::{Call, Reply};
use crate::record::store::documents::{Kind, Place};
use crate::record::{Refusal, Store};

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    document::may(&call)?;
    document::known(&call, "agent")?;
    let (_, agent) = call.agent()?.ok_or_else(|| Refusal::bad("agent is missing"))?;
    let place = Place {
        kind: Kind::AgentProfile,
        agent,
        activity: String::new(),
        registration: Some(String::new()),
        name: call.params.get("profileId").map(str::to_owned),
    };
    document::answer(store, call, place, Named { parameter: "profileId", all_may_go: false })
}
