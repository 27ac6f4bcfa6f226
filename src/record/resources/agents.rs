//! `agents`: a person with all the names that the agent appeared under. Source: xAPI 1.0.3, part 3, 2.4.

use super::{Call, Method, Reply};
use crate::record::scope::Right;
use crate::record::store::people;
use crate::record::{Refusal, Store};

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    if call.method != Method::Get {
        return Err(Refusal::method());
    }
    call.need(Right::ReadObjects)?;
    call.params.only(&["agent"])?;
    let (agent, identity) = call.agent()?.ok_or_else(|| Refusal::bad("agent is missing"))?;
    let mut names = store.read(|connection| people::names(connection, &identity))?;
    names.extend(agent["name"].as_str().map(str::to_owned));
    names.sort();
    names.dedup();
    Ok(Reply::json(&people::person(&agent, names)))
}
