//! What an editor has open, and the decks that these texts belong to. A deck is read again when it is next needed after a change,
//! with the open texts laid over the disk. Knows `read` and `check`; knows no message.

use super::address;
use crate::deck::Deck;
use crate::diagnostic::{Finding, Findings, disk};
use crate::source::{Place, Source};
use crate::{check, clock, read};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A text as the editor has it.
pub struct Document {
    /// The address by which the editor calls it.
    pub address: String,
    /// The text, with any kind of line end.
    pub text: String,
}

/// A deck as it is with the open texts.
pub struct Known {
    /// Its folder.
    pub root: PathBuf,
    /// The deck.
    pub deck: Deck,
    /// All that is wrong with it.
    pub findings: Findings,
}

/// What is open.
#[derive(Default)]
pub struct Desk {
    documents: BTreeMap<PathBuf, Document>,
    /// By folder; none where the deck has not been read yet.
    decks: BTreeMap<PathBuf, Option<Known>>,
    /// Folders of decks that have changed since they were read.
    stale: BTreeSet<PathBuf>,
    /// Folders of decks whose findings may have changed since they were last asked for.
    unseen: BTreeSet<PathBuf>,
}

impl Desk {
    /// Takes a text that was opened or changed.
    pub fn put(&mut self, address: &str, text: String) {
        let Some(path) = address::path(address) else { return };
        if let Some(root) = read::home(&path) {
            self.decks.entry(root.to_owned()).or_default();
            self.stale.insert(root.to_owned());
            self.unseen.insert(root.to_owned());
        }
        self.documents.insert(path, Document { address: address.to_owned(), text });
    }

    /// Lets a text go that was closed.
    pub fn close(&mut self, address: &str) {
        let Some(path) = address::path(address) else { return };
        self.documents.remove(&path);
        self.doubt();
        self.decks.retain(|root, _| self.documents.keys().any(|path| read::home(path) == Some(root)));
    }

    /// Has all decks read again, where something may have changed on the disk.
    pub fn doubt(&mut self) {
        self.stale.extend(self.decks.keys().cloned());
        self.unseen.extend(self.decks.keys().cloned());
    }

    /// The folders of decks whose findings may have changed since this was last asked.
    pub fn unseen(&mut self) -> BTreeSet<PathBuf> {
        std::mem::take(&mut self.unseen)
    }

    /// The address of a file: the one that the editor uses, where it has the file open.
    pub fn address(&self, path: &Path) -> String {
        self.documents.get(path).map_or_else(|| address::address(path), |open| open.address.clone())
    }

    /// An open text as the deck has it: its path below the deck's folder, with `\n` at the end of lines. None where it is not open
    /// or in no deck.
    pub fn source(&self, address: &str) -> Option<(PathBuf, Source)> {
        let path = address::path(address)?;
        let root = read::home(&path)?;
        let text = self.documents.get(&path)?.text.replace("\r\n", "\n").replace('\r', "\n");
        let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
        Some((root.to_owned(), Source::new(below(root, &path)?, bare)))
    }

    /// A deck as it is now.
    pub fn deck(&mut self, root: &Path) -> Option<&Known> {
        if self.stale.remove(root) && self.decks.contains_key(root) {
            let known = self.read(root);
            self.decks.insert(root.to_owned(), Some(known));
        }
        self.known(root)
    }

    /// A deck as it was when it was last read, so that who types need not wait; read now where it never was.
    pub fn recent(&mut self, root: &Path) -> Option<&Known> {
        if self.known(root).is_none() {
            return self.deck(root);
        }
        self.known(root)
    }

    /// A deck as it was when it was last read; none where it never was, or no text of it is open.
    pub fn known(&self, root: &Path) -> Option<&Known> {
        self.decks.get(root)?.as_ref()
    }

    fn read(&self, root: &Path) -> Known {
        let unsaved: BTreeMap<String, String> = self
            .documents
            .iter()
            .filter(|(path, _)| read::home(path) == Some(root))
            .filter_map(|(path, open)| Some((below(root, path)?, open.text.clone())))
            .collect();
        let (deck, mut findings) = read::read_over(root, &unsaved).unwrap_or_else(|error| {
            // The folder is gone, or closed to us: what is open can still be read.
            let open = unsaved.iter().map(|(path, text)| (path.as_str(), text.as_str()));
            let (deck, mut findings) = read::read_files(open);
            let place = Place::file("deck.toml");
            findings.add(&read::rules::UNREADABLE, &place).with("reason", disk(&error));
            (deck, findings)
        });
        findings.extend(check::check(&deck));
        findings.extend(check::aged(&deck, &clock::month()));
        Known { root: root.to_owned(), deck, findings }
    }
}

/// A path below a folder, with `/` between its parts.
fn below(root: &Path, path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

impl Known {
    /// Where a place is on the disk. What is no file of text (a folder, a file in an archive) is told at `deck.toml`.
    pub fn file(&self, place: &Place) -> PathBuf {
        let path = place.source.path();
        let path = self.deck.elsewhere.get(path).map_or(path, String::as_str);
        let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
        let is_file = name.contains('.') && !folders.split('/').any(|part| part.ends_with(".zip"));
        address::plain(&self.root.join(if is_file { path } else { "deck.toml" }))
    }

    /// What is wrong in a file, by its path below the deck's folder.
    pub fn findings_in(&self, path: &str) -> Vec<&Finding> {
        self.findings.sorted().into_iter().filter(|finding| finding.place.source.path() == path).collect()
    }
}
