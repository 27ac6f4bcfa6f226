//! The content of attachments, each kept once however many statements have it.

use super::connection::Bulk;
use super::value::Kind;
use super::{Batch, Connection};
use crate::record::Refusal;
use std::collections::BTreeMap;
use uuid::Uuid;

const KEEP: Bulk = Bulk {
    sql: "INSERT INTO attachment (sha2, content) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Text, Kind::Bytes],
};
const LINK: Bulk = Bulk {
    sql: "INSERT INTO enclosure (stored, sha2) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Integer, Kind::Text],
};

const BROUGHT: Bulk = Bulk {
    sql: "SELECT statement.id, statement.stored, sum(length(content)) FROM statement
          JOIN enclosure ON enclosure.stored = statement.stored JOIN attachment ON attachment.sha2 = enclosure.sha2
          WHERE statement.id IN (??) GROUP BY statement.id, statement.stored",
    kinds: &[Kind::Bytes],
};

/// A statement that brought something along.
pub struct Brought {
    /// Its id.
    pub id: Uuid,
    /// When it was stored, in microseconds since 1970.
    pub stored: i64,
    /// How many bytes it brought.
    pub bytes: i64,
}

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

/// Those of these statements that brought something along.
///
/// # Errors
/// Where the data base cannot be read.
pub fn brought(connection: &mut Connection, ids: &[Uuid]) -> Result<Vec<Brought>, Refusal> {
    let ids: Vec<_> = ids.iter().map(|id| (*id).into()).collect();
    connection.bulk(&BROUGHT, &ids, |mut row| Ok(Brought { id: row.get(0)?, stored: row.get(1)?, bytes: row.get(2)? }))
}

/// The checksums of what a statement brought, by the moment at which it was stored.
///
/// # Errors
/// Where the data base cannot be read.
pub fn sums(connection: &mut Connection, stored: i64) -> Result<Vec<String>, Refusal> {
    let find = "SELECT sha2 FROM enclosure WHERE stored = ? ORDER BY sha2";
    connection.rows(find, &[stored.into()], |mut row| row.get(0))
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
