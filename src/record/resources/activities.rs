//! `activities`: an activity with all that is known of it. Source: xAPI 1.0.3, part 3, 2.5.

use super::{Call, Method, Reply};
use crate::record::scope::Right;
use crate::record::store::activities;
use crate::record::{Refusal, Store};
use serde_json::json;

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    if call.method != Method::Get {
        return Err(Refusal::method());
    }
    call.need(Right::ReadObjects)?;
    call.params.only(&["activityId"])?;
    call.params.required("activityId")?;
    let iri = call.params.iri("activityId")?.unwrap_or_default();
    let definition = store.read(|connection| activities::definition_of(connection, &iri))?;
    let mut activity = json!({"objectType": "Activity", "id": iri});
    if let Some(definition) = definition {
        activity["definition"] = definition.into();
    }
    Ok(Reply::json(&activity))
}
