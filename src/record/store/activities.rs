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

/// What a statement says of an activity.
pub struct Definition {
    iri: String,
    /// JSON.
    text: String,
    /// A checksum of it.
    sum: [u8; 20],
}

/// What a statement says of its activities.
pub(super) fn definitions(statement: &Value) -> Vec<Definition> {
    let inside = Some(&statement["object"]).filter(|object| object["objectType"] == "SubStatement");
    let all = mentions::activities(statement).into_iter().chain(inside.into_iter().flat_map(mentions::activities));
    all.filter_map(|activity| {
        let iri = activity["id"].as_str()?.to_owned();
        let text = activity.get("definition").filter(|definition| definition.is_object())?.to_string();
        let sum = sha1_smol::Sha1::from(&text).digest().bytes();
        Some(Definition { iri, text, sum })
    })
    .collect()
}

/// Takes definitions in. Source: xAPI 1.0.3, part 2, 2.4.4.1: an LRS may take metadata in.
pub(super) fn learn<'a>(batch: &mut Batch, all: impl Iterator<Item = &'a Definition>) -> Result<(), Refusal> {
    let mut told: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for definition in all {
        if is_news(batch, definition) {
            told.entry(&definition.iri).or_default().push(&definition.text);
        }
    }
    define(&mut batch.connection, &told)
}

/// Whether an activity was last defined as something else, as far as is remembered; remembers this.
fn is_news(batch: &mut Batch, Definition { iri, sum, .. }: &Definition) -> bool {
    if batch.defined.get(iri) == Some(sum) {
        return false;
    }
    if batch.defined.len() >= REMEMBERED {
        batch.defined.clear();
    }
    batch.defined.insert(iri.clone(), *sum);
    true
}

fn define(connection: &mut Connection, told: &BTreeMap<&str, Vec<&str>>) -> Result<(), Refusal> {
    let iris: Vec<_> = told.keys().map(|iri| (*iri).into()).collect();
    let known = connection.bulk(&FIND, &iris, |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    let known: BTreeMap<String, String> = known.into_iter().collect();
    let mut changed = Vec::new();
    for (iri, definitions) in told {
        let before = known.get(*iri).map_or("", String::as_str);
        let mut whole = object(before);
        definitions.iter().for_each(|definition| merge(&mut whole, object(definition)));
        let text = serde_json::to_string(&whole).unwrap_or_default();
        if text != before {
            changed.extend([(*iri).into(), text.into()]);
        }
    }
    connection.many(&KEEP, &changed)
}

/// The later one wins, but for texts and extensions, of which each language and key is kept.
fn merge(whole: &mut Map<String, Value>, definition: Map<String, Value>) {
    for (name, value) in definition {
        match (whole.get_mut(&name), value) {
            (Some(Value::Object(before)), Value::Object(now)) => before.extend(now),
            (_, value) => {
                whole.insert(name, value);
            }
        }
    }
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// What is known of an activity.
///
/// # Errors
/// Where the data base cannot be read.
pub fn definition_of(connection: &mut Connection, iri: &str) -> Result<Option<Map<String, Value>>, Refusal> {
    let text: Option<String> = connection.value("SELECT definition FROM activity WHERE iri = ?", &[iri.into()])?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}
