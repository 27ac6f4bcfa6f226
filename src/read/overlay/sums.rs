//! The checksum of a base, and the record of the base that an overlay was made for: a list of its files as `sha256sum` writes it.
//! The checksum is that of the list. The register is not in it, because every build may add to it and no text follows from it.

use super::super::folder::Folder;
use crate::checksum::sha256;
use crate::deck::REGISTER_FILE;
use std::collections::BTreeMap;

/// The folder of the record, below the overlay's.
pub const KEPT: &str = "base";

/// The SHA-256 of every file of a base, by path.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sums(pub BTreeMap<String, String>);

impl Sums {
    /// Those of a folder: texts with `\n` at the end of lines, and pictures. A deck in a folder and the same deck in a package
    /// have the same.
    pub fn of(folder: &Folder) -> Self {
        let texts = folder.texts.iter().map(|(path, text)| (path, sha256(text.text().as_bytes())));
        let media = folder.media.iter().map(|(path, bytes)| (path, sha256(bytes)));
        let is_counted = |path: &str| path != REGISTER_FILE;
        let all = texts.chain(media).filter(|(path, _)| is_counted(path));
        Self(all.map(|(path, sum)| (path.clone(), sum)).collect())
    }

    /// Those of a list. Lines that are none are left out: the checksum of the list tells that it is not whole.
    pub fn parse(list: &str) -> Self {
        let entry = |line: &str| line.split_once("  ").map(|(sum, path)| (path.to_owned(), sum.to_owned()));
        Self(list.lines().filter_map(entry).collect())
    }

    /// The list.
    pub fn list(&self) -> String {
        self.0.iter().map(|(path, sum)| format!("{sum}  {path}\n")).collect()
    }

    /// The checksum of the base.
    pub fn sum(&self) -> String {
        sha256(self.list().as_bytes())
    }
}
