//! The names under which agents appeared, for the Person object. Source: xAPI 1.0.3, part 3, 2.4.

use super::connection::Bulk;
use super::value::Kind;
use super::{Batch, Connection, mentions};
use crate::record::Refusal;
use serde_json::Value;
use std::collections::BTreeSet;

const KEEP: Bulk = Bulk {
    sql: "INSERT INTO persona (agent, name) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Integer, Kind::Text],
};

/// Takes in the names of statements' actors, and of their objects where those are agents.
pub(super) fn learn<'a>(batch: &mut Batch, statements: impl Iterator<Item = &'a Value>) -> Result<(), Refusal> {
    let actors = statements.flat_map(|statement| [&statement["actor"], &statement["object"]]);
    let named: BTreeSet<(String, &str)> =
        actors.filter_map(|actor| Some((mentions::identity(actor)?, actor.get("name")?.as_str()?))).collect();
    batch.know(&named.iter().map(|(identity, _)| identity.as_str()).collect())?;
    let mut rows = Vec::new();
    for (identity, name) in &named {
        rows.extend([batch.term(identity)?.into(), (*name).into()]);
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
