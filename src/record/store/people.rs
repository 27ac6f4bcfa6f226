//! The names under which agents appeared, for the Person object. Source: xAPI 1.0.3, part 3, 2.4.

use super::{Batch, mentions};
use crate::record::Refusal;
use rusqlite::Connection;
use serde_json::Value;

/// Takes in the name of a statement's actor, and of its object where that is an agent.
pub(super) fn learn(batch: &mut Batch, statement: &Value) -> Result<(), Refusal> {
    for actor in [&statement["actor"], &statement["object"]] {
        let name = actor.get("name").and_then(Value::as_str);
        if let (Some(name), Some(identity)) = (name, mentions::identity(actor)) {
            let agent = batch.term(&identity)?;
            let insert = "INSERT OR IGNORE INTO persona (agent, name) VALUES (?, ?)";
            batch.connection.prepare_cached(insert)?.execute((agent, name))?;
        }
    }
    Ok(())
}

/// The names under which an agent appeared.
///
/// # Errors
/// Where the data base cannot be read.
pub fn names(connection: &Connection, identity: &str) -> Result<Vec<String>, Refusal> {
    let find = "SELECT name FROM persona JOIN term ON term.id = persona.agent WHERE value = ? ORDER BY name LIMIT 100";
    let mut find = connection.prepare_cached(find)?;
    let names = find.query_map([identity], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(names)
}
