//! `cartable record …`: the record store, a file each for what is done with it.

mod backup;
mod export;
mod forget;
mod forward;
mod key;
mod launch;
mod moving;
mod person;
mod progress;
mod retention;
mod serve;
mod status;
mod transfer;

use super::reason::Reason;
use super::{Outcome, Speech};
use crate::record::{Data, Disagreement, Pseudonyms, Refusal, Store, disagreement};
use crate::ui::Ui;
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use std::io;
use std::path::Path;

/// Runs an embedded record store for xAPI statements, for institutes without one.
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
    Status(status::StatusCommand),
    Backup(backup::Backup),
    Keep(retention::Keep),
    Progress(progress::ProgressCommand),
    Purge(retention::Purge),
    Move(moving::Move),
    Export(export::Export),
    Forget(forget::Forget),
}

impl Record {
    pub fn run(self) -> Outcome {
        match self.deed {
            Deed::Serve(deed) => deed.run(),
            Deed::Key(deed) => deed.run(),
            Deed::Launch(deed) => deed.run(),
            Deed::Status(deed) => deed.run(),
            Deed::Backup(deed) => deed.run(),
            Deed::Keep(deed) => deed.run(),
            Deed::Progress(deed) => deed.run(),
            Deed::Purge(deed) => deed.run(),
            Deed::Move(deed) => deed.run(),
            Deed::Export(deed) => deed.run(),
            Deed::Forget(deed) => deed.run(),
        }
    }
}

/// Where the store is, and how a command speaks of it.
#[derive(Debug, Args)]
struct Place {
    /// Database of the store, a file or postgres://USER@HOST/NAME; `serve`, `launch` and `key add` create it if needed.
    #[arg(long, default_value = "record.sqlite", value_name = "FILE|URL")]
    data: Data,
    #[command(flatten)]
    speech: Speech,
}

impl Place {
    /// The store, made where there is none.
    fn make(&self, ui: &Ui) -> Result<Store, Outcome> {
        made(ui, &self.data)
    }

    /// The store that there is.
    fn open(&self, ui: &Ui) -> Result<Store, Outcome> {
        opened(ui, &self.data)
    }

    /// Says why the store cannot be used.
    fn unusable(&self, ui: &Ui, reason: impl Reason) -> Outcome {
        unusable(ui, &self.data, reason)
    }

    /// Does something with the store that there is, or says what kept it from being done.
    fn with(&self, deed: impl FnOnce(&Ui, &Store) -> Result<Outcome, Refusal>) -> Outcome {
        let ui = self.speech.ui();
        match self.open(&ui) {
            Ok(store) => self.done(&ui, deed(&ui, &store)),
            Err(outcome) => outcome,
        }
    }

    /// What was done, or what kept it from being done.
    fn done(&self, ui: &Ui, done: Result<Outcome, Refusal>) -> Outcome {
        done.unwrap_or_else(|refusal| self.unusable(ui, refusal.reason))
    }
}

/// The store in a data base, made where there is none.
fn made(ui: &Ui, data: &Data) -> Result<Store, Outcome> {
    Store::make(data).map_err(|error| unusable(ui, data, error))
}

/// The store that there is in a data base.
fn opened(ui: &Ui, data: &Data) -> Result<Store, Outcome> {
    Store::open(data).map_err(|error| {
        if error.kind() == io::ErrorKind::NotFound {
            ui.message("record.no_store", &[("path", &data.to_string())]);
            return Outcome::File;
        }
        unusable(ui, data, error)
    })
}

/// Says why a data base cannot be used.
fn unusable(ui: &Ui, data: &Data, reason: impl Reason) -> Outcome {
    Outcome::file(ui, Path::new(&data.to_string()), reason)
}

/// What replaces actors, with the key in a file, where one was given.
fn pseudonyms(ui: &Ui, path: Option<&Path>) -> Result<Option<Pseudonyms>, Outcome> {
    let key = path.map(|path| super::pseudonyms::key(ui, path)).transpose()?;
    Ok(key.map(Pseudonyms::new))
}

/// Whether a run keeps actors as the store does; says how it does not.
fn agrees(ui: &Ui, store: &Store, pseudonyms: Option<&Pseudonyms>) -> Result<bool, Refusal> {
    let fingerprint = pseudonyms.map(Pseudonyms::fingerprint);
    let Some(disagreement) = disagreement(store, fingerprint.as_deref())? else { return Ok(true) };
    let key = match disagreement {
        Disagreement::NoKey => "record.no_key",
        Disagreement::OtherKey => "record.other_key",
        Disagreement::Names => "record.names",
    };
    ui.message(key, &[("path", &store.data().to_string())]);
    Ok(false)
}

/// An agent with an account that is written HOME|NAME; a home page has no `|`, a name may.
fn account(text: &str) -> Result<Value, String> {
    let (home, name) = text.split_once('|').ok_or_else(|| "HOME|NAME".to_owned())?;
    Ok(json!({"account": {"homePage": home, "name": name}}))
}
