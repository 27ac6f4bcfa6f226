//! The deck as it was last read, with its findings. Whoever asks gets one state, whole; a new one takes its place.

use crate::check;
use crate::clock;
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::read::read;
use crate::translate::outdated;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::watch;

/// A deck as it was on the disk at one moment.
pub(super) struct Read {
    /// Counts the states, from 1.
    pub(super) number: u64,
    pub(super) deck: Deck,
    pub(super) findings: Findings,
}

/// The latest state.
pub(super) struct Latest {
    root: PathBuf,
    state: Mutex<Arc<Read>>,
    number: watch::Sender<u64>,
}

impl Latest {
    /// Reads the deck in a folder.
    pub(super) fn open(root: &Path) -> io::Result<Self> {
        let first = state(root, 1)?;
        Ok(Self { root: root.to_owned(), state: Mutex::new(Arc::new(first)), number: watch::Sender::new(1) })
    }

    /// The deck's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The deck as it was last read.
    pub(super) fn read(&self) -> Arc<Read> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the deck again. Where its folder cannot be listed at the moment, the last state stays.
    pub(super) fn renew(&self) {
        let mut latest = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(next) = state(&self.root, latest.number + 1) {
            *latest = Arc::new(next);
            self.number.send_replace(latest.number);
        }
    }

    /// Tells when there is another state.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }
}

fn state(root: &Path, number: u64) -> io::Result<Read> {
    let (mut deck, mut findings) = read(root)?;
    deck.outdated = outdated(&deck);
    findings.extend(check::check(&deck));
    findings.extend(check::aged(&deck, &clock::month()));
    Ok(Read { number, deck, findings })
}
