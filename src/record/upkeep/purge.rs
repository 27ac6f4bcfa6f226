//! Removes what is older than it may be.

use super::journal;
use super::progress::settle;
use crate::record::store::{Batch, Connection, attachments, progress, statements};
use crate::record::{Refusal, Store};

/// How many statements are removed in one transaction, between which a server gets its turn.
const AT_ONCE: usize = 2_000;

/// What was removed.
pub struct Purged {
    /// Statements.
    pub statements: usize,
    /// Documents.
    pub documents: usize,
    /// Launches.
    pub launches: usize,
}

/// Removes statements that were stored, documents that were last written, and launches that ended, before a moment in microseconds since 1970.
///
/// # Errors
/// Where the data base cannot be written.
pub fn purge(store: &Store, before: i64) -> Result<Purged, Refusal> {
    let mut statements = 0;
    loop {
        let removed = store.write(move |batch| remove_some(batch, before))?;
        statements += removed;
        if removed < AT_ONCE {
            break;
        }
    }
    let terms: Vec<(i64, i64)> = store.read(|connection| {
        let select = "SELECT DISTINCT facet, term FROM mention";
        connection.rows(select, &[], |mut row| Ok((row.get(0)?, row.get(1)?)))
    })?;
    for some in terms.chunks(200) {
        let some = some.to_vec();
        store.write(move |batch| {
            let delete = "DELETE FROM mention WHERE facet = ? AND term = ? AND stored < ?";
            for (facet, term) in some {
                batch.connection.execute(delete, &[facet.into(), term.into(), before.into()])?;
            }
            Ok(())
        })?;
    }
    let (documents, launches) = store.write(move |batch| {
        let documents = batch.connection.execute("DELETE FROM document WHERE updated < ?", &[before.into()])?;
        // The key of a launch names its learner.
        let ended = "DELETE FROM key WHERE session IS NOT NULL AND coalesce(revoked, expires, created) < ?";
        let launches = batch.connection.execute(ended, &[before.into()])?;
        attachments::sweep(&mut batch.connection)?;
        sweep_terms(&mut batch.connection)?;
        batch.note_removal()?;
        journal::note(batch, "purge", statements, documents)?;
        Ok((documents, launches))
    })?;
    settle(store)?;
    store.settle()?;
    Ok(Purged { statements, documents, launches })
}

/// Removes some statements; whoever they are of is folded anew at the end.
fn remove_some(batch: &mut Batch, before: i64) -> Result<usize, Refusal> {
    let select = "SELECT stored, body FROM statement WHERE stored < ? ORDER BY stored LIMIT ?";
    let (mut gone, mut going) = (Vec::new(), Vec::<serde_json::Value>::new());
    batch.connection.each(select, &[before.into(), (AT_ONCE as i64).into()], |mut row| {
        gone.push(row.get::<i64>(0)?.into());
        let body: String = row.get(1)?;
        going.push(serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?);
        Ok(true)
    })?;
    progress::doubt(&mut batch.connection, going.iter())?;
    batch.connection.many(&statements::REMOVE, &gone)?;
    Ok(gone.len())
}

/// Terms that nothing mentions any more, and the names of people who are nowhere.
fn sweep_terms(connection: &mut Connection) -> Result<(), Refusal> {
    connection.script(
        "DELETE FROM term WHERE id NOT IN (SELECT DISTINCT term FROM mention);
         DELETE FROM persona WHERE agent NOT IN (SELECT id FROM term);
         DELETE FROM progress WHERE agent NOT IN (SELECT id FROM term);",
    )
}
