//! What is to be sent: a data base file in which a statement waits, under the id that it was given once, until a store has it or
//! refuses it. Knows no network. Times are microseconds since 1970 and are given by the caller; keys never come in here.

mod pause;
mod rejected;
mod taken;
mod waiting;

pub use pause::Pause;
pub use rejected::Rejected;
pub use taken::Taken;
pub use waiting::Waiting;

use crate::checksum::hex;
use rusqlite::{Connection, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Every statement is written to the disk before it counts as taken, for power may be lost at any time. What was sent is written
/// over.
const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS statements (
        place INTEGER PRIMARY KEY,       -- the order in which they came in
        store TEXT NOT NULL,             -- the address of the record store
        id TEXT NOT NULL,
        sum BLOB NOT NULL,               -- SHA-256 of the body, kept when the body is gone
        body TEXT NOT NULL,              -- JSON; empty once it was sent
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'rejected')),
        tries INTEGER NOT NULL DEFAULT 0,
        words TEXT NOT NULL DEFAULT '',  -- what the store said when it refused it
        UNIQUE (store, id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS rejected ON statements (store) WHERE state = 'rejected';
    CREATE INDEX IF NOT EXISTS waiting ON statements (store, tries, place) WHERE state = 'waiting';
    CREATE TABLE IF NOT EXISTS pauses (
        store TEXT PRIMARY KEY,
        tries INTEGER NOT NULL,
        since INTEGER NOT NULL,          -- microseconds since 1970
        not_before INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// The outbox.
pub struct Outbox {
    data: Connection,
    path: PathBuf,
}

/// How many statements for a store are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not sent yet.
    pub waiting: u32,
    /// The store has them.
    pub sent: u32,
    /// The store refused them.
    pub rejected: u32,
}

impl Outbox {
    /// Opens an outbox, and makes it where there is none. Only its owner may read it.
    ///
    /// # Errors
    /// Where the file cannot be made, or is no outbox.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        drop(private(path)?);
        Self::find(path)
    }

    /// Opens an outbox that there is.
    ///
    /// # Errors
    /// Where there is none, or the file is no outbox.
    pub fn find(path: &Path) -> io::Result<Self> {
        fs::metadata(path)?;
        let open = || {
            let data = Connection::open(path)?;
            data.busy_timeout(Duration::from_secs(30))?;
            let foreign = "SELECT EXISTS (SELECT 1 FROM sqlite_schema)
                AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'statements')";
            if data.query_row(foreign, [], |row| row.get(0))? {
                return Ok(None);
            }
            data.execute_batch(SCHEMA)?;
            Ok(Some(Self { data, path: path.to_owned() }))
        };
        let opened = open().map_err(|error: rusqlite::Error| io::Error::other(error))?;
        opened.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "not an outbox"))
    }

    /// The right to send to a store, which one program at a time has; it ends with the program, however that ends. None where another
    /// has it.
    ///
    /// # Errors
    /// Where the file of the lock cannot be made.
    pub fn sender(&self, store: &str) -> io::Result<Option<File>> {
        let mut name = self.path.clone().into_os_string();
        let sum = Sha256::digest(store);
        name.push(format!("-sender-{}", hex(&sum[..4])));
        let file = private(Path::new(&name))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// How many are where.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn counts(&self, store: &str) -> Result<Counts> {
        // Two small indexes and one that has all: none of these looks at a statement.
        let count = "SELECT (SELECT count(*) FROM statements WHERE store = ?1 AND state = 'waiting'),
            (SELECT count(*) FROM statements WHERE store = ?1 AND state = 'rejected'),
            (SELECT count(*) FROM statements WHERE store = ?1)";
        let row = |row: &rusqlite::Row<'_>| {
            let (waiting, rejected, all): (u32, u32, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Counts { waiting, sent: all.saturating_sub(waiting + rejected), rejected })
        };
        self.data.query_row(count, [store], row)
    }

    /// The stores that the outbox has statements for.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn stores(&self) -> Result<Vec<String>> {
        let mut find = self.data.prepare("SELECT DISTINCT store FROM statements ORDER BY store")?;
        find.query_map([], |row| row.get(0))?.collect()
    }
}

/// Opens a file, which only its owner may read if it has to be made.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
