//! Documents on their way to another store: state, activity profiles, agent profiles. Source: xAPI 1.0.3, part 3, 2.3, 2.6 and 2.7.

use super::compared::{Compared, Difference};
use super::{Fault, Way};
use crate::record::Refusal;
use crate::record::store::documents::{self, Document, Kind, Place};
use crate::record::store::mentions;
use crate::xapi::client::Found;
use crate::xapi::patience::{NoAnswer, patiently};
use form_urlencoded::Serializer;
use serde_json::Value;

/// Puts every document where the other store has none.
pub(super) fn send(way: &Way<'_>, compared: &mut Compared) -> Result<(), Fault> {
    each(way, |place, document| {
        let address = address(way, place)?;
        if patiently(way.pace, || way.client.read(&address))?.is_some() {
            return Ok(());
        }
        let put = patiently(way.pace, || way.client.put(&address, &document.kind, document.content.clone()));
        match put {
            Err(NoAnswer::Never(400 | 409 | 412 | 413 | 415 | 422, words)) => {
                compared.refused_documents.insert(place.to_string(), words);
                Ok(())
            }
            put => Ok(put?),
        }
    })
}

/// Compares every document with that of the other store.
pub(super) fn compare(way: &Way<'_>, compared: &mut Compared) -> Result<(), Fault> {
    each(way, |place, document| {
        let address = address(way, place)?;
        let name = place.to_string();
        let difference = match patiently(way.pace, || way.client.read(&address))? {
            Some(found) if is_same(document, &found) => {
                compared.same.documents += 1;
                return Ok(());
            }
            Some(_) => Difference::OtherDocument(name),
            None => match compared.refused_documents.remove(&name) {
                Some(words) => Difference::RefusedDocument(name, words),
                None => Difference::NoDocument(name),
            },
        };
        compared.differences.push(difference);
        Ok(())
    })
}

/// Gives every document to a function, a few at a time.
fn each(way: &Way<'_>, mut give: impl FnMut(&Place, &Document) -> Result<(), Fault>) -> Result<(), Fault> {
    let mut last = None;
    loop {
        let some = way.store.read(|connection| documents::after(connection, last.as_ref()))?;
        for (place, document) in &some {
            give(place, document)?;
        }
        match some.into_iter().next_back() {
            Some((place, _)) => last = Some(place),
            None => return Ok(()),
        }
    }
}

/// The whole address of a document in the other store.
fn address(way: &Way<'_>, place: &Place) -> Result<String, Refusal> {
    let name = if place.kind == Kind::State { "stateId" } else { "profileId" };
    let mut query = Serializer::new(String::new());
    if place.kind != Kind::AgentProfile {
        query.append_pair("activityId", &place.activity);
    }
    if place.kind != Kind::ActivityProfile {
        let agent = mentions::agent(&place.agent).ok_or_else(|| Refusal::internal("a document is of nobody"))?;
        query.append_pair("agent", &agent.to_string());
    }
    if let Some(registration) = place.registration.as_deref().filter(|registration| !registration.is_empty()) {
        query.append_pair("registration", registration);
    }
    query.append_pair(name, place.name.as_deref().unwrap_or_default());
    Ok(format!("{}/{}?{}", way.to(), place.kind.resource(), query.finish()))
}

/// Whether two documents are the same. Some stores keep the value of JSON and not its spelling.
fn is_same(ours: &Document, theirs: &Found) -> bool {
    let bare = |kind: &str| kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let value = |content: &[u8]| serde_json::from_slice::<Value>(content).ok();
    let is_json = bare(&ours.kind) == "application/json";
    bare(&ours.kind) == bare(&theirs.kind)
        && (ours.content == theirs.content
            || is_json && value(&ours.content).is_some() && value(&ours.content) == value(&theirs.content))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_the_same_whatever_the_spelling_of_its_json() {
        let json = "application/json";
        for (ours, theirs, same) in [
            ((json, r#"{"a":1,"b":[]}"#), ("application/json; charset=utf-8", "{ \"b\": [], \"a\": 1 }"), true),
            ((json, r#"{"a":1}"#), (json, r#"{"a":2}"#), false),
            ((json, "no JSON"), (json, "no JSON either"), false),
            ((json, "no JSON"), ("Application/JSON", "no JSON"), true),
            (("text/plain", "1"), ("text/plain", "1 "), false),
            (("text/plain", "1"), (json, "1"), false),
        ] {
            let found = Found { kind: theirs.0.to_owned(), content: theirs.1.into() };
            assert_eq!(is_same(&Document::new(ours.0.to_owned(), ours.1.into()), &found), same, "{ours:?} {theirs:?}");
        }
    }
}
