//! Removes what is older than it may be.

use super::journal;
use super::progress::settle;
use crate::record::store::{Batch, attachments, progress};
use crate::record::{Refusal, Store};
use rusqlite::Connection;

/// How many statements are removed in one transaction, between which a server gets its turn.
const AT_ONCE: usize = 2_000;

/// What was removed.
pub struct Purged {
    /// Statements.
    pub statements: usize,
    /// Documents.
    pub documents: usize,
}

/// Removes statements that were stored, and documents that were last written, before a moment in microseconds since 1970.
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
        let mut select = connection.prepare("SELECT DISTINCT facet, term FROM mention")?;
        Ok(select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
    })?;
    for some in terms.chunks(200) {
        let some = some.to_vec();
        store.write(move |batch| {
            let delete = "DELETE FROM mention WHERE facet = ? AND term = ? AND stored < ?";
            let mut delete = batch.connection.prepare_cached(delete)?;
            for (facet, term) in some {
                delete.execute((facet, term, before))?;
            }
            Ok(())
        })?;
    }
    let documents = store.write(move |batch| {
        let documents = batch.connection.execute("DELETE FROM document WHERE updated < ?", [before])?;
        attachments::sweep(&batch.connection)?;
        sweep_terms(&batch.connection)?;
        journal::note(batch, "purge", statements, documents)?;
        Ok(documents)
    })?;
    settle(store)?;
    journal::settle(store)?;
    Ok(Purged { statements, documents })
}

/// Removes some statements; whoever they are of is folded anew at the end.
fn remove_some(batch: &mut Batch, before: i64) -> Result<usize, Refusal> {
    let select = "SELECT stored, body FROM statement WHERE stored < ? ORDER BY stored LIMIT ?";
    let rows: Vec<(i64, String)> = batch
        .connection
        .prepare_cached(select)?
        .query_map((before, AT_ONCE as i64), |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (stored, body) in &rows {
        let statement = serde_json::from_str(body).map_err(|error| Refusal::internal(error.to_string()))?;
        progress::doubt(batch, &statement)?;
        batch.connection.prepare_cached("DELETE FROM statement WHERE stored = ?")?.execute([stored])?;
    }
    Ok(rows.len())
}

/// Terms that nothing mentions any more, and the names of people who are nowhere.
fn sweep_terms(connection: &Connection) -> Result<(), Refusal> {
    connection.execute_batch(
        "DELETE FROM term WHERE id NOT IN (SELECT term FROM mention);
         DELETE FROM persona WHERE agent NOT IN (SELECT id FROM term);
         DELETE FROM progress WHERE agent NOT IN (SELECT id FROM term);",
    )?;
    Ok(())
}
