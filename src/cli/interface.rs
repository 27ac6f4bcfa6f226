//! `--texts DIR` of the commands that read a deck: interface texts from a folder beside it.

use super::Outcome;
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::read;
use crate::ui::Ui;
use clap::Args;
use std::path::PathBuf;

/// Where further interface texts are.
#[derive(Debug, Args)]
pub struct Interface {
    /// Folder of interface texts (LANGUAGE.toml); they replace those in the deck's `texts/` folder, language by language.
    #[arg(long, value_name = "DIR")]
    texts: Option<PathBuf>,
}

impl Interface {
    /// Puts the texts of the folder into a deck.
    ///
    /// # Errors
    /// Where the folder cannot be read, and where something in it is wrong, once that has been said.
    pub fn add(&self, ui: &Ui, deck: &mut Deck) -> Result<(), Outcome> {
        let Some(folder) = &self.texts else { return Ok(()) };
        let mut findings = Findings::default();
        let texts = read::interface_folder(folder, &mut findings);
        let texts = texts.map_err(|error| Outcome::file(ui, folder, error))?;
        if !findings.is_empty() {
            ui.findings_below(folder, &findings);
        }
        if findings.has_errors() {
            return Err(Outcome::Findings);
        }
        deck.interface.retain(|own| texts.iter().all(|new| new.language != own.language));
        deck.interface.extend(texts);
        Ok(())
    }
}
