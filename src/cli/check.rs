//! `cartable check`

use super::{Outcome, Speech, folder};
use crate::{check, read};
use clap::Args;
use std::path::PathBuf;

/// Reads a deck and says everything that is wrong with it, and how to mend it.
#[derive(Debug, Args)]
pub struct Check {
    /// The deck's folder; `content/` or this folder where it is left out.
    deck: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

impl Check {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let root = folder::deck(self.deck.as_deref());
        match read::read(&root) {
            Err(error) => Outcome::file(&ui, &root, error),
            Ok((deck, mut findings)) => {
                findings.extend(check::check(&deck));
                ui.findings(&findings);
                Outcome::of(&findings)
            }
        }
    }
}
