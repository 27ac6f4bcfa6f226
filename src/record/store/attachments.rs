//! The content of attachments, each kept once however many statements have it.

use super::Batch;
use crate::record::Refusal;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;

/// Keeps the attachments of a statement.
pub(super) fn keep(batch: &mut Batch, stored: i64, attachments: &BTreeMap<String, Vec<u8>>) -> Result<(), Refusal> {
    for (sha2, content) in attachments {
        let keep = "INSERT OR IGNORE INTO attachment (sha2, content) VALUES (?, ?)";
        batch.connection.prepare_cached(keep)?.execute((sha2, content))?;
        let link = "INSERT OR IGNORE INTO enclosure (stored, sha2) VALUES (?, ?)";
        batch.connection.prepare_cached(link)?.execute((stored, sha2))?;
    }
    Ok(())
}

/// The content with a checksum that a statement brought.
///
/// # Errors
/// Where the data base cannot be read.
pub fn content(connection: &Connection, stored: i64, sha2: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let find = "SELECT content FROM enclosure JOIN attachment USING (sha2) WHERE stored = ? AND sha2 = ?";
    Ok(connection.prepare_cached(find)?.query_row((stored, sha2), |row| row.get(0)).optional()?)
}

/// How many bytes a statement brought.
///
/// # Errors
/// Where the data base cannot be read.
pub fn bytes(connection: &Connection, stored: i64) -> Result<usize, Refusal> {
    let sum = "SELECT coalesce(sum(length(content)), 0) FROM enclosure JOIN attachment USING (sha2) WHERE stored = ?";
    let bytes: i64 = connection.prepare_cached(sum)?.query_row([stored], |row| row.get(0))?;
    Ok(usize::try_from(bytes).unwrap_or(usize::MAX))
}

/// Removes what no statement has any more.
///
/// # Errors
/// Where the data base cannot be written.
pub fn sweep(connection: &Connection) -> Result<(), Refusal> {
    connection.execute_batch(
        "DELETE FROM enclosure WHERE stored NOT IN (SELECT stored FROM statement);
         DELETE FROM attachment WHERE sha2 NOT IN (SELECT sha2 FROM enclosure);",
    )?;
    Ok(())
}
