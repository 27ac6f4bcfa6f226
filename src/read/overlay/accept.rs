//! The record of a base: which state of it an overlay was made for, and the texts that it replaces.

use super::super::folder::Folder;
use super::sums::{KEPT, Sums};
use super::{DECK, Pair};
use crate::checksum::SUMS;
use crate::diagnostic::Findings;
use crate::source::Source;
use crate::tree::Tree;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// What is to be written.
pub struct Accepted {
    /// The files, by path below the overlay's folder: `deck.toml`, the list and the texts that are replaced.
    pub files: Tree,
    /// The checksum of the base.
    pub sum: String,
}

/// The record of the base as it is now; none where the deck is no overlay or has no base to read.
///
/// # Errors
/// Where the folder cannot be listed at all.
pub fn accept(root: &Path) -> io::Result<(Option<Accepted>, Findings)> {
    let mut findings = Findings::default();
    let own = Folder::read(root, &BTreeMap::new(), &mut findings)?;
    let Some(source) = own.texts.get(DECK).filter(|source| super::merge::is_overlay(source)) else {
        return Ok((None, findings));
    };
    let pair = super::pair(Some(root), source, &mut findings);
    let accepted = pair.filter(|_| !findings.has_errors()).map(|pair| record(&pair, source, &own));
    Ok((accepted, findings))
}

fn record(pair: &Pair, source: &Source, own: &Folder) -> Accepted {
    let sums = Sums::of(&pair.base);
    let mut files = Tree::default();
    files.put(DECK, with_sum(source.text(), pair, &sums.sum()));
    files.put(format!("{KEPT}/{SUMS}"), sums.list());
    for (path, text) in
        pair.base.texts.iter().filter(|(path, _)| own.has(path) && sums.0.contains_key(*path) && *path != DECK)
    {
        files.put(format!("{KEPT}/{path}"), text.text());
    }
    Accepted { files, sum: sums.sum() }
}

/// `deck.toml` with the checksum in the place of the one that it has, or on a line below the base.
fn with_sum(text: &str, pair: &Pair, sum: &str) -> String {
    let mut text = text.to_owned();
    match &pair.head.sum {
        Some(old) => text.replace_range(old.place.start..old.place.end, &format!("\"{sum}\"")),
        None => {
            let end = pair.head.base.place.end;
            let line = text[end..].find('\n').map_or(text.len(), |at| end + at);
            text.insert_str(line, &format!("\nbase-sha256 = \"{sum}\""));
        }
    }
    text
}
