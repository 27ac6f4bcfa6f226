//! The base of an overlay, from a folder or from a package of cartable. Knows nothing of what its files mean.

use super::super::folder::Folder;
use super::{DECK, rules};
use crate::diagnostic::{Findings, Reason, disk};
use crate::source::{At, Source};
use crate::tree::{MOST_BYTES, SourceFault, Tree, deck_files, unzip};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files of the base, by path; each text is known by where it is, with the overlay's name of the base in front. None, with a
/// finding, where there is no deck to be had.
pub fn open(root: Option<&Path>, base: &At<String>, findings: &mut Findings) -> Option<Folder> {
    // A key that is missing or holds something else has its finding.
    if base.is_empty() {
        return None;
    }
    if !is_plain(base) {
        findings.add(&rules::BASE_PATH, &base.place).with("base", &base.value);
        return None;
    }
    let mut found = Findings::default();
    let read = find(root, base).and_then(|path| match fs::metadata(&path)?.is_dir() {
        true => folder(root.unwrap_or(Path::new("")), &path, &mut found),
        false => Ok(package(&path)?.map(|files| Folder::from_files(files.files(), &mut found))),
    });
    let label = |path: &str| format!("{}/{path}", **base);
    match read {
        Ok(Ok(mut folder)) => {
            findings.extend(found.relocated(|path| Some(label(path))));
            folder.texts.iter_mut().for_each(|(path, text)| *text = Source::new(label(path), text.text()));
            return Some(folder).filter(|folder| folder.texts.contains_key(DECK));
        }
        Ok(Err(Fault::Circle)) => findings.add(&rules::CIRCLE, &base.place),
        Ok(Err(Fault::NoDeck(reason))) => findings.add(&rules::NO_DECK_THERE, &base.place).with("reason", reason),
        Err(error) => findings.add(&rules::NO_BASE, &base.place).with("reason", disk(&error)),
    }
    .with("base", &base.value);
    None
}

/// Why there is no deck where the base should be.
enum Fault {
    /// The overlay itself, or a folder that it is in.
    Circle,
    /// No deck: a key of `templates/messages/*/overlay.toml`.
    NoDeck(&'static str),
}

/// Whether a path is relative and means the same on every system.
fn is_plain(path: &str) -> bool {
    let is_name = |part: &str| part == ".." || (!part.is_empty() && !part.starts_with('.'));
    path.split('/').all(is_name) && !path.contains(['\\', ':', '~']) && !path.contains(char::is_control)
}

fn find(root: Option<&Path>, base: &str) -> io::Result<PathBuf> {
    // A deck in memory has nothing beside it.
    let path = root.ok_or(io::ErrorKind::NotFound)?.join(base);
    if fs::symlink_metadata(&path)?.is_symlink() {
        return Err(Reason("link").into());
    }
    Ok(path)
}

fn folder(root: &Path, path: &Path, found: &mut Findings) -> io::Result<Result<Folder, Fault>> {
    let (own, base) = (fs::canonicalize(root)?, fs::canonicalize(path)?);
    if own.starts_with(&base) {
        return Ok(Err(Fault::Circle));
    }
    // Only a deck is listed: a name that leads elsewhere could lead to a whole disk.
    if !path.join(DECK).is_file() {
        return Ok(Err(Fault::NoDeck("no_deck")));
    }
    Folder::read(path, &BTreeMap::new(), found).map(Ok)
}

fn package(path: &Path) -> io::Result<Result<Tree, Fault>> {
    // Whoever opens a pipe waits for ever.
    if !fs::metadata(path)?.is_file() {
        return Err(Reason("no_file").into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MOST_BYTES {
        return Ok(Err(Fault::NoDeck("too_large")));
    }
    let Ok(members) = unzip(&bytes) else { return Ok(Err(Fault::NoDeck("no_archive"))) };
    Ok(match deck_files(&members) {
        Ok(files) if files.get(DECK).is_some() => Ok(files),
        Ok(_) | Err(SourceFault::Missing) => Err(Fault::NoDeck("no_source")),
        Err(SourceFault::Unknown) => Err(Fault::NoDeck("unknown_source")),
        Err(SourceFault::Outside(_)) => Err(Fault::NoDeck("outside")),
    })
}
