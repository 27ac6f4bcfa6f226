//! `cartable record …`: the record store, a file each for what is done with it.

mod key;
mod serve;

use super::{Outcome, Speech};
use crate::record::{Refusal, Store};
use crate::ui::Ui;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Keeps xAPI statements: an embedded record store, for an institute that has none yet.
#[derive(Debug, Args)]
pub struct Record {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Serve(serve::Serve),
    Key(key::KeyCommand),
}

impl Record {
    pub fn run(self) -> Outcome {
        match self.deed {
            Deed::Serve(deed) => deed.run(),
            Deed::Key(deed) => deed.run(),
        }
    }
}

/// Where the store is, and how a command speaks of it.
#[derive(Debug, Args)]
struct Place {
    /// The data base of the store; it is made where there is none.
    #[arg(long, default_value = "record.sqlite")]
    data: PathBuf,
    #[command(flatten)]
    speech: Speech,
}

impl Place {
    /// The open store.
    fn open(&self, ui: &Ui) -> Result<Store, Outcome> {
        Store::open(&self.data).map_err(|error| Outcome::file(ui, &self.data, error))
    }

    /// Says that the data base could not do it.
    fn failed(&self, ui: &Ui, refusal: Refusal) -> Outcome {
        Outcome::file(ui, &self.data, refusal.reason)
    }
}
