//! That something was removed, when, and how much: never of whom.

use crate::record::Refusal;
use crate::record::store::Batch;

/// Writes an entry down.
pub(super) fn note(batch: &mut Batch, deed: &str, statements: usize, documents: usize) -> Result<(), Refusal> {
    let insert = "INSERT INTO journal (at, deed, statements, documents) VALUES (?, ?, ?, ?)";
    let row = [batch.now.into(), deed.into(), (statements as i64).into(), (documents as i64).into()];
    batch.connection.execute(insert, &row).map(drop)
}
