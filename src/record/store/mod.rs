//! The data base: one thread that writes, several connections that read, and the tables behind them. Knows SQLite and nothing
//! of HTTP but the refusals that its answers may be.

pub mod activities;
pub mod attachments;
mod batch;
pub mod documents;
pub mod keys;
pub mod list;
pub mod mentions;
mod migration;
pub mod people;
pub mod progress;
mod readers;
pub mod setting;
pub mod statements;
mod writer;

use super::Refusal;
use crate::clock;
use readers::Readers;
use rusqlite::{Connection, OpenFlags};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use writer::Writer;

pub use batch::Batch;

/// How long a connection waits for another process, such as a purge, before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Bytes of a page of a data base in memory, as SQLite has it where nothing else is set.
const PAGE: usize = 4096;

/// The record store on its disk.
pub struct Store {
    path: PathBuf,
    writer: Writer,
    readers: Readers,
}

impl Store {
    /// Opens the data base, and makes it where there is none. A backup that is opened so becomes a store of its own.
    ///
    /// # Errors
    /// Where the file cannot be used, is no record store, or comes from a later version.
    pub fn make(path: &Path) -> io::Result<Self> {
        private(path)?;
        let store = Self::prepare(path, true)?;
        let is_copy = store.read(|connection| setting::get(connection, setting::COPIED));
        if is_copy.map_err(io::Error::other)?.is_some() {
            store.write(|batch| setting::remove(batch, setting::COPIED)).map_err(io::Error::other)?;
        }
        Ok(store)
    }

    /// Opens the data base of a store that there is.
    ///
    /// # Errors
    /// Where there is none, or as [`Self::make`].
    pub fn open(path: &Path) -> io::Result<Self> {
        // SQLite's own words for a file that is not there say nothing.
        std::fs::metadata(path)?;
        Self::prepare(path, false)
    }

    /// A store in the memory of this process, which ends with it. It refuses what would make it larger than `most` bytes, as a full
    /// disk would be refused.
    ///
    /// # Errors
    /// Where SQLite refuses to make it.
    pub fn in_memory(most: usize) -> io::Result<Self> {
        // Its connections find each other by this name.
        let path = PathBuf::from(format!("/{}", clock::uuid()));
        let connection = remember(&path).map_err(io::Error::other)?;
        // It answers with the number, so that it is asked and not set.
        let pages = format!("PRAGMA max_page_count = {}", most / PAGE);
        connection.query_row(&pages, [], |_| Ok(())).map_err(io::Error::other)?;
        Self::over(&path, connection, remember)
    }

    fn prepare(path: &Path, may_make: bool) -> io::Result<Self> {
        // Looked at before anything is changed: the data base of another program stays as it is.
        migration::look(path, may_make)?;
        let connection = connect(path).map_err(io::Error::other)?;
        Self::over(path, connection, connect)
    }

    fn over(path: &Path, connection: Connection, connect: Connect) -> io::Result<Self> {
        migration::migrate(&connection)?;
        let writer = Writer::start(connection).map_err(io::Error::other)?;
        Ok(Self { path: path.to_owned(), writer, readers: Readers::new(path, connect) })
    }

    /// Where the data base is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the outbox is from which its statements go on to other stores.
    pub fn outbox(&self) -> PathBuf {
        self.path.with_added_extension("outbox")
    }

    /// Does a piece of work in a transaction. What it says is on the disk before this returns; where it refuses, nothing of it
    /// is kept. Pieces that wait at the same time share a transaction, and each has a savepoint of its own.
    ///
    /// # Errors
    /// What the work refuses, or that the data base could not keep it.
    pub fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Batch) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        self.writer.write(work)
    }

    /// Looks something up, all at one moment.
    ///
    /// # Errors
    /// What the work refuses, or that the data base cannot be read.
    pub fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.readers.read(work)
    }

    /// A moment up to which every stored statement is there for whoever looks from now on, in microseconds since 1970.
    pub fn consistent_through(&self) -> i64 {
        self.writer.consistent_through()
    }
}

/// How a connection to the data base of a name is made.
type Connect = fn(&Path) -> rusqlite::Result<Connection>;

/// A connection to a data base in memory, which is there as long as one of its connections. Source: SQLite, memdb.c.
fn remember(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags_and_vfs(path, flags, "memdb")?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "memory")?;
    connection.pragma_update(None, "cache_size", -1000)?;
    Ok(connection)
}

/// A connection with the settings that all of them have.
///
/// # Errors
/// Where the file cannot be opened, or is no data base.
pub fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // FULL: the log is on the disk before a transaction counts as committed, so that what was answered survives a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    connection.pragma_update(None, "cache_size", -8000)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Makes the file where there is none, for its owner alone; SQLite gives the log beside it the same rights.
///
/// # Errors
/// Where it cannot be made.
pub fn private(path: &Path) -> io::Result<()> {
    let mut open = std::fs::OpenOptions::new();
    open.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    match open.open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}
