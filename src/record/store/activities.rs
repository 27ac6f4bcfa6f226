//! What is known of activities: their definitions, gathered from the statements that brought them.

use super::connection::Bulk;
use super::value::Kind;
use super::{Batch, Connection, mentions};
use crate::record::Refusal;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// How many activities are remembered with what they were last defined as.
const REMEMBERED: usize = 5_000;

const FIND: Bulk = Bulk { sql: "SELECT iri, definition FROM activity WHERE iri IN (??)", kinds: &[Kind::Text] };
const KEEP: Bulk = Bulk {
    sql: "INSERT INTO activity (iri, definition) VALUES (??)
          ON CONFLICT (iri) DO UPDATE SET definition = excluded.definition",
    kinds: &[Kind::Text, Kind::Text],
};

/// Takes the definitions of the activities of statements in. Source: xAPI 1.0.3, part 2, 2.4.4.1: an LRS may take metadata in.
pub(super) fn learn<'a>(batch: &mut Batch, statements: impl Iterator<Item = &'a Value>) -> Result<(), Refusal> {
    let mut told: BTreeMap<&str, Vec<&Map<String, Value>>> = BTreeMap::new();
    for activity in statements.flat_map(|statement| {
        let inside = Some(&statement["object"]).filter(|object| object["objectType"] == "SubStatement");
        mentions::activities(statement).into_iter().chain(inside.into_iter().flat_map(mentions::activities))
    }) {
        let definition = activity.get("definition").and_then(Value::as_object);
        if let (Some(iri), Some(definition)) = (activity["id"].as_str(), definition)
            && is_news(batch, iri, definition)
        {
            told.entry(iri).or_default().push(definition);
        }
    }
    define(&mut batch.connection, &told)
}

/// Whether an activity was last defined as something else, as far as is remembered; remembers this.
fn is_news(batch: &mut Batch, iri: &str, definition: &Map<String, Value>) -> bool {
    let sum = sha1_smol::Sha1::from(serde_json::to_string(definition).unwrap_or_default()).digest().bytes();
    if batch.defined.get(iri) == Some(&sum) {
        return false;
    }
    if batch.defined.len() >= REMEMBERED {
        batch.defined.clear();
    }
    batch.defined.insert(iri.to_owned(), sum);
    true
}

fn define(connection: &mut Connection, told: &BTreeMap<&str, Vec<&Map<String, Value>>>) -> Result<(), Refusal> {
    let iris: Vec<_> = told.keys().map(|iri| (*iri).into()).collect();
    let known = connection.bulk(&FIND, &iris, |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    let known: BTreeMap<String, String> = known.into_iter().collect();
    let mut changed = Vec::new();
    for (iri, definitions) in told {
        let before = known.get(*iri).map_or("", String::as_str);
        let mut whole = serde_json::from_str(before).unwrap_or_default();
        definitions.iter().for_each(|definition| merge(&mut whole, definition));
        let text = serde_json::to_string(&whole).unwrap_or_default();
        if text != before {
            changed.extend([(*iri).into(), text.into()]);
        }
    }
    connection.many(&KEEP, &changed)
}

/// The later one wins, but for texts and extensions, of which each language and key is kept.
fn merge(whole: &mut Map<String, Value>, definition: &Map<String, Value>) {
    for (name, value) in definition {
        match (whole.get_mut(name), value) {
            (Some(Value::Object(before)), Value::Object(now)) => before.extend(now.clone()),
            _ => {
                whole.insert(name.clone(), value.clone());
            }
        }
    }
}

/// What is known of an activity.
///
/// # Errors
/// Where the data base cannot be read.
pub fn definition_of(connection: &mut Connection, iri: &str) -> Result<Option<Map<String, Value>>, Refusal> {
    let text: Option<String> = connection.value("SELECT definition FROM activity WHERE iri = ?", &[iri.into()])?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}
