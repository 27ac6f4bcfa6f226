//! The names under which agents appeared, for the Person object. Source: xAPI 1.0.3, part 3, 2.4.

use super::connection::Bulk;
use super::value::Kind;
use super::{Batch, Connection, mentions};
use crate::record::Refusal;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const KEEP: Bulk = Bulk {
    sql: "INSERT INTO persona (agent, name) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Integer, Kind::Text],
};

/// The identities and names of a statement's actor, and of its object where that is an agent.
pub(super) fn named(statement: &Value) -> Vec<(String, String)> {
    let named = |actor: &Value| Some((mentions::identity(actor)?, actor.get("name")?.as_str()?.to_owned()));
    [&statement["actor"], &statement["object"]].into_iter().filter_map(named).collect()
}

/// Takes in the names of agents, by their identities.
pub(super) fn learn<'a>(batch: &mut Batch, names: impl Iterator<Item = &'a (String, String)>) -> Result<(), Refusal> {
    let named: BTreeSet<_> = names.collect();
    batch.know(named.iter().map(|(identity, _)| identity.as_str()))?;
    let mut rows = Vec::new();
    for (identity, name) in named {
        rows.extend([batch.term(identity)?.into(), name.into()]);
    }
    batch.connection.many(&KEEP, &rows)
}

/// The names under which an agent appeared.
///
/// # Errors
/// Where the data base cannot be read.
pub fn names(connection: &mut Connection, identity: &str) -> Result<Vec<String>, Refusal> {
    let find = "SELECT name FROM persona JOIN term ON term.id = persona.agent WHERE value = ? ORDER BY name LIMIT 100";
    connection.rows(find, &[identity.into()], |mut row| row.get(0))
}

/// The Person object of an agent with these names. Source: xAPI 1.0.3, part 3, 2.4.
pub fn person(agent: &Value, names: Vec<String>) -> Value {
    let mut person = json!({"objectType": "Person"});
    if !names.is_empty() {
        person["name"] = names.into();
    }
    for property in ["mbox", "mbox_sha1sum", "openid", "account"] {
        if let Some(value) = agent.get(property) {
            person[property] = Value::Array(vec![value.clone()]);
        }
    }
    person
}
