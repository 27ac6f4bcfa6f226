//! The files of a folder, read from disk with every limit that a stranger's folder needs. Knows nothing of what they mean.

use super::content::{content, fits};
use super::decode::decode;
use super::scene::is_scene;
use super::{names, rules};
use crate::checksum::SUMS;
use crate::deck::REGISTER_FILE;
use crate::diagnostic::{Findings, Reason, disk};
use crate::source::{Place, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// The largest text, in bytes.
const LARGEST_TEXT: u64 = 1_000_000;
/// The largest medium, in bytes.
const LARGEST_MEDIUM: u64 = 20_000_000;
/// The largest register, in bytes: it grows with the deck, and the program writes it itself.
const LARGEST_REGISTER: u64 = 20_000_000;
/// How many folders deep a deck may be.
const DEEPEST: usize = 8;
/// What people put beside a deck for other people.
const NOTICES: [&str; 5] = ["README", "LICENSE", "CHANGELOG", "CITATION", "LEFTOVERS"];
/// Endings of the pictures that a module can show.
const MEDIA: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "svg"];

/// The files of a folder by path.
#[derive(Debug, Default)]
pub struct Folder {
    /// `.md`, `.toml` and scenes, decoded, with `\n` at the end of lines.
    pub texts: BTreeMap<String, Source>,
    /// Pictures.
    pub media: BTreeMap<String, Arc<[u8]>>,
    /// Files that are there and were not taken: each has its finding.
    pub unread: BTreeSet<String>,
    /// Folders inside that are decks of their own, which are not read.
    pub decks: Vec<String>,
}

impl Folder {
    /// Reads all files below a folder. Hidden files are passed over, links are not followed. The texts of `over` take the place of
    /// those on the disk, by path, and are read where the disk does not have them yet.
    ///
    /// # Errors
    /// Where the folder itself cannot be listed.
    pub fn read(root: &Path, over: &BTreeMap<String, String>, findings: &mut Findings) -> io::Result<Self> {
        let mut folder = Self::default();
        let mut listing = Listing::default();
        list(root, "", 1, &mut listing, findings)?;
        let Listing { mut paths, decks } = listing;
        for (path, text) in over.iter().filter(|(path, _)| is_listed(path, &decks)) {
            paths.insert(path.clone(), text.len() as u64);
        }
        folder.decks = decks;
        names::check(paths.keys().map(|path| (path.as_str(), most(path).is_some())), findings);
        for (path, size) in paths {
            let Some(most) = admit(&path, size, findings) else {
                folder.unread.insert(path);
                continue;
            };
            let loaded = match over.get(&path) {
                Some(text) => Ok(text.clone().into_bytes()),
                None => load(&root.join(&path), size, most),
            };
            match loaded {
                Ok(bytes) => folder.take(path, bytes, findings),
                Err(error) => {
                    findings.add(&rules::UNREADABLE, &Place::file(&path)).with("reason", disk(&error));
                    folder.unread.insert(path);
                }
            }
        }
        Ok(folder)
    }

    /// The same from files in memory, for decks that come out of an archive or a package.
    pub fn from_files<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>, findings: &mut Findings) -> Self {
        let files: BTreeMap<&str, &[u8]> = files.filter(|(path, _)| is_listed(path, &[])).collect();
        names::check(files.keys().map(|path| (*path, most(path).is_some())), findings);
        let mut folder = Self::default();
        for (path, content) in files {
            if admit(path, content.len() as u64, findings).is_some() {
                folder.take(path.to_owned(), content.to_vec(), findings);
            }
        }
        folder
    }

    /// Whether a file is there, whatever is in it.
    pub fn has(&self, path: &str) -> bool {
        self.texts.contains_key(path) || self.media.contains_key(path) || self.unread.contains(path)
    }

    fn take(&mut self, path: String, bytes: Vec<u8>, findings: &mut Findings) {
        if !is_text(&path) {
            let (ending, found) = (ending(&path), content(&bytes));
            if !fits(&ending, found) {
                findings.add(&rules::OTHER_CONTENT, &Place::file(&path)).with("ending", ending).with("found", found);
            }
            self.media.insert(path, bytes.into());
        } else if let Some(source) = decode(&path, bytes, findings) {
            self.texts.insert(path, source);
        } else {
            self.unread.insert(path);
        }
    }
}

/// Whether a path is a note for people beside `deck.toml`, in Markdown, which is no part of the deck.
pub fn is_notice(path: &str) -> bool {
    path.strip_suffix(".md").is_some_and(|name| NOTICES.contains(&name))
}

/// What stands behind the last dot of a path, in small letters.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// How many bytes a file may have, by its ending; none where a deck has no such file.
fn most(path: &str) -> Option<u64> {
    if path == REGISTER_FILE {
        return Some(LARGEST_REGISTER);
    }
    let is_medium = MEDIA.contains(&ending(path).as_str());
    if is_text(path) { Some(LARGEST_TEXT) } else { is_medium.then_some(LARGEST_MEDIUM) }
}

fn is_text(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".md") || path.ends_with(".toml") || is_scene(&path)
}

/// How many bytes of a file are read; none, with a finding, where it is passed over.
fn admit(path: &str, size: u64, findings: &mut Findings) -> Option<u64> {
    let place = Place::file(path);
    let Some(most) = most(path) else {
        // Where Windows refuses the name, that is the fault to mend: the ending may come from there.
        if names::is_windows(path.rsplit('/').next().unwrap_or(path)) {
            return None;
        }
        if path.starts_with("media/") && !ending(path).is_empty() {
            findings.add(&rules::OTHER_MEDIUM, &place).with("ending", ending(path));
        } else {
            findings.add(&rules::UNKNOWN_FILE, &place);
        }
        return None;
    };
    if size > most {
        let finding = findings.add(&rules::TOO_LARGE, &place);
        finding.with("size", size.div_ceil(1_000_000)).with("most", most / 1_000_000);
        return None;
    }
    Some(most)
}

/// The paths of all files that reading a folder would take, with their sizes in bytes. Links and hidden files are not among them.
///
/// # Errors
/// Where the folder itself cannot be listed.
pub fn paths(root: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut listing = Listing::default();
    list(root, "", 1, &mut listing, &mut Findings::default())?;
    listing.paths.retain(|path, size| most(path).is_some_and(|most| *size <= most));
    Ok(listing.paths)
}

/// The deck that a file belongs to: the nearest folder above it with a `deck.toml`.
pub fn home(file: &Path) -> Option<&Path> {
    file.ancestors().skip(1).find(|folder| folder.join("deck.toml").is_file())
}

/// The bytes of a text, at most as many as a text may have.
pub fn load_text(path: &Path) -> io::Result<Vec<u8>> {
    load(path, 0, LARGEST_TEXT)
}

/// `size` is how many bytes the file had when its folder was listed, so that it is read at once.
fn load(path: &Path, size: u64, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size.min(most) as usize + 1);
    fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What is in a folder: files with their sizes in bytes, and folders that are decks.
#[derive(Default)]
struct Listing {
    paths: BTreeMap<String, u64>,
    decks: Vec<String>,
}

/// Whether a name is left out of the listing of its folder.
fn is_hidden(below: &str, name: &str) -> bool {
    name.starts_with('.') || (below.is_empty() && is_beside(name))
}

/// Whether a path is one of the notes that lie beside `deck.toml` for other people, such as its licence.
pub(super) fn is_beside(path: &str) -> bool {
    !path.contains('/') && NOTICES.iter().any(|notice| path.starts_with(notice))
}

/// Whether the listing of a folder would have a path, were it on the disk. `decks` are the folders that are decks of their own.
pub(super) fn is_listed(path: &str, decks: &[String]) -> bool {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    let mut parts = ends.map(|end| path[..end].rsplit_once('/').unwrap_or(("", &path[..end])));
    let is_inside = decks.iter().any(|deck| path.strip_prefix(deck.as_str()).is_some_and(|rest| rest.starts_with('/')));
    !is_inside && parts.all(|(below, name)| !is_hidden(below, name))
}

fn list(root: &Path, below: &str, depth: usize, listing: &mut Listing, findings: &mut Findings) -> io::Result<()> {
    for entry in fs::read_dir(root.join(below))? {
        let entry = entry?;
        let raw = entry.file_name();
        let name = raw.to_string_lossy();
        if is_hidden(below, &name) {
            continue;
        }
        let path = if below.is_empty() { name.to_string() } else { format!("{below}/{name}") };
        let place = Place::file(&path);
        if raw.to_str().is_none() {
            findings.add(&rules::BAD_NAME, &place).with("name", name);
            continue;
        }
        let found = entry.metadata().and_then(|meta| match meta {
            meta if meta.is_symlink() => {
                findings.add(&rules::SYMLINK, &place);
                Ok(())
            }
            meta if meta.is_dir() && depth >= DEEPEST => {
                findings.add(&rules::TOO_DEEP, &place).with("most", DEEPEST);
                Ok(())
            }
            // The packages of a build are no part of the deck.
            meta if meta.is_dir() && root.join(&path).join(SUMS).is_file() && below.is_empty() => Ok(()),
            meta if meta.is_dir() && root.join(&path).join("deck.toml").is_file() => {
                listing.decks.push(path);
                Ok(())
            }
            meta if meta.is_dir() => list(root, &path, depth + 1, listing, findings),
            meta if meta.is_file() => {
                listing.paths.insert(path, meta.len());
                Ok(())
            }
            // Whoever opens a pipe waits for ever.
            _ => Err(Reason("no_file").into()),
        });
        if let Err(error) = found {
            findings.add(&rules::UNREADABLE, &place).with("reason", disk(&error));
        }
    }
    Ok(())
}
