//! The one thread that writes. It takes whatever waits into one transaction, so that a disk that needs five milliseconds to be
//! sure of itself is asked once for all of them (group commit).

use super::Refusal;
use crate::clock;
use rusqlite::{Connection, OptionalExtension, Result as Sql};
use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// How many pieces of work wait at most; who comes then waits before the queue.
const QUEUE: usize = 256;
/// How many pieces one transaction takes.
const TOGETHER: usize = 128;
/// How many terms are remembered with their numbers.
const REMEMBERED: usize = 20_000;

/// Does the work, and gives back what tells the one who waits how the transaction ended.
type Job = Box<dyn FnOnce(&mut Batch) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), &rusqlite::Error>) + Send>;

/// What a piece of work sees of its transaction.
pub struct Batch {
    /// The connection, inside the transaction.
    pub connection: Connection,
    last: i64,
    terms: BTreeMap<String, i64>,
    /// Activities whose definition was taken in, by a checksum of it, so that the same one is not merged again.
    pub(super) defined: BTreeMap<String, [u8; 20]>,
    seen: i64,
}

impl Batch {
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

    /// Forgets what was remembered: a transaction that was undone, or another process, may have taken it away.
    fn distrust(&mut self) {
        self.terms.clear();
        self.defined.clear();
    }

    fn begin(&mut self) -> Sql<()> {
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
}

/// The thread, and the way to it.
pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// The moment at which the transaction that is open began.
    open: Arc<Mutex<Option<i64>>>,
}

impl Writer {
    pub(super) fn start(connection: Connection) -> std::io::Result<Self> {
        let (jobs, waiting) = sync_channel(QUEUE);
        let open = Arc::new(Mutex::new(None));
        let (terms, defined) = (BTreeMap::new(), BTreeMap::new());
        let batch = Batch { connection, last: 0, terms, defined, seen: 0 };
        let seen = Arc::clone(&open);
        let thread =
            std::thread::Builder::new().name("writer".to_owned()).spawn(move || run(batch, &waiting, &seen))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread), open })
    }

    pub(super) fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Batch) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (tell, told) = sync_channel(1);
        let job: Job = Box::new(move |batch| {
            let done = attempt(batch, work);
            Box::new(move |end: Result<(), &rusqlite::Error>| {
                let answer = done.and_then(|value| end.map(|()| value).map_err(Refusal::from));
                // Who asked may have gone away.
                let _ = tell.send(answer);
            })
        });
        let gone = || Refusal::internal("the writing thread has ended");
        self.jobs.as_ref().ok_or_else(gone)?.send(job).map_err(|_| gone())?;
        told.recv().map_err(|_| gone())?
    }

    pub(super) fn consistent_through(&self) -> i64 {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.map_or_else(clock::now, |began| began - 1)
    }
}

impl Drop for Writer {
    /// Finishes what waits and folds the log into the data base.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A piece of work in a savepoint of its own.
fn attempt<T>(batch: &mut Batch, work: impl FnOnce(&mut Batch) -> Result<T, Refusal>) -> Result<T, Refusal> {
    if batch.connection.is_autocommit() {
        return Err(Refusal::internal("no transaction could be begun"));
    }
    batch.connection.execute_batch("SAVEPOINT piece")?;
    let done = work(batch);
    if done.is_err() {
        batch.connection.execute_batch("ROLLBACK TO piece")?;
        batch.distrust();
    }
    batch.connection.execute_batch("RELEASE piece")?;
    done
}

fn run(mut batch: Batch, waiting: &Receiver<Job>, open: &Mutex<Option<i64>>) {
    let lock = || open.lock().unwrap_or_else(PoisonError::into_inner);
    while let Ok(first) = waiting.recv() {
        // The clock is asked under the lock, so that nobody is told a later moment than that of the first statement in here.
        {
            let mut open = lock();
            *open = Some(clock::now());
        }
        let began = batch.begin();
        let mut answers = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next {
            answers.push(job(&mut batch));
            next = if answers.len() < TOGETHER { waiting.try_recv().ok() } else { None };
        }
        let end = began.and_then(|()| batch.connection.execute_batch("COMMIT"));
        if end.is_err() {
            let _ = batch.connection.execute_batch("ROLLBACK");
            batch.distrust();
        }
        *lock() = None;
        for answer in answers {
            answer(end.as_ref().map(|_| ()));
        }
    }
    let _ = batch.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)");
}
