//! The connections that read. They never wait for the one that writes.

use super::base::Base;
use super::{Connection, Refusal};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

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
    base: Arc<dyn Base>,
    pool: Mutex<Pool>,
    returned: Condvar,
}

impl Readers {
    pub(super) fn new(base: Arc<dyn Base>) -> Self {
        Self { base, pool: Mutex::default(), returned: Condvar::new() }
    }

    /// Looks something up, all at one moment.
    pub(super) fn read<T>(&self, work: impl FnOnce(&mut Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.with(
            |connection| connection.driver().look(),
            |connection, ()| {
                let answer = work(connection);
                // What the work says of a disk that fails goes first.
                let end = connection.driver().looked();
                let answer = answer?;
                end?;
                Ok(answer)
            },
        )
    }

    /// Asks one thing.
    pub(super) fn ask<T>(&self, question: impl Fn(&mut Connection) -> Result<T, Refusal>) -> Result<T, Refusal> {
        self.with(question, |_, answer| Ok(answer))
    }

    /// Asks first what may be asked again, for a connection may have been gone for long, and then goes on.
    fn with<A, T>(
        &self,
        first: impl Fn(&mut Connection) -> Result<A, Refusal>,
        then: impl FnOnce(&mut Connection, A) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut place = Place { readers: self, connection: self.take() };
        let connection = match &mut place.connection {
            Some(connection) => connection,
            none => none.insert(self.base.to_read()?),
        };
        let begun = match first(connection) {
            Err(_) if connection.driver().is_lost() => {
                *connection = self.base.to_read()?;
                first(connection)?
            }
            begun => begun?,
        };
        then(connection, begun)
    }

    /// A place among those that read: with a connection, or with the right to open one.
    fn take(&self) -> Option<Connection> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = pool.free.pop() {
                return Some(connection);
            }
            if pool.opened < MOST {
                pool.opened += 1;
                return None;
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A place among those that read, given back when it goes.
struct Place<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.pool.lock().unwrap_or_else(PoisonError::into_inner);
        match self.connection.take() {
            Some(connection) => pool.free.push(connection),
            None => pool.opened -= 1,
        }
        drop(pool);
        self.readers.returned.notify_one();
    }
}
