//! `cartable record key add|list|revoke`

use super::super::Outcome;
use super::Place;
use crate::cli::choice::choice;
use crate::clock;
use crate::record::{Scope, keys};
use crate::ui::{Format, Ui};
use clap::{Args, Subcommand};
use serde_json::json;

/// Manages the keys that give access to the store.
#[derive(Debug, Args)]
pub struct KeyCommand {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Add(Add),
    List(List),
    Revoke(Revoke),
}

/// Creates a key and shows its secret, only this once.
#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// What the key is for, in your own words.
    #[arg(long)]
    name: String,
    /// write: packages send statements and save state. read: tutors read everything except state. all: full access.
    #[arg(long, value_parser = choice(Scope::NAMED, Scope::name))]
    scope: Scope,
}

/// Lists the keys, without their secrets.
#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    place: Place,
}

/// Revokes a key, with immediate effect even in a running store.
#[derive(Debug, Args)]
struct Revoke {
    #[command(flatten)]
    place: Place,
    /// Id of the key.
    id: String,
}

impl KeyCommand {
    pub fn run(self) -> Outcome {
        match self.deed {
            Deed::Add(deed) => deed.run(),
            Deed::List(deed) => deed.run(),
            Deed::Revoke(deed) => deed.run(),
        }
    }
}

impl Add {
    fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let store = match self.place.make(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let (name, scope) = (self.name, self.scope);
        let added = store.write(move |batch| keys::add(batch, &name, scope, None, None));
        let shown = added.map(|(key, secret)| {
            match ui.format {
                Format::Json => ui.result(&json!({"id": key.id, "secret": secret}).to_string()),
                Format::Human => ui.say("record.key_added", &[("id", &key.id), ("secret", &secret)]),
            }
            Outcome::Done
        });
        self.place.done(&ui, shown)
    }
}

impl List {
    fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            store.read(keys::list)?.iter().for_each(|listed| show(ui, listed));
            Ok(Outcome::Done)
        })
    }
}

fn show(ui: &Ui, keys::Listed { key, created, used, revoked }: &keys::Listed) {
    let (id, name, scope, created) = (key.id.as_str(), key.name.as_str(), key.scope.name(), clock::rfc3339(*created));
    match ui.format {
        Format::Json => {
            let used = used.map(clock::rfc3339);
            let line = json!({
                "id": id, "name": name, "scope": scope, "created": created, "used": used, "revoked": revoked,
            });
            ui.result(&line.to_string());
        }
        Format::Human => {
            let message = if *revoked { "record.key_revoked" } else { "record.key" };
            ui.say(message, &[("id", id), ("name", name), ("scope", scope), ("created", &created)]);
        }
    }
}

impl Revoke {
    fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let id = self.id.clone();
            let ended = store.write(move |batch| keys::revoke(batch, &id))?;
            let (message, outcome) =
                if ended { ("record.key_ended", Outcome::Done) } else { ("record.key_unknown", Outcome::Usage) };
            ui.message(message, &[("id", &self.id)]);
            Ok(outcome)
        })
    }
}
