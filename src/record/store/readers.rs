//! The connections that read. They never wait for the one that writes.

use super::{Connect, Refusal};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};

/// How many connections read at most.
const MOST: usize = 4;

/// Connections that are free, and how many there are in all.
#[derive(Default)]
struct Pool {
    free: Vec<Connection>,
    opened: usize,
}

/// A few connections, opened when they are first needed.
pub(super) struct Readers {
    path: PathBuf,
    connect: Connect,
    pool: Mutex<Pool>,
    returned: Condvar,
}

impl Readers {
    pub(super) fn new(path: &Path, connect: Connect) -> Self {
        Self { path: path.to_owned(), connect, pool: Mutex::default(), returned: Condvar::new() }
    }

    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let connection = self.take()?;
        let answer = at_one_moment(&connection, work);
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).free.push(connection);
        self.returned.notify_one();
        answer
    }

    fn take(&self) -> Result<Connection, Refusal> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.free.pop() {
                return Ok(connection);
            }
            if pool.opened < MOST {
                let connection = (self.connect)(&self.path)?;
                connection.pragma_update(None, "query_only", true)?;
                pool.opened += 1;
                return Ok(connection);
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Does all of it in one transaction, whose beginning and end are prepared once: most of what is looked up is one row.
fn at_one_moment<T>(
    connection: &Connection,
    work: impl FnOnce(&Connection) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    connection.prepare_cached("BEGIN")?.execute([])?;
    let answer = work(connection);
    // Nothing was written, so that one end is as good as the other; what the work says of a disk that fails goes first.
    let end = connection.prepare_cached("ROLLBACK").and_then(|mut end| end.execute([]));
    let answer = answer?;
    end?;
    Ok(answer)
}
