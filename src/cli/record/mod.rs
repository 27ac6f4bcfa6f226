//! `cartable record …`: the record store, a file each for what is done with it.

mod forward;
mod key;
mod launch;
mod serve;
mod upkeep;

use super::{Outcome, Speech};
use crate::record::{Pseudonyms, Refusal, Store};
use crate::ui::Ui;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

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
    Launch(launch::LaunchCommand),
    Backup(upkeep::Backup),
    Purge(upkeep::Purge),
    Export(upkeep::Export),
    Forget(upkeep::Forget),
}

impl Record {
    pub fn run(self) -> Outcome {
        match self.deed {
            Deed::Serve(deed) => deed.run(),
            Deed::Key(deed) => deed.run(),
            Deed::Launch(deed) => deed.run(),
            Deed::Backup(deed) => deed.run(),
            Deed::Purge(deed) => deed.run(),
            Deed::Export(deed) => deed.run(),
            Deed::Forget(deed) => deed.run(),
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

    /// Does something with the open store, or says what kept it from being done.
    fn with(&self, deed: impl FnOnce(&Ui, &Store) -> Result<Outcome, Refusal>) -> Outcome {
        let ui = self.speech.ui();
        let store = match self.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        deed(&ui, &store).unwrap_or_else(|refusal| Outcome::file(&ui, &self.data, refusal.reason))
    }
}

/// What replaces actors, with the key in a file.
fn pseudonyms(ui: &Ui, path: &Path) -> Result<Pseudonyms, Outcome> {
    super::pseudonyms::key(ui, path).map(Pseudonyms::new)
}

/// An agent with an account that is written HOME|NAME; a home page has no `|`, a name may.
fn account(text: &str) -> Result<Value, String> {
    let (home, name) = text.split_once('|').ok_or_else(|| "HOME|NAME".to_owned())?;
    Ok(json!({"account": {"homePage": home, "name": name}}))
}
