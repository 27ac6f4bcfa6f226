//! What was changed in a deck, step by step, so that it can be taken back: also after a restart. It is kept outside the deck, in a folder
//! of the user's, and bounded in age and size. Knows nothing of what files mean.

use super::disk::{overwrite, read};
use crate::checksum::sha256;
use crate::clock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Steps beyond these are forgotten when a journal is opened, the oldest first.
const MOST_STEPS: usize = 10_000;
/// What is older is forgotten when a journal is opened: sixty days, in microseconds.
const OLDEST: i64 = 60 * 24 * 3_600 * 1_000_000;
/// When a journal is opened, the oldest steps go until the texts of the rest have no more bytes than this.
const MOST_BYTES: u64 = 200_000_000;
/// The largest file that is kept: the largest medium of a deck.
const LARGEST: u64 = 20_000_000;

/// A step: what one act of a person changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// `save`, `create`, `delete`, `order`, or `refused` for a text that could not be saved.
    pub what: String,
    /// The files.
    pub files: Vec<Changed>,
}

/// A file before and after, by the checksum of its bytes; none where there was or is no file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The key.
    pub key: String,
    /// What was there.
    pub before: Option<String>,
    /// What is there since.
    pub after: Option<String>,
}

/// A line of the journal's file.
#[derive(Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "lowercase")]
enum Record {
    Step(Step),
    Undone,
    Redone,
}

/// A journal.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    steps: Vec<Step>,
    /// How many of the steps are done; those behind were taken back.
    done: usize,
    /// Texts of the writer that could not be saved.
    refused: Vec<Step>,
}

impl Journal {
    /// Opens the journal in a folder, which is made where it is missing, and forgets what is beyond its bounds.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder.join("files"))?;
        let mut journal = Self { folder: folder.to_owned(), steps: Vec::new(), done: 0, refused: Vec::new() };
        let text = match fs::read_to_string(journal.log()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            text => text.unwrap_or_default(),
        };
        // A line that a loss of power cut off is no step.
        for record in text.lines().filter_map(|line| serde_json::from_str(line).ok()) {
            journal.apply(record);
        }
        journal.forget()?;
        Ok(journal)
    }

    fn log(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }

    fn apply(&mut self, record: Record) {
        match record {
            Record::Step(step) if step.what == "refused" => self.refused.push(step),
            Record::Step(step) => {
                self.steps.truncate(self.done);
                self.steps.push(step);
                self.done = self.steps.len();
            }
            Record::Undone => self.done = self.done.saturating_sub(1),
            Record::Redone => self.done = (self.done + 1).min(self.steps.len()),
        }
    }

    fn note(&mut self, record: Record) -> io::Result<()> {
        let line = serde_json::to_string(&record)? + "\n";
        let mut file = fs::OpenOptions::new().create(true).append(true).open(self.log())?;
        file.write_all(line.as_bytes())?;
        self.apply(record);
        Ok(())
    }

    /// Notes what was done; steps that were taken back can no longer be redone then.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn add(&mut self, what: &str, files: Vec<Changed>) -> io::Result<()> {
        self.note(Record::Step(Step { at: clock::now(), what: what.to_owned(), files }))
    }

    /// The step that is taken back next.
    pub fn last_done(&self) -> Option<&Step> {
        self.done.checked_sub(1).and_then(|at| self.steps.get(at))
    }

    /// The step that is done again next.
    pub fn last_undone(&self) -> Option<&Step> {
        self.steps.get(self.done)
    }

    /// Notes that the last step was taken back.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn undone(&mut self) -> io::Result<()> {
        self.note(Record::Undone)
    }

    /// Notes that it was done again.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn redone(&mut self) -> io::Result<()> {
        self.note(Record::Redone)
    }

    /// Texts of the writer that could not be saved, the oldest first; their `before` is what was on disk then.
    pub fn refused(&self) -> &[Step] {
        &self.refused
    }

    /// Files that were deleted, the newest first: when, and which.
    pub fn deleted(&self) -> impl Iterator<Item = (i64, &Changed)> {
        let steps = self.steps[..self.done].iter().rev().filter(|step| step.what == "delete");
        steps.flat_map(|step| step.files.iter().map(|file| (step.at, file)))
    }

    /// Keeps bytes; gives their checksum.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn keep(&self, bytes: &[u8]) -> io::Result<String> {
        let sum = sha256(bytes);
        let path = self.folder.join("files").join(&sum);
        // A text of this name is this text.
        if !path.exists() {
            overwrite(&path, bytes)?;
        }
        Ok(sum)
    }

    /// The bytes of a checksum; none where they were never kept, or forgotten.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn kept(&self, sum: &str) -> io::Result<Option<Vec<u8>>> {
        if sum.len() != 64 || !sum.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let found = read(&self.folder.join("files").join(sum), LARGEST)?;
        Ok(found.filter(|bytes| sha256(bytes) == sum))
    }

    /// Forgets what is too old or too much, and the files that no step names any more.
    fn forget(&mut self) -> io::Result<()> {
        let oldest = clock::now() - OLDEST;
        let mut gone = self.steps.iter().take_while(|step| step.at < oldest).count();
        gone = gone.max(self.steps.len().saturating_sub(MOST_STEPS));
        self.refused.retain(|step| step.at >= oldest);
        while gone < self.steps.len() && self.bytes(&self.steps[gone..]) > MOST_BYTES {
            gone += 1;
        }
        self.steps.drain(..gone);
        self.done = self.done.saturating_sub(gone);
        let mut lines = String::new();
        for step in self.steps.iter().chain(&self.refused) {
            lines += &(serde_json::to_string(&Record::Step(step.clone()))? + "\n");
        }
        for _ in self.done..self.steps.len() {
            lines += &(serde_json::to_string(&Record::Undone)? + "\n");
        }
        overwrite(&self.log(), lines.as_bytes())?;
        let named: BTreeSet<&String> = self.steps.iter().chain(&self.refused).flat_map(sums).collect();
        for entry in fs::read_dir(self.folder.join("files"))? {
            let entry = entry?;
            if !named.contains(&entry.file_name().to_string_lossy().into_owned()) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    fn bytes(&self, steps: &[Step]) -> u64 {
        let sums: BTreeSet<&String> = steps.iter().flat_map(sums).collect();
        sums.into_iter().filter_map(|sum| fs::metadata(self.folder.join("files").join(sum)).ok()).map(|m| m.len()).sum()
    }
}

fn sums(step: &Step) -> impl Iterator<Item = &String> {
    step.files.iter().flat_map(|file| file.before.iter().chain(&file.after))
}

/// Where the journal of a deck's folder is kept, below the folder in which programs keep their state.
///
/// # Errors
/// Where the deck's folder is not there.
pub fn journal_folder(state: &Path, root: &Path) -> io::Result<PathBuf> {
    let root = fs::canonicalize(root)?;
    Ok(state.join("cartable").join("decks").join(&sha256(root.as_os_str().as_encoded_bytes())[..16]))
}
