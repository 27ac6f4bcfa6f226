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

/// The content with a checksum, where it is here.
///
/// # Errors
/// Where the data base cannot be read.
pub fn content(connection: &Connection, sha2: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let mut find = connection.prepare_cached("SELECT content FROM attachment WHERE sha2 = ?")?;
    Ok(find.query_row([sha2], |row| row.get(0)).optional()?)
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
