//! The one thread that writes. It takes whatever waits into one transaction, so that a disk that needs five milliseconds to be
//! sure of itself is asked once for all of them (group commit).

use super::base::Base;
use super::{Batch, Connection, Refusal};
use crate::clock;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// How many pieces of work wait at most; who comes then waits before the queue.
const QUEUE: usize = 256;
/// How many pieces one transaction takes.
const TOGETHER: usize = 128;

/// Does the work, and gives back what tells the one who waits how the transaction ended.
type Job = Box<dyn FnOnce(&mut Batch) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Result<(), &Refusal>) + Send>;

/// The thread, and the way to it.
pub(super) struct Writer {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    /// The moment at which the transaction that is open began.
    open: Arc<Mutex<Option<i64>>>,
}

impl Writer {
    pub(super) fn start(base: Arc<dyn Base>, connection: Connection) -> std::io::Result<Self> {
        let (jobs, waiting) = sync_channel(QUEUE);
        let open = Arc::new(Mutex::new(None));
        let batch = Batch::new(base, connection);
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
            let done = batch.attempt(work);
            Box::new(move |end: Result<(), &Refusal>| {
                // What the work found may come from others in a transaction that was lost. Who asked may have gone away.
                let _ = tell.send(end.map_err(Refusal::clone).and(done));
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

fn run(mut batch: Batch, waiting: &Receiver<Job>, open: &Mutex<Option<i64>>) {
    let lock = || open.lock().unwrap_or_else(PoisonError::into_inner);
    while let Ok(first) = waiting.recv() {
        // The clock is asked under the lock, so that nobody is told a later moment than that of the first statement in here.
        {
            let mut open = lock();
            *open = Some(clock::now());
        }
        batch.begin();
        let mut answers = Vec::new();
        let mut next = Some(first);
        while let Some(job) = next {
            answers.push(job(&mut batch));
            next = if answers.len() < TOGETHER { waiting.try_recv().ok() } else { None };
        }
        let end = batch.end();
        *lock() = None;
        for answer in answers {
            answer(end.as_ref().map(|_| ()));
        }
    }
    let _ = batch.connection.driver().settle();
}
