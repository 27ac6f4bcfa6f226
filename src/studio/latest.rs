//! The deck as it was last read, with its findings. Whoever asks gets one state, whole; a new one takes its place.

use super::watch::look;
use crate::check;
use crate::clock;
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::read::read;
use crate::translate::outdated;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};
use tokio::sync::watch;

/// The largest file that a deck may have, in bytes.
const LARGEST: u64 = 20_000_000;

/// A deck as it was on the disk at one moment.
pub(super) struct Read {
    /// Counts the states, from the time of the start in microseconds.
    pub(super) number: u64,
    pub(super) deck: Deck,
    pub(super) findings: Findings,
    /// A checksum of the files; none where they changed meanwhile.
    files: Option<[u8; 32]>,
    /// Where they are: the deck's folder, and that of the base where the deck is an overlay.
    folders: Vec<PathBuf>,
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
        // A page that has lived through a restart knows no number of this run.
        let number = clock::now().unsigned_abs();
        let first = state(root, number, vec![root.to_owned()])?;
        Ok(Self { root: root.to_owned(), state: Mutex::new(Arc::new(first)), number: watch::Sender::new(number) })
    }

    /// The deck's folder.
    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    /// The folders whose files the deck is made of.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.read().folders.clone()
    }

    /// The deck as it was last read.
    pub(super) fn read(&self) -> Arc<Read> {
        Arc::clone(&self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the deck again, where its files are others. Where its folder cannot be listed at the moment, the last state stays.
    pub(super) fn renew(&self) {
        let mut latest = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if latest.files.is_some() && latest.files == checksum(&latest.folders) {
            return;
        }
        if let Ok(next) = state(&self.root, latest.number + 1, latest.folders.clone()) {
            *latest = Arc::new(next);
            self.number.send_replace(latest.number);
        }
    }

    /// How many pages wait for another state.
    pub(super) fn waiting(&self) -> usize {
        self.number.receiver_count()
    }

    /// Tells when there is another state.
    pub(super) fn changes(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }
}

/// Reads the deck. `folders` are those of the state before.
fn state(root: &Path, number: u64, mut folders: Vec<PathBuf>) -> io::Result<Read> {
    let before = checksum(&folders);
    let (mut deck, mut findings) = read(root)?;
    deck.outdated = outdated(&deck);
    findings.extend(check::check(&deck));
    findings.extend(check::aged(&deck, &clock::month()));
    // A base that cannot be read at the moment may come back.
    if let Some(base) = base(root, &deck) {
        folders = vec![root.to_owned(), base];
    }
    let files = before.filter(|_| checksum(&folders) == before);
    Ok(Read { number, deck, findings, files, folders })
}

/// The folder of an overlay's base.
fn base(root: &Path, deck: &Deck) -> Option<PathBuf> {
    let (path, place) = deck.elsewhere.first_key_value()?;
    Some(root.join(place.strip_suffix(path.as_str())?))
}

/// A checksum of the names and contents of all files in folders; of one that no deck has, because it is too large, the size. None where
/// one cannot be read.
fn checksum(folders: &[PathBuf]) -> Option<[u8; 32]> {
    let mut sum = Sha256::new();
    for (path, (size, _)) in look(folders) {
        sum.update(path.as_os_str().as_encoded_bytes());
        sum.update(size.unwrap_or(u64::MAX).to_be_bytes());
        if size.is_some_and(|size| size <= LARGEST) {
            sum.update(fs::read(path).ok()?);
        }
    }
    Some(sum.finalize().into())
}
