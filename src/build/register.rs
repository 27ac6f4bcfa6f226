//! The register of a deck onto the disk: beside, then renamed.

use super::release::UNWRITTEN_REGISTER;
use crate::course::registered;
use crate::deck::{Deck, REGISTER_FILE};
use crate::diagnostic::{Findings, disk};
use crate::package::register_text;
use crate::replace::{rename, write_beside};
use crate::source::Place;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// The register of a deck as it is to be written.
pub fn register(deck: &Deck) -> String {
    register_text(&registered(deck))
}

/// Brings the register in the deck's folder up to date, from its text. Where it cannot be written, it is as it was, and a finding says so.
pub fn keep_register(root: &Path, register: &str, findings: &mut Findings) {
    if let Err((_, error)) = write_register(root, register) {
        findings.add(&UNWRITTEN_REGISTER, &Place::file(REGISTER_FILE)).with("reason", disk(&error));
    }
}

/// The same where nothing is to be done without it.
///
/// # Errors
/// The file that cannot be written, and why; then it is as it was.
pub fn write_register(root: &Path, register: &str) -> Result<(), (PathBuf, io::Error)> {
    write(root, register).map_err(|error| (root.join(REGISTER_FILE), error))
}

fn write(root: &Path, text: &str) -> io::Result<()> {
    let path = root.join(REGISTER_FILE);
    // A checkout may have other line ends.
    if fs::read_to_string(&path).is_ok_and(|old| old.replace("\r\n", "\n") == text) {
        return Ok(());
    }
    let beside = root.join(format!(".{REGISTER_FILE}.part"));
    let written = write_beside(&beside, text.as_bytes()).and_then(|()| rename(&beside, &path));
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written
}
