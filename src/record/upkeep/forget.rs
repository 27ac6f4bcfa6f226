//! Forgets a person: what they did, what was kept for them, and their name. Law: GDPR, article 17.

use super::{journal, progress};
use crate::record::store::mentions::{self, Facet};
use crate::record::store::{self, Batch, attachments};
use crate::record::{Refusal, Store, keys};
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

/// How many statements are looked at in one transaction.
const AT_ONCE: i64 = 500;

/// What was removed, and what was left.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Statements that were removed.
    pub statements: usize,
    /// Documents that were removed.
    pub documents: usize,
    /// Statements of others that still name the person, such as those with them as instructor.
    pub left: usize,
}

/// Removes the statements that an agent is the actor or the object of, alone or in a group, with the agent's documents and names.
/// Statements of others that name the agent in their context go as well where `everywhere` is asked for.
///
/// # Errors
/// Where the data base cannot be written.
pub fn forget(store: &Store, agent: &Value, everywhere: bool) -> Result<Forgotten, Refusal> {
    let identity = mentions::identity(agent).ok_or_else(|| Refusal::bad("this is nobody: no agent"))?;
    let mut forgotten = Forgotten::default();
    let mut after = i64::MIN;
    loop {
        let whose = identity.clone();
        let (seen, last, removed, left) = store.write(move |batch| remove_some(batch, &whose, after, everywhere))?;
        forgotten.statements += removed;
        forgotten.left += left;
        if seen == 0 {
            break;
        }
        after = last;
    }
    let (left, removed) = (forgotten.left, forgotten.statements);
    forgotten.documents = store.write(move |batch| remove_traces(batch, &identity, left > 0, removed))?;
    progress::settle(store)?;
    journal::settle(store)?;
    Ok(forgotten)
}

/// Whether anything here names one of these agents: those that do.
///
/// # Errors
/// Where the data base cannot be read.
pub fn near(store: &Store, agents: Vec<(String, Value)>) -> Result<Vec<String>, Refusal> {
    store.read(|connection| {
        let is_known = "SELECT EXISTS (SELECT 1 FROM term WHERE value = ?1)
                        OR EXISTS (SELECT 1 FROM document WHERE agent = ?1)";
        let mut known = Vec::new();
        for (name, agent) in agents {
            let Some(identity) = mentions::identity(&agent) else { continue };
            if connection.prepare_cached(is_known)?.query_row([identity], |row| row.get::<_, bool>(0))? {
                known.push(name);
            }
        }
        Ok(known)
    })
}

/// Removes some of the statements: how many were looked at, the last of them, how many went and how many stay.
fn remove_some(
    batch: &mut Batch,
    identity: &str,
    after: i64,
    everywhere: bool,
) -> Result<(usize, i64, usize, usize), Refusal> {
    let select = "SELECT statement.stored, body FROM mention CROSS JOIN statement ON statement.stored = mention.stored
                  WHERE facet = ? AND term = (SELECT id FROM term WHERE value = ?) AND mention.stored > ?
                  ORDER BY mention.stored LIMIT ?";
    let row = (Facet::RelatedAgent as i64, identity, after, AT_ONCE);
    let rows: Vec<(i64, String)> = batch
        .connection
        .prepare_cached(select)?
        .query_map(row, |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let (mut last, mut removed, mut left) = (after, 0, 0);
    let seen = rows.len();
    for (stored, body) in rows {
        last = stored;
        let statement: Value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
        let own = mentions::of(&statement);
        if is_of(&statement, identity) || (everywhere && own.contains(&(Facet::RelatedAgent, identity.to_owned()))) {
            remove(batch, stored, &own)?;
            store::progress::doubt(batch, &statement)?;
            removed += 1;
        } else if own.contains(&(Facet::RelatedAgent, identity.to_owned())) {
            left += 1;
        }
    }
    Ok((seen, last, removed, left))
}

/// Whether someone is the actor or the object, alone or as a member, here or in the statement inside.
fn is_of(statement: &Value, identity: &str) -> bool {
    let is = |actor: &Value| mentions::identity(actor).is_some_and(|other| other == identity);
    let has = |actor: &Value| is(actor) || actor["member"].as_array().into_iter().flatten().any(is);
    let object = &statement["object"];
    has(&statement["actor"]) || has(object) || has(&object["actor"]) || has(&object["object"])
}

fn remove(batch: &mut Batch, stored: i64, mentions: &mentions::Mentions) -> Result<(), Refusal> {
    for (facet, value) in mentions {
        let delete =
            "DELETE FROM mention WHERE facet = ? AND term = (SELECT id FROM term WHERE value = ?) AND stored = ?";
        batch.connection.prepare_cached(delete)?.execute((*facet as i64, value, stored))?;
    }
    batch.connection.prepare_cached("DELETE FROM statement WHERE stored = ?")?.execute([stored])?;
    Ok(())
}

/// Removes documents, names, launches and, where no statement names the person, the identity itself.
fn remove_traces(batch: &mut Batch, identity: &str, is_named: bool, statements: usize) -> Result<usize, Refusal> {
    let connection: &Connection = &batch.connection;
    let documents = connection.execute("DELETE FROM document WHERE agent = ?", [identity])?;
    attachments::sweep(connection)?;
    for listed in keys::list(connection)? {
        if listed.key.session.is_some_and(|session| session.agent == identity) {
            connection.execute("DELETE FROM key WHERE id = ?", [listed.key.id])?;
        }
    }
    let find = "SELECT id FROM term WHERE value = ?";
    if let Some(term) = connection.query_row(find, [identity], |row| row.get::<_, i64>(0)).optional()? {
        connection.execute("DELETE FROM persona WHERE agent = ?", [term])?;
        if !is_named {
            for facet in [Facet::Agent, Facet::RelatedAgent] {
                connection.execute("DELETE FROM mention WHERE facet = ? AND term = ?", (facet as i64, term))?;
            }
            connection.execute("DELETE FROM progress WHERE agent = ?", [term])?;
            connection.execute("DELETE FROM term WHERE id = ?", [term])?;
        }
    }
    journal::note(batch, "forget", statements, documents)?;
    Ok(documents)
}
