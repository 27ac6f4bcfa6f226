//! The one thread that makes report pages, one after another: each page holds where everybody stands, and of several threads each
//! would keep the memory of one.

use crate::record::Refusal;
use std::io;
use std::sync::mpsc::{SyncSender, sync_channel};
use tokio::sync::oneshot;

/// How many pages wait at most; who comes then is told to come back.
const QUEUE: usize = 32;
/// After how many seconds.
const LATER: u32 = 5;

type Job = Box<dyn FnOnce() + Send>;

/// The way to the thread, which ends when this goes.
pub struct Pages(SyncSender<Job>);

impl Pages {
    /// Starts the thread.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start() -> io::Result<Self> {
        let (jobs, waiting) = sync_channel::<Job>(QUEUE);
        let run = move || waiting.into_iter().for_each(|job| job());
        std::thread::Builder::new().name("pages".to_owned()).spawn(run)?;
        Ok(Self(jobs))
    }

    /// Does a piece of work there.
    ///
    /// # Errors
    /// What the work refuses, or that too many wait.
    pub async fn make<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let (tell, told) = oneshot::channel();
        // Whoever asked may have gone away.
        let job = Box::new(move || drop(tell.send(work())));
        self.0.try_send(job).map_err(|_| Refusal::busy(LATER))?;
        told.await.map_err(|error| Refusal::internal(error.to_string()))?
    }
}
