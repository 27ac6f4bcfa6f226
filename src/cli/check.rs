//! `cartable check`

use super::interface::Interface;
use super::reporting::Reporting;
use super::{Outcome, folder};
use crate::{check, clock, read};
use clap::Args;
use std::path::PathBuf;

/// Reports everything that is wrong with a deck, and how to fix it.
#[derive(Debug, Args)]
pub struct Check {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    #[command(flatten)]
    interface: Interface,
    #[command(flatten)]
    reporting: Reporting,
}

impl Check {
    pub fn run(self) -> Outcome {
        let ui = self.reporting.ui();
        if let Err(outcome) = self.reporting.known(&ui) {
            return outcome;
        }
        let root = folder::deck(self.deck.as_deref());
        match read::read(&root) {
            Err(error) => self.reporting.unreadable(&ui, &root, error),
            Ok((mut deck, mut findings)) => {
                if let Err(outcome) = self.interface.add(&ui, &mut deck) {
                    return outcome;
                }
                findings.extend(check::check(&deck));
                findings.extend(check::aged(&deck, &clock::month()));
                self.reporting.report(&ui, &root, findings)
            }
        }
    }
}
