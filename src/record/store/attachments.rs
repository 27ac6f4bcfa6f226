//! The content of attachments, each kept once however many statements have it.

use super::connection::Bulk;
use super::value::Kind;
use super::{Batch, Connection};
use crate::record::Refusal;
use std::collections::BTreeMap;

const KEEP: Bulk = Bulk {
    sql: "INSERT INTO attachment (sha2, content) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Text, Kind::Bytes],
};
const LINK: Bulk = Bulk {
    sql: "INSERT INTO enclosure (stored, sha2) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Integer, Kind::Text],
};

/// Keeps the attachments of a statement.
pub(super) fn keep(batch: &mut Batch, stored: i64, attachments: &BTreeMap<String, Vec<u8>>) -> Result<(), Refusal> {
    let contents: Vec<_> =
        attachments.iter().flat_map(|(sha2, content)| [sha2.into(), content.as_slice().into()]).collect();
    batch.connection.many(&KEEP, &contents)?;
    let links: Vec<_> = attachments.keys().flat_map(|sha2| [stored.into(), sha2.into()]).collect();
    batch.connection.many(&LINK, &links)
}

/// The content with a checksum that a statement brought.
///
/// # Errors
/// Where the data base cannot be read.
pub fn content(connection: &mut Connection, stored: i64, sha2: &str) -> Result<Option<Vec<u8>>, Refusal> {
    let find = "SELECT content FROM enclosure JOIN attachment USING (sha2) WHERE stored = ? AND sha2 = ?";
    connection.value(find, &[stored.into(), sha2.into()])
}

/// Removes what no statement has any more.
///
/// # Errors
/// Where the data base cannot be written.
pub fn sweep(connection: &mut Connection) -> Result<(), Refusal> {
    connection.script(
        "DELETE FROM enclosure WHERE NOT EXISTS (SELECT 1 FROM statement WHERE statement.stored = enclosure.stored);
         DELETE FROM attachment WHERE NOT EXISTS (SELECT 1 FROM enclosure WHERE enclosure.sha2 = attachment.sha2);",
    )
}
