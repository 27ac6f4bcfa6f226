//! A file that is about to be replaced: whether it may be, and that nobody else has it open as a data base.

use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::io;
use std::path::{Path, PathBuf};

/// The ends of the names of what stands beside a data base: SQLite's log, its index and its journal, and what forwarding notes.
const BESIDE: [&str; 4] = ["-wal", "-shm", "-journal", ".outbox"];

/// Why a file is not replaced.
#[derive(Debug)]
pub enum TakeFault {
    /// It is of a data base beside it, which would be lost with it.
    Beside(PathBuf),
    /// It exists, and is none that may be replaced without being told to.
    Exists,
    /// Some process has it open as a data base, for instance a store that is being served.
    InUse,
    /// The store is in no file that could be copied.
    NoFile,
    /// The disk says no.
    Disk(io::Error),
}

impl From<io::Error> for TakeFault {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

/// Takes a file that is to be replaced: while the connection is open, nobody else can use the data base in it. None where there is
/// no file, or no data base in it. `may` decides on a data base; without one it is asked about an empty one.
///
/// # Errors
/// Where it must not be replaced.
pub fn take(path: &Path, may: impl Fn(&Connection) -> bool) -> Result<Option<Connection>, TakeFault> {
    if let Some(whose) = whose(path) {
        return Err(TakeFault::Beside(whose));
    }
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
        Ok(metadata) if metadata.is_dir() => return Err(TakeFault::Exists),
        Ok(_) => {}
    }
    if !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(TakeFault::Exists);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| fault(&error))?;
    if !is_data_base(&connection)? {
        let nothing = Connection::open_in_memory().map_err(|error| fault(&error))?;
        return if may(&nothing) { Ok(None) } else { Err(TakeFault::Exists) };
    }
    if !may(&connection) {
        return Err(TakeFault::Exists);
    }
    // SQLite folds the log in and changes the mode only where nobody else has the data base open.
    connection.pragma_update(None, "journal_mode", "delete").map_err(|error| fault(&error))?;
    connection.execute_batch("BEGIN EXCLUSIVE").map_err(|error| fault(&error))?;
    Ok(Some(connection))
}

/// The data base that a file of this name is a part of, or in which it is noted what was handed on.
fn whose(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let mut bases = BESIDE.iter().filter_map(|end| name.strip_suffix(end)).map(|base| path.with_file_name(base));
    bases.find(|base| base.is_file())
}

fn is_data_base(connection: &Connection) -> Result<bool, TakeFault> {
    match connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(())) {
        Ok(()) => Ok(true),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => Ok(false),
        Err(error) => Err(fault(&error)),
    }
}

fn fault(error: &rusqlite::Error) -> TakeFault {
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => TakeFault::InUse,
        _ => TakeFault::Disk(io::Error::other(error.to_string())),
    }
}
