//! `activities/state`: what an activity keeps of an agent. Source: xAPI 1.0.3, part 3, 2.3.

use super::document::{self, Named};
use super::{Call, Method, Reply};
use crate::record::launch::LAUNCH_DATA;
use crate::record::scope::Right;
use crate::record::store::documents::{Kind, Place};
use crate::record::{Refusal, Store};

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    call.need(Right::State)?;
    call.params.only(match call.method {
        Method::Get => &["activityId", "agent", "registration", "stateId", "since"],
        _ => &["activityId", "agent", "registration", "stateId"],
    })?;
    call.params.required("activityId")?;
    let (_, agent) = call.agent()?.ok_or_else(|| Refusal::bad("agent is missing"))?;
    let place = Place {
        kind: Kind::State,
        agent,
        activity: call.params.iri("activityId")?.unwrap_or_default(),
        registration: call.params.uuid("registration")?.map(|uuid| uuid.to_string()),
        name: call.params.get("stateId").map(str::to_owned),
    };
    // What the store told a unit is not the unit's to change. Source: cmi5, 10.2.1.
    let told = place.name.as_deref().is_none_or(|name| name == LAUNCH_DATA);
    if call.key.session.is_some() && call.method != Method::Get && told {
        return Err(Refusal::forbidden("the document of the launch is not to be changed"));
    }
    let own = call.key.session.as_ref().map(|session| &session.registration);
    if place.registration.as_ref().is_some_and(|asked| own.is_some_and(|own| own != asked)) {
        return Err(Refusal::forbidden("this key is for another registration"));
    }
    document::answer(store, call, place, Named { parameter: "stateId", all_may_go: true })
}
