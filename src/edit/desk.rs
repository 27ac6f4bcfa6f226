//! A deck's folder in which somebody writes: files are read and saved by their keys, and every change is in the journal. Two writers on
//! one file are the rule: what goes together is merged, what does not is refused, and no text is dropped. Knows no page and no server.

use super::disk::{self, Displaced, Outcome, settled};
use super::journal::{Changed, Journal};
use super::merge::{Hunk, Merge, Side, hunks, merge};
use super::names;
use super::refusal::Refusal;
use super::saved::{Conflict, Failure, Opened, Saved};
use super::toml_text::TomlText;
use super::what::What;
use super::written::Written;
use crate::clock;
use crate::read::paths;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The largest file of a deck, in bytes.
pub(super) const LARGEST: u64 = 20_000_000;
/// How often a save begins again because the file changed under its hands.
const MOST_TRIES: usize = 50;
/// How long a file that was replaced is watched, in microseconds, and how many are.
const WATCHED: i64 = 10_000_000;
const MOST_WATCHED: usize = 16;

/// A deck's folder with its journal.
#[derive(Debug)]
pub struct Desk {
    pub(super) root: PathBuf,
    pub(super) journal: Journal,
    /// Files that were replaced lately, with their keys, the oldest first.
    displaced: Vec<(i64, String, Displaced)>,
}

impl Desk {
    /// A deck's folder with the journal in another one.
    ///
    /// # Errors
    /// Where the disk says no, and where the journal would be inside the deck.
    pub fn open(root: &Path, journal: &Path) -> io::Result<Self> {
        let root = fs::canonicalize(root)?;
        let journal_inside = fs::create_dir_all(journal).and_then(|()| fs::canonicalize(journal))?;
        if journal_inside.starts_with(&root) {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Ok(Self { journal: Journal::open(&journal_inside)?, root, displaced: Vec::new() })
    }

    /// The deck's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The journal.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The keys of all files, with their sizes in bytes: paths below the folder, with `/`. Links and hidden files have none.
    ///
    /// # Errors
    /// Where the folder cannot be listed.
    pub fn keys(&self) -> io::Result<BTreeMap<String, u64>> {
        paths(&self.root)
    }

    /// The path of a file that is there, or of one that somebody has taken away for a moment from a folder of the deck.
    pub(super) fn path(&self, key: &str) -> Result<PathBuf, Failure> {
        let path = self.root.join(key);
        let is_gone = || names::is_key(key) && fs::symlink_metadata(&path).is_err() && self.is_inside(&path);
        if self.keys()?.contains_key(key) || is_gone() {
            return Ok(path);
        }
        Err(Refusal::new("unknown_key", key).into())
    }

    /// Whether the folder of a path is in the deck: no link on the way leads out.
    pub(super) fn is_inside(&self, path: &Path) -> bool {
        path.starts_with(&self.root)
            && path.parent().is_some_and(|folder| fs::canonicalize(folder).is_ok_and(|real| real == folder))
    }

    /// The text of a file, which the journal keeps so that a later save can be merged.
    ///
    /// # Errors
    /// Where there is no such file, it is no text, or the disk says no.
    pub fn read(&self, key: &str) -> Result<Opened, Failure> {
        let bytes = settled(&self.path(key)?, LARGEST, None)?.ok_or_else(|| Refusal::new("unknown_key", key))?;
        let checksum = self.journal.keep(&bytes)?;
        Ok(Opened { text: as_text(key, bytes)?, checksum })
    }

    /// Saves a text that was made from the one with this checksum. What somebody else changed meanwhile is merged.
    ///
    /// # Errors
    /// Where both changed the same lines: then nothing is written, and the journal keeps the text.
    pub fn save(&mut self, key: &str, checksum: &str, text: &str) -> Result<Saved, Failure> {
        self.look_back()?;
        let (before, saved) = self.put(key, checksum, text)?;
        if before != saved.checksum {
            let file = Changed { key: key.to_owned(), before: Some(before), after: Some(saved.checksum.clone()) };
            self.journal.add("save", vec![file])?;
        }
        Ok(saved)
    }

    /// Puts a text in the place of what was made from the same one; gives the checksum of what was there.
    pub(super) fn put(&mut self, key: &str, sum: &str, text: &str) -> Result<(String, Saved), Failure> {
        let mine = self.journal.keep(text.as_bytes())?;
        let base = self.journal.kept(sum)?.map(|bytes| as_text(key, bytes)).transpose()?;
        for _ in 0..MOST_TRIES {
            let path = self.path(key).or_else(|failure| self.refuse(key, &mine, None, failure))?;
            let there = settled(&path, LARGEST, base.as_deref().map(str::as_bytes))?;
            let Some(there) = there else { break };
            let before = self.journal.keep(&there)?;
            let (made, incoming) = match (before == sum, as_text(key, there.clone())) {
                (true, _) => (text.to_owned(), Vec::new()),
                (false, Ok(theirs)) if theirs == text => (theirs, Vec::new()),
                (false, Ok(theirs)) => match self.merged(key, base.as_deref(), text, &theirs) {
                    Ok(made) => made,
                    Err(pieces) => {
                        let (base, mine_text, checksum) = (base.clone(), text.to_owned(), Some(before.clone()));
                        let key = key.to_owned();
                        let conflict = Conflict { key, base, mine: mine_text, theirs: Some(theirs), checksum, pieces };
                        let key = conflict.key.clone();
                        return self.refuse(&key, &mine, Some(before), Failure::Conflict(Box::new(conflict)));
                    }
                },
                (false, Err(refusal)) => return self.refuse(key, &mine, Some(before), refusal.into()),
            };
            let after = self.journal.keep(made.as_bytes())?;
            let held = Displaced::hold(&path, &there).filter(|_| after != before);
            let outcome = if after == before { Outcome::Done } else { disk::replace(&path, &there, made.as_bytes())? };
            match outcome {
                Outcome::Done => {
                    self.displaced.extend(held.map(|held| (clock::now(), key.to_owned(), held)));
                    return Ok((before, Saved { text: made, checksum: after, incoming }));
                }
                Outcome::Other => {}
                Outcome::Aside(aside) => self.bring(key, &before, aside)?,
                Outcome::Over(theirs) => match self.joined(key, &there, &made, &theirs) {
                    Some(incoming) => {
                        self.bring(key, &before, theirs)?;
                        let Opened { text, checksum } = self.read(key)?;
                        return Ok((before, Saved { text, checksum, incoming }));
                    }
                    // Both changed the same lines: theirs stays, and the next turn says so.
                    None => drop(disk::replace(&path, made.as_bytes(), &theirs)?),
                },
            }
        }
        let code = if disk::read(&self.root.join(key), LARGEST)?.is_some() { "busy" } else { "unknown_key" };
        self.refuse(key, &mine, None, Refusal::new(code, key).into())
    }

    /// Brings in what other programs have written into files that were replaced meanwhile: they had opened them before.
    ///
    /// # Errors
    /// Where the disk says no.
    pub fn look_back(&mut self) -> Result<(), Failure> {
        let mut displaced = std::mem::take(&mut self.displaced);
        displaced.retain(|(since, ..)| clock::now() - since < WATCHED);
        displaced.drain(..displaced.len().saturating_sub(MOST_WATCHED));
        let found = displaced.iter_mut().filter_map(|(_, key, file)| Some((key.clone(), file.written()?)));
        let found: Vec<_> = found.collect();
        self.displaced = displaced;
        found.into_iter().try_for_each(|(key, (before, written))| {
            let sum = self.journal.keep(&before)?;
            self.bring(&key, &sum, written)
        })
    }

    /// Puts what another program wrote, from the text with this checksum, into the file that came in its place. What does not go in is in
    /// the journal.
    pub(super) fn bring(&mut self, key: &str, sum: &str, aside: Vec<u8>) -> Result<(), Failure> {
        let kept = self.journal.keep(&aside)?;
        let put = match as_text(key, aside) {
            Ok(text) => self.put(key, sum, &text),
            Err(refusal) => self.refuse(key, &kept, None, refusal.into()),
        };
        match put {
            Ok((before, saved)) if before != saved.checksum => {
                let file = Changed { key: key.to_owned(), before: Some(before), after: Some(saved.checksum) };
                Ok(self.journal.add("save", vec![file])?)
            }
            Err(Failure::Disk(error)) => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// What another program's text brings into ours, both made from the same one; none where they do not go together.
    fn joined(&self, key: &str, base: &[u8], ours: &str, theirs: &[u8]) -> Option<Vec<Hunk>> {
        let text = |bytes: &[u8]| as_text(key, bytes.to_vec()).ok();
        self.merged(key, text(base).as_deref(), ours, &text(theirs)?).ok().map(|(_, incoming)| incoming)
    }

    /// Both texts as one, where that can be read again; else both side by side.
    fn merged(
        &self,
        key: &str,
        base: Option<&str>,
        mine: &str,
        theirs: &str,
    ) -> Result<(String, Vec<Hunk>), Vec<Side>> {
        let apart = || {
            let base = base.unwrap_or_default().to_owned();
            vec![Side::Differs { base, mine: mine.to_owned(), theirs: theirs.to_owned() }]
        };
        let Some(base) = base else { return Err(apart()) };
        match merge(base, mine, theirs) {
            Merge::Clean { text, incoming }
                if is_sound(key, &text) || !is_sound(key, mine) || !is_sound(key, theirs) =>
            {
                Ok((text, incoming))
            }
            Merge::Clean { .. } => Err(apart()),
            Merge::Conflict { pieces } => Err(pieces),
        }
    }

    /// Notes a text that could not be saved, and fails.
    pub(super) fn refuse<T>(
        &mut self,
        key: &str,
        mine: &str,
        theirs: Option<String>,
        failure: Failure,
    ) -> Result<T, Failure> {
        let file = Changed { key: key.to_owned(), before: theirs, after: Some(mine.to_owned()) };
        self.journal.add("refused", vec![file])?;
        Err(failure)
    }
}

/// What two texts have that differs, for a page that shows it.
pub fn differences(before: &str, after: &str) -> Vec<Hunk> {
    hunks(before, after)
}

pub(super) fn as_text(key: &str, bytes: Vec<u8>) -> Result<String, Refusal> {
    String::from_utf8(bytes).map_err(|_| Refusal::new("not_text", key))
}

/// Whether the TOML of a file can be read, where it has some.
fn is_sound(key: &str, raw: &str) -> bool {
    let written = Written::of(raw);
    let Some(what) = What::of(key, &written) else { return true };
    TomlText::of(&written.source(key), matches!(what, What::Text(_))).is_ok()
}
