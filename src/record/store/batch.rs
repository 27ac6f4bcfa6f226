//! A transaction of several pieces of work, each in a savepoint, so that one that is refused takes none of the others with it.

use super::{Refusal, progress};
use crate::clock;
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension, Result as Sql};
use std::collections::BTreeMap;

/// How many terms are remembered with their numbers.
const REMEMBERED: usize = 20_000;

/// What a piece of work sees of its transaction.
pub struct Batch {
    /// The connection, inside the transaction.
    pub connection: Connection,
    last: i64,
    terms: BTreeMap<String, i64>,
    /// Activities whose definition was taken in, by a checksum of it, so that the same one is not merged again.
    pub(super) defined: BTreeMap<String, [u8; 20]>,
    /// The time zone of the table `progress`, once it was asked for.
    zone: Option<TimeZone>,
    seen: i64,
    /// Why nothing of this transaction will be kept, once that is known: where the disk fails, SQLite undoes all of it, savepoints
    /// as well.
    lost: Option<Refusal>,
}

impl Batch {
    pub(super) fn new(connection: Connection) -> Self {
        Self { connection, last: 0, terms: BTreeMap::new(), defined: BTreeMap::new(), zone: None, seen: 0, lost: None }
    }

    /// A moment that no other statement has: now, or just after the last one.
    pub fn stamp(&mut self) -> i64 {
        self.last = clock::now().max(self.last + 1);
        self.last
    }

    /// The number of a term.
    pub(super) fn term(&mut self, value: &str) -> Sql<i64> {
        if let Some(known) = self.terms.get(value) {
            return Ok(*known);
        }
        let mut find = self.connection.prepare_cached("SELECT id FROM term WHERE value = ?")?;
        let number = match find.query_row([value], |row| row.get(0)).optional()? {
            Some(number) => number,
            None => {
                self.connection.prepare_cached("INSERT INTO term (value) VALUES (?)")?.execute([value])?;
                self.connection.last_insert_rowid()
            }
        };
        if self.terms.len() >= REMEMBERED {
            self.terms.clear();
        }
        self.terms.insert(value.to_owned(), number);
        Ok(number)
    }

    /// The time zone of the table `progress`.
    pub(super) fn zone(&mut self) -> Result<TimeZone, Refusal> {
        if self.zone.is_none() {
            self.zone = Some(progress::zone(&self.connection)?);
        }
        Ok(self.zone.clone().unwrap_or(TimeZone::UTC))
    }

    /// Forgets what was remembered: a transaction that was undone, or another process, may have taken it away.
    pub fn distrust(&mut self) {
        self.terms.clear();
        self.defined.clear();
        self.zone = None;
    }

    /// Begins a transaction.
    pub(super) fn begin(&mut self) {
        self.lost = self.open().err().map(Refusal::from);
    }

    fn open(&mut self) -> Sql<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let version = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.seen {
            self.seen = version;
            self.distrust();
        }
        let newest = "SELECT coalesce(max(stored), 0) FROM statement";
        let last: i64 = self.connection.prepare_cached(newest)?.query_row([], |row| row.get(0))?;
        self.last = self.last.max(last);
        Ok(())
    }

    /// A piece of work in a savepoint of its own. What it gives counts only once the transaction has ended well.
    pub(super) fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        let begun = self.connection.execute_batch("SAVEPOINT piece").map_err(Refusal::from);
        let done = begun.and_then(|()| work(self));
        let end = if done.is_ok() { "RELEASE piece" } else { "ROLLBACK TO piece; RELEASE piece" };
        if done.is_err() {
            self.distrust();
        }
        if let Err(error) = self.connection.execute_batch(end) {
            self.lost = Some(done.as_ref().err().cloned().unwrap_or_else(|| error.into()));
        }
        done
    }

    /// Ends the transaction: all of it is on the disk, or nothing is kept.
    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        let end = match self.lost.take() {
            Some(refusal) => Err(refusal),
            None => self.connection.execute_batch("COMMIT").map_err(Refusal::from),
        };
        if end.is_err() {
            // There may be none any more.
            let _ = self.connection.execute_batch("ROLLBACK");
            self.distrust();
        }
        end
    }
}
