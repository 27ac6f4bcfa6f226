//! The data base: one thread that writes, several connections that read, and the tables behind them. Knows SQL and nothing of HTTP
//! but the refusals that its answers may be.

pub mod activities;
mod arrival;
pub mod attachments;
mod base;
mod batch;
mod connection;
pub mod documents;
pub mod keys;
pub mod list;
pub mod mentions;
mod migration;
pub mod people;
#[cfg(not(feature = "postgres"))]
#[path = "no_postgres.rs"]
mod postgres;
#[cfg(feature = "postgres")]
mod postgres;
pub mod progress;
mod readers;
mod server_fault;
pub mod setting;
mod sqlite;
pub mod statements;
mod terms;
mod value;
mod writer;

use super::{Data, Refusal};
use crate::clock;
use base::Base;
use readers::Readers;
use sqlite::{Sqlite, SqliteBase, remember};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use writer::Writer;

pub use arrival::Arrival;
pub use base::Right;
pub use batch::Batch;
pub use connection::{Bulk, Connection};
pub use server_fault::ServerFault;
pub use sqlite::connect;
pub use terms::Terms;
pub use value::{Kind, Value};

/// How long a connection waits for another process, such as a purge, before it gives up.
const PATIENCE: Duration = Duration::from_secs(20);

/// Bytes of a page of a data base in memory, as SQLite has it where nothing else is set.
const PAGE: usize = 4096;

/// The record store.
pub struct Store {
    data: Data,
    base: Arc<dyn Base>,
    writer: Writer,
    readers: Readers,
    /// The latest moment that was told as [`Self::consistent_through`].
    through: AtomicI64,
}

impl Store {
    /// Opens the data base, and makes it where there is none. A backup that is opened so becomes a store of its own.
    ///
    /// # Errors
    /// Where the file or the server cannot be used, is no record store, or comes from a later version.
    pub fn make(data: impl Into<Data>) -> io::Result<Self> {
        let data = data.into();
        if let Data::File(path) = &data {
            private(path)?;
        }
        let store = Self::prepare(data, true)?;
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
    pub fn open(data: impl Into<Data>) -> io::Result<Self> {
        let data = data.into();
        if let Data::File(path) = &data {
            // SQLite's own words for a file that is not there say nothing.
            std::fs::metadata(path)?;
        }
        Self::prepare(data, false)
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
        connection.0.query_row(&pages, [], |_| Ok(())).map_err(io::Error::other)?;
        Self::in_sqlite(SqliteBase { path, connect: remember }, connection)
    }

    fn prepare(data: Data, may_make: bool) -> io::Result<Self> {
        let path = match &data {
            Data::File(path) => path,
            Data::Server(url) => {
                let base = postgres::open(url, may_make)?;
                let connection = base.to_write().map_err(io::Error::other)?;
                return Self::over(data, base, connection);
            }
        };
        // Looked at before anything is changed: the data base of another program stays as it is.
        migration::look(path, may_make)?;
        let connection = connect(path).map_err(io::Error::other)?;
        Self::in_sqlite(SqliteBase { path: path.clone(), connect }, connection)
    }

    fn in_sqlite(base: SqliteBase, connection: Sqlite) -> io::Result<Self> {
        migration::migrate(&connection.0)?;
        Self::over(Data::File(base.path.clone()), Arc::new(base), Connection::over(connection))
    }

    fn over(data: Data, base: Arc<dyn Base>, connection: Connection) -> io::Result<Self> {
        let writer = Writer::start(Arc::clone(&base), connection)?;
        Ok(Self { data, readers: Readers::new(Arc::clone(&base)), base, writer, through: AtomicI64::new(0) })
    }

    /// Which data base it is.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// The file that the data base is in, where it is in one.
    pub fn file(&self) -> Option<&Path> {
        self.base.file()
    }

    /// Where the outbox is from which its statements go on to other stores.
    pub fn outbox(&self) -> PathBuf {
        self.base.file().unwrap_or(Path::new("record")).with_added_extension("outbox")
    }

    /// Bytes that the data base takes on its disk.
    ///
    /// # Errors
    /// Where they cannot be found out.
    pub fn bytes(&self) -> Result<u64, Refusal> {
        self.read(|connection| connection.driver().bytes())
    }

    /// Lets go of what was removed, as far as the data base can be told to.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn settle(&self) -> Result<(), Refusal> {
        self.base.to_write()?.driver().settle()
    }

    /// Does a piece of work in a transaction. What it says is on the disk before this returns; where it refuses, nothing of it
    /// is kept. Pieces that wait at the same time share a transaction, and none is kept or lost with another.
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
    pub fn read<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.readers.read(work)
    }

    /// A moment up to which every stored statement is there for whoever looks from now on, in microseconds since 1970.
    ///
    /// Where the data base cannot say, it is what it said before: that is still so.
    pub fn consistent_through(&self) -> i64 {
        if !self.is_shared() {
            return self.writer.consistent_through();
        }
        let told = self.readers.ask(|connection| connection.driver().through()).ok().flatten().unwrap_or_default();
        self.through.fetch_max(told, Ordering::SeqCst).max(told)
    }

    /// Whether other processes, on other machines even, may serve the same statements.
    pub fn is_shared(&self) -> bool {
        self.file().is_none()
    }

    /// The right to hand on to another store, among all that use this data base; none while another process has it.
    ///
    /// # Errors
    /// Where the data base is not there.
    pub fn right(&self, to: &str) -> Result<Option<Box<dyn Right>>, Refusal> {
        self.base.right(to)
    }
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
