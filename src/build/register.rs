//! The register of a deck onto the disk: beside, then renamed.

use super::release::UNWRITTEN_REGISTER;
use crate::course::registered;
use crate::deck::{Deck, REGISTER_FILE};
use crate::diagnostic::Findings;
use crate::package::register_text;
use crate::replace::rename;
use crate::source::Place;
use std::path::Path;
use std::{fs, io};

/// The register of a deck as it is to be written.
pub fn register(deck: &Deck) -> String {
    register_text(&registered(deck))
}

/// Brings the register in the deck's folder up to date, from its text. Where it cannot be written, it is as it was, and a finding says so.
pub fn keep_register(root: &Path, register: &str, findings: &mut Findings) {
    if let Err(error) = write(root, register) {
        findings.add(&UNWRITTEN_REGISTER, &Place::file(REGISTER_FILE)).with("reason", error);
    }
}

fn write(root: &Path, text: &str) -> io::Result<()> {
    let path = root.join(REGISTER_FILE);
    // A checkout may have other line ends.
    if fs::read_to_string(&path).is_ok_and(|old| old.replace("\r\n", "\n") == text) {
        return Ok(());
    }
    let beside = root.join(format!(".{REGISTER_FILE}.part"));
    let written = fs::write(&beside, text).and_then(|()| rename(&beside, &path));
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written
}
