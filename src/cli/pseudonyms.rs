//! `--pseudonyms KEYFILE`, which several commands take.

use super::Outcome;
use super::keys::is_open_to_others;
use crate::ui::Ui;
use crate::xapi::pseudonym::Key;
use std::fs;
use std::path::Path;

/// The key of pseudonyms in a file, which only its owner may read.
///
/// # Errors
/// What has been said: it cannot be read, others may read it, or it is too short.
pub fn key(ui: &Ui, path: &Path) -> Result<Key, Outcome> {
    let name = path.display().to_string();
    let content = fs::read(path).map_err(|error| Outcome::file(ui, path, error))?;
    if is_open_to_others(path).map_err(|error| Outcome::file(ui, path, error))? {
        ui.message("pseudonyms.open", &[("path", &name)]);
        return Err(Outcome::File);
    }
    Key::read(&content).ok_or_else(|| {
        ui.message("pseudonyms.short", &[("path", &name), ("least", &Key::LEAST.to_string())]);
        Outcome::File
    })
}
