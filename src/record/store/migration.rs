//! The tables, and how a data base of an earlier version gets those of this one. A step is never changed once it was released.

use super::{PATIENCE, setting};
use crate::clock;
use rusqlite::{Connection, OpenFlags};
use std::io;
use std::path::Path;

/// Each step takes a data base from the version that is its index to the next; `PRAGMA user_version` is the number of steps done.
const STEPS: [&str; 3] = [include_str!("schema/1.sql"), include_str!("schema/2.sql"), include_str!("schema/3.sql")];

/// Whether a file is a store of this version or an earlier one, or an empty one that may become a store.
///
/// # Errors
/// Where it is not, or cannot be read.
pub(super) fn look(path: &Path, may_make: bool) -> io::Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(io::Error::other)?;
    connection.busy_timeout(PATIENCE).map_err(io::Error::other)?;
    let tables = "SELECT count(*), count(*) FILTER (WHERE name = 'mention') FROM sqlite_schema";
    let row = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?));
    let (tables, is_store) = connection.query_row(tables, [], row).map_err(io::Error::other)?;
    let is_ours = if tables == 0 { may_make } else { is_store && version(&connection)? <= STEPS.len() };
    if is_ours { Ok(()) } else { Err(io::Error::new(io::ErrorKind::InvalidData, "not a record store of this version")) }
}

/// Brings a data base that was looked at to this version.
///
/// # Errors
/// Where it cannot be written.
pub(super) fn migrate(connection: &Connection) -> io::Result<()> {
    // Most data bases need nothing, and a full disk must not keep anybody from reading them.
    if version(connection)? == STEPS.len() {
        return Ok(());
    }
    connection.execute_batch("BEGIN IMMEDIATE").map_err(io::Error::other)?;
    let done = steps(connection);
    let end = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
    let ended = connection.execute_batch(end).map_err(io::Error::other);
    done.and(ended)
}

/// The steps that are missing, inside a transaction: another process may have done them meanwhile.
fn steps(connection: &Connection) -> io::Result<()> {
    for step in STEPS.iter().skip(version(connection)?) {
        connection.execute_batch(step).map_err(io::Error::other)?;
    }
    let identify = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING";
    connection.execute(identify, (setting::ID, clock::uuid().to_string())).map_err(io::Error::other)?;
    connection.pragma_update(None, "user_version", STEPS.len() as i64).map_err(io::Error::other)
}

fn version(connection: &Connection) -> io::Result<usize> {
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(io::Error::other)?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}
