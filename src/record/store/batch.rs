//! A transaction of several pieces of work. One that is refused takes none of the others with it.

use super::base::Base;
use super::connection::Begun;
use super::terms::Terms;
use super::{Connection, Refusal, progress};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How often a data base that is gone is tried again, each time after twice as long as before, so that most restarts are waited for.
const TRIES: u32 = 6;
/// How long to wait at first.
const PAUSE: Duration = Duration::from_millis(50);

/// What a piece of work sees of its transaction.
pub struct Batch {
    /// The connection, inside the transaction.
    pub connection: Connection,
    /// The moment at which the transaction began.
    pub now: i64,
    base: Arc<dyn Base>,
    last: i64,
    terms: Terms,
    /// Activities whose definition was taken in, by a checksum of it, so that the same one is not merged again.
    pub(super) defined: BTreeMap<String, [u8; 20]>,
    /// The time zone of the table `progress`, once it was asked for.
    zone: Option<TimeZone>,
    seen: i64,
    /// How many pieces of work kept something in this transaction.
    kept: usize,
    /// Whether there is a savepoint that can be gone back to.
    is_marked: bool,
    /// Why nothing of this transaction will be kept, once that is known.
    lost: Option<Refusal>,
}

impl Batch {
    pub(super) fn new(base: Arc<dyn Base>, connection: Connection) -> Self {
        Self {
            connection,
            base,
            now: 0,
            last: 0,
            terms: Terms::default(),
            defined: BTreeMap::new(),
            zone: None,
            seen: 0,
            kept: 0,
            is_marked: false,
            lost: None,
        }
    }

    /// A moment that no other statement has: now, or just after the last one.
    pub fn stamp(&mut self) -> i64 {
        self.last = self.now.max(self.last + 1);
        self.last
    }

    /// Makes sure that these terms have numbers.
    pub(super) fn know<'a>(&mut self, values: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
        self.terms.know(&mut self.connection, values)
    }

    /// The number of a term that is known.
    pub(super) fn term(&self, value: &str) -> Result<i64, Refusal> {
        self.terms.number(value)
    }

    /// The time zone of the table `progress`.
    pub(super) fn zone(&mut self) -> Result<TimeZone, Refusal> {
        if self.zone.is_none() {
            self.zone = Some(progress::zone(&mut self.connection)?);
        }
        Ok(self.zone.clone().unwrap_or(TimeZone::UTC))
    }

    /// Forgets what was remembered, here and wherever else somebody writes: something was removed.
    ///
    /// # Errors
    /// Where the others cannot be told.
    pub fn note_removal(&mut self) -> Result<(), Refusal> {
        self.distrust();
        self.connection.driver().note_removal()
    }

    /// Takes notice of rows that came with numbers of their own.
    ///
    /// # Errors
    /// Where the data base cannot.
    pub fn note_copy(&mut self) -> Result<(), Refusal> {
        self.distrust();
        self.connection.driver().note_copy()
    }

    /// Forgets what was remembered: a transaction that was undone, or another process, may have taken it away.
    fn distrust(&mut self) {
        self.terms.clear();
        self.defined.clear();
        self.zone = None;
    }

    /// Begins a transaction.
    pub(super) fn begin(&mut self) {
        self.lost = self.open().err();
    }

    fn open(&mut self) -> Result<(), Refusal> {
        (self.kept, self.is_marked) = (0, false);
        let begun = self.turn()?;
        if begun.version != self.seen {
            self.seen = begun.version;
            self.distrust();
        }
        self.now = begun.now;
        let newest = self.connection.number("SELECT coalesce(max(stored), 0) FROM statement", &[])?;
        self.last = self.last.max(newest);
        Ok(())
    }

    /// The turn to write, on a new connection where the old one is gone: nothing was done yet.
    fn turn(&mut self) -> Result<Begun, Refusal> {
        let mut pause = PAUSE;
        for _ in 1..TRIES {
            match self.connection.driver().begin() {
                Err(_) if self.connection.driver().is_lost() => {}
                begun => return begun,
            }
            match self.base.to_write() {
                Ok(connection) => self.connection = connection,
                Err(refusal) if refusal.retry_after.is_some() => {
                    std::thread::sleep(pause);
                    pause *= 2;
                }
                Err(refusal) => return Err(refusal),
            }
        }
        self.connection.driver().begin()
    }

    /// A piece of work. What it gives counts only once the transaction has ended well.
    pub(super) fn attempt<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, Refusal>) -> Result<T, Refusal> {
        if let Some(lost) = &self.lost {
            return Err(lost.clone());
        }
        if let Err(refusal) = self.mark() {
            self.lost = Some(refusal.clone());
            return Err(refusal);
        }
        let done = work(self);
        match &done {
            Ok(_) => self.kept += 1,
            Err(refusal) => self.undo(refusal),
        }
        done
    }

    /// Makes a savepoint, where there is something to be saved: most transactions have one piece.
    fn mark(&mut self) -> Result<(), Refusal> {
        if self.kept == 0 {
            return Ok(());
        }
        self.connection.script(if self.is_marked { "RELEASE piece; SAVEPOINT piece" } else { "SAVEPOINT piece" })?;
        self.is_marked = true;
        Ok(())
    }

    /// Undoes a piece of work that was refused.
    fn undo(&mut self, refusal: &Refusal) {
        self.distrust();
        if self.kept == 0 {
            // Where the disk fails, SQLite has done so already.
            let _ = self.connection.script("ROLLBACK");
            self.begin();
        } else if self.connection.script("ROLLBACK TO piece").is_err() {
            self.lost = Some(refusal.clone());
        }
    }

    /// Ends the transaction: all of it is on the disk, or nothing is kept.
    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        let end = match self.lost.take() {
            Some(refusal) => Err(refusal),
            None => self.connection.driver().commit(),
        };
        if end.is_err() {
            // There may be none any more.
            let _ = self.connection.script("ROLLBACK");
            self.distrust();
        }
        end
    }
}
