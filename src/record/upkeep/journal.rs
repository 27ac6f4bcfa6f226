//! That something was removed, when, and how much: never of whom.

use crate::clock;
use crate::record::store::Batch;
use crate::record::{Refusal, Store};

/// Writes an entry down.
pub(super) fn note(batch: &mut Batch, deed: &str, statements: usize, documents: usize) -> Result<(), Refusal> {
    let insert = "INSERT INTO journal (at, deed, statements, documents) VALUES (?, ?, ?, ?)";
    batch.connection.execute(insert, (clock::now(), deed, statements as i64, documents as i64))?;
    Ok(())
}

/// Folds the log into the data base, so that what was removed is in neither file.
pub(super) fn settle(store: &Store) -> Result<(), Refusal> {
    let connection = crate::record::store::connect(store.path())?;
    Ok(connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?)
}
