//! The register of a deck onto the disk: beside, then renamed.

use crate::course::registered;
use crate::deck::{Deck, REGISTER_FILE};
use crate::package::register_text;
use std::path::Path;
use std::{fs, io};

/// The register of a deck as it is to be written.
pub fn register(deck: &Deck) -> String {
    register_text(&registered(deck))
}

/// Writes the register into the deck's folder, where it is not there already.
///
/// # Errors
/// Where the folder cannot be written to; then the register is as it was.
pub fn write_register(root: &Path, text: &str) -> io::Result<()> {
    let path = root.join(REGISTER_FILE);
    // A checkout may have other line ends.
    if fs::read_to_string(&path).is_ok_and(|old| old.replace("\r\n", "\n") == text) {
        return Ok(());
    }
    let beside = root.join(format!(".{REGISTER_FILE}.part"));
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        drop(fs::remove_file(&beside));
    }
    written
}
