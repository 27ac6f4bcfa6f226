//! Forgets a person: what they did, what was kept for them, and their name. Law: GDPR, article 17.

use super::about::{self, About, Part};
use super::{journal, progress};
use crate::record::store::mentions::{self, Facet};
use crate::record::store::progress as kept;
use crate::record::store::{Batch, Connection, Terms, attachments, statements};
use crate::record::{Refusal, Store, keys};
use serde_json::Value;

/// What was removed, and what was left.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    /// Statements that were removed.
    pub statements: usize,
    /// Documents that were removed.
    pub documents: usize,
    /// Launches that were removed.
    pub launches: usize,
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
        let (some, traces) = store.write(move |batch| {
            let some = remove_some(batch, &whose, after, everywhere)?;
            // In the transaction that found nothing more: whoever comes after it is somebody new.
            let is_end = some.seen == 0;
            let traces = is_end.then(|| remove_traces(batch, &whose, left > 0, gone)).transpose()?;
            Ok((some, traces))
        })?;
        forgotten.statements += some.removed;
        forgotten.left += some.left;
        after = some.last;
        if let Some(traces) = traces {
            (forgotten.documents, forgotten.launches) = traces;
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
    let some = about::some(&mut batch.connection, identity, after)?;
    let (mut last, mut left, mut going) = (after, 0, Vec::new());
    let seen = some.len();
    for about in some {
        last = about.stored;
        match about.part {
            Part::Named if !everywhere => left += 1,
            Part::Own | Part::Named => going.push(about),
            Part::Apart => {}
        }
    }
    remove(&mut batch.connection, &going)?;
    Ok(Looked { seen, last, removed: going.len(), left })
}

fn remove(connection: &mut Connection, going: &[About]) -> Result<(), Refusal> {
    let named =
        going.iter().flat_map(|about| about.mentions.iter().map(|(facet, value)| (*facet, value, about.stored)));
    let terms = Terms::find(connection, &named.clone().map(|(_, value, _)| value.as_str()).collect())?;
    let mut rows = Vec::new();
    for (facet, value, stored) in named {
        rows.extend([(facet as i64).into(), terms.number(value)?.into(), stored.into()]);
    }
    connection.many(&mentions::REMOVE, &rows)?;
    let moments: Vec<_> = going.iter().map(|about| about.stored.into()).collect();
    connection.many(&statements::REMOVE, &moments)?;
    kept::doubt(connection, going.iter().map(|about| &about.statement))
}

/// Removes documents, names, launches and, where no statement names the person, the identity itself. Gives how many documents and launches
/// there were.
fn remove_traces(
    batch: &mut Batch,
    identity: &str,
    is_named: bool,
    statements: usize,
) -> Result<(usize, usize), Refusal> {
    let connection = &mut batch.connection;
    let documents = connection.execute("DELETE FROM document WHERE agent = ?", &[identity.into()])?;
    attachments::sweep(connection)?;
    let launches = keys::of(connection, identity)?;
    for launch in &launches {
        connection.execute("DELETE FROM key WHERE id = ?", &[(&launch.key.id).into()])?;
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
    Ok((documents, launches.len()))
}
