//! The deck that gives a report its titles: a folder, or a package made from one.

use super::super::{Outcome, bounded};
use crate::deck::Deck;
use crate::package::deck_files;
use crate::read;
use crate::tree::{MOST_BYTES, unzip};
use crate::ui::Ui;
use std::path::{Path, PathBuf};

/// The deck in a folder or a package; without a name, the one that is here, if any.
pub(in crate::cli) fn deck(ui: &Ui, named: Option<&Path>) -> Result<Option<Deck>, Outcome> {
    let here = || ["content", "."].map(PathBuf::from).into_iter().find(|folder| folder.join("deck.toml").is_file());
    let Some(path) = named.map(Path::to_owned).or_else(here) else { return Ok(None) };
    let (deck, findings) = if path.is_file() {
        let bytes = bounded::read(&path, MOST_BYTES).map_err(|error| Outcome::file(ui, &path, error))?;
        let members = unzip(&bytes).map_err(|error| Outcome::file(ui, &path, error))?;
        let files = deck_files(&members).map_err(|fault| super::super::open::refuse(ui, &fault))?;
        let text = |(path, content)| Some((path, std::str::from_utf8(content).ok()?));
        read::read_files(files.files().filter_map(text))
    } else {
        read::read(&path).map_err(|error| Outcome::file(ui, &path, error))?
    };
    if findings.has_errors() {
        ui.findings(&findings);
        ui.message("statements.deck", &[("path", &path.display().to_string())]);
        return Err(Outcome::Findings);
    }
    Ok(Some(deck))
}
