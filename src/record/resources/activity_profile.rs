//! `activities/profile`: what belongs to an activity whoever does it. Source: xAPI 1.0.3, part 3, 2.7.

use super::document::{self, Named};
use super::{Call, Reply};
use crate::record::store::documents::{Kind, Place};
use crate::record::{Refusal, Store};

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    document::may(&call)?;
    document::known(&call, "activityId")?;
    call.params.required("activityId")?;
    let place = Place {
        kind: Kind::ActivityProfile,
        agent: String::new(),
        activity: call.params.iri("activityId")?.unwrap_or_default(),
        registration: Some(String::new()),
        name: call.params.get("profileId").map(str::to_owned),
    };
    document::answer(store, call, place, Named { parameter: "profileId", all_may_go: false })
}
