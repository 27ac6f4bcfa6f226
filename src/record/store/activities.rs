//! What is known of activities: their definitions, gathered from the statements that brought them.

use super::{Batch, mentions};
use crate::record::Refusal;
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value};

/// How many activities are remembered with what they were last defined as.
const REMEMBERED: usize = 5_000;

/// Takes the definitions of a statement's activities in. Source: xAPI 1.0.3, part 2, 2.4.4.1: an LRS may take metadata in.
pub(super) fn learn(batch: &mut Batch, statement: &Value) -> Result<(), Refusal> {
    let mut all = mentions::activities(statement);
    if statement["object"]["objectType"] == "SubStatement" {
        all.extend(mentions::activities(&statement["object"]));
    }
    for activity in all {
        let definition = activity.get("definition").and_then(Value::as_object);
        if let (Some(iri), Some(definition)) = (activity["id"].as_str(), definition) {
            define(batch, iri, definition)?;
        }
    }
    Ok(())
}

fn define(batch: &mut Batch, iri: &str, definition: &Map<String, Value>) -> Result<(), Refusal> {
    let text = serde_json::to_string(definition).unwrap_or_default();
    let sum = sha1_smol::Sha1::from(&text).digest().bytes();
    if batch.defined.get(iri) == Some(&sum) {
        return Ok(());
    }
    let mut whole = definition_of(&batch.connection, iri)?.unwrap_or_default();
    merge(&mut whole, definition);
    let text = serde_json::to_string(&whole).unwrap_or_default();
    let keep = "INSERT INTO activity (iri, definition) VALUES (?1, ?2)
                ON CONFLICT (iri) DO UPDATE SET definition = excluded.definition";
    batch.connection.prepare_cached(keep)?.execute((iri, text))?;
    if batch.defined.len() >= REMEMBERED {
        batch.defined.clear();
    }
    batch.defined.insert(iri.to_owned(), sum);
    Ok(())
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
pub fn definition_of(connection: &Connection, iri: &str) -> Result<Option<Map<String, Value>>, Refusal> {
    let mut find = connection.prepare_cached("SELECT definition FROM activity WHERE iri = ?")?;
    let text: Option<String> = find.query_row([iri], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}
