//! Forgets a person: what they did, what was kept for them, and their name. Law: GDPR, article 17.

use super::{journal, progress};
use crate::record::store::mentions::{self, Facet};
use crate::record::store::progress as kept;
use crate::record::store::{Batch, Connection, Terms, attachments, statements};
use crate::record::{Refusal, Store, keys};
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
        let (whose, left, gone) = (identity.clone(), forgotten.left, forgotten.statements);
        let (some, documents) = store.write(move |batch| {
            let some = remove_some(batch, &whose, after, everywhere)?;
            // In the transaction that found nothing more: whoever comes after it is somebody new.
            let is_end = some.seen == 0;
            let documents = is_end.then(|| remove_traces(batch, &whose, left > 0, gone)).transpose()?;
            Ok((some, documents))
        })?;
        forgotten.statements += some.removed;
        forgotten.left += some.left;
        after = some.last;
        if let Some(documents) = documents {
            forgotten.documents = documents;
            break;
        }
    }
    progress::settle(store)?;
    store.settle()?;
    Ok(forgotten)
}

/// Whether anything here names one of these agents: those that do.
///
/// # Errors
/// Where the data base cannot be read.
pub fn near(store: &Store, agents: Vec<(String, Value)>) -> Result<Vec<String>, Refusal> {
    store.read(|connection| {
        let is_known = "SELECT EXISTS (SELECT 1 FROM term WHERE value = ?)
                        OR EXISTS (SELECT 1 FROM document WHERE agent = ?)";
        let mut known = Vec::new();
        for (name, agent) in agents {
            let Some(identity) = mentions::identity(&agent) else { continue };
            if connection.value(is_known, &[(&identity).into(), (&identity).into()])? == Some(true) {
                known.push(name);
            }
        }
        Ok(known)
    })
}

/// What was done with some statements.
struct Looked {
    /// How many were looked at.
    seen: usize,
    /// When the last of them was stored.
    last: i64,
    /// How many went.
    removed: usize,
    /// How many stay.
    left: usize,
}

/// Removes some of the statements.
fn remove_some(batch: &mut Batch, identity: &str, after: i64, everywhere: bool) -> Result<Looked, Refusal> {
    let select = "SELECT statement.stored, body FROM mention CROSS JOIN statement
                  WHERE facet = ? AND term = (SELECT id FROM term WHERE value = ?) AND mention.stored > ?
                  AND statement.stored = mention.stored ORDER BY mention.stored LIMIT ?";
    let place = [(Facet::RelatedAgent as i64).into(), identity.into(), after.into(), AT_ONCE.into()];
    let rows: Vec<(i64, String)> = batch.connection.rows(select, &place, |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    let (mut last, mut left, mut going) = (after, 0, Vec::new());
    let seen = rows.len();
    for (stored, body) in rows {
        last = stored;
        let statement: Value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
        let own = mentions::of(&statement);
        let is_named = own.contains(&(Facet::RelatedAgent, identity.to_owned()));
        if is_of(&statement, identity) || (everywhere && is_named) {
            going.push((stored, statement, own));
        } else if is_named {
            left += 1;
        }
    }
    remove(&mut batch.connection, &going)?;
    Ok(Looked { seen, last, removed: going.len(), left })
}

/// Whether someone is the actor or the object, alone or as a member, here or in the statement inside.
fn is_of(statement: &Value, identity: &str) -> bool {
    let is = |actor: &Value| mentions::identity(actor).is_some_and(|other| other == identity);
    let has = |actor: &Value| is(actor) || actor["member"].as_array().into_iter().flatten().any(is);
    let object = &statement["object"];
    has(&statement["actor"]) || has(object) || has(&object["actor"]) || has(&object["object"])
}

fn remove(connection: &mut Connection, going: &[(i64, Value, mentions::Mentions)]) -> Result<(), Refusal> {
    let named =
        going.iter().flat_map(|(stored, _, own)| own.iter().map(move |(facet, value)| (*facet, value, *stored)));
    let terms = Terms::find(connection, &named.clone().map(|(_, value, _)| value.as_str()).collect())?;
    let mut rows = Vec::new();
    for (facet, value, stored) in named {
        rows.extend([(facet as i64).into(), terms.number(value)?.into(), stored.into()]);
    }
    connection.many(&mentions::REMOVE, &rows)?;
    let moments: Vec<_> = going.iter().map(|(stored, ..)| (*stored).into()).collect();
    connection.many(&statements::REMOVE, &moments)?;
    kept::doubt(connection, going.iter().map(|(_, statement, _)| statement))
}

/// Removes documents, names, launches and, where no statement names the person, the identity itself.
fn remove_traces(batch: &mut Batch, identity: &str, is_named: bool, statements: usize) -> Result<usize, Refusal> {
    let connection = &mut batch.connection;
    let documents = connection.execute("DELETE FROM document WHERE agent = ?", &[identity.into()])?;
    attachments::sweep(connection)?;
    for listed in keys::list(connection)? {
        if listed.key.session.is_some_and(|session| session.agent == identity) {
            connection.execute("DELETE FROM key WHERE id = ?", &[listed.key.id.into()])?;
        }
    }
    let find = "SELECT id FROM term WHERE value = ?";
    if let Some(term) = connection.value::<i64>(find, &[identity.into()])? {
        connection.execute("DELETE FROM persona WHERE agent = ?", &[term.into()])?;
        if !is_named {
            for facet in [Facet::Agent, Facet::RelatedAgent] {
                let delete = "DELETE FROM mention WHERE facet = ? AND term = ?";
                connection.execute(delete, &[(facet as i64).into(), term.into()])?;
            }
            connection.execute("DELETE FROM progress WHERE agent = ?", &[term.into()])?;
            connection.execute("DELETE FROM term WHERE id = ?", &[term.into()])?;
            batch.note_removal()?;
        }
    }
    journal::note(batch, "forget", statements, documents)?;
    Ok(documents)
}
