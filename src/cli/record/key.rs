//! `cartable record key add|list|revoke`

use super::super::Outcome;
use super::Place;
use crate::clock;
use crate::record::{Scope, keys};
use crate::ui::Format;
use clap::{Args, Subcommand};
use serde_json::json;

/// Keys: who may ask the store, and for what.
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

/// Makes a key and shows its secret, this once.
#[derive(Debug, Args)]
struct Add {
    #[command(flatten)]
    place: Place,
    /// What it is for, in your words.
    #[arg(long)]
    name: String,
    /// write: a package sends statements and keeps state. read: a tutor reads all but state. all: everything.
    #[arg(long, value_parser = scope)]
    scope: Scope,
}

/// Shows the keys, without their secrets, which nobody knows.
#[derive(Debug, Args)]
struct List {
    #[command(flatten)]
    place: Place,
}

/// Ends a key. A store that is running knows within seconds.
#[derive(Debug, Args)]
struct Revoke {
    #[command(flatten)]
    place: Place,
    /// The id of the key.
    id: String,
}

fn scope(text: &str) -> Result<Scope, String> {
    let known = Scope::NAMED.into_iter().find(|scope| scope.name() == text);
    known.ok_or_else(|| Scope::NAMED.map(Scope::name).join(", "))
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
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let (name, scope) = (self.name, self.scope);
        match store.write(move |batch| keys::add(batch, &name, scope, None, None)) {
            Ok((key, secret)) => {
                match ui.format {
                    Format::Json => ui.result(&json!({"id": key.id, "secret": secret}).to_string()),
                    Format::Human => ui.say("record.key_added", &[("id", &key.id), ("secret", &secret)]),
                }
                Outcome::Done
            }
            Err(refusal) => self.place.failed(&ui, refusal),
        }
    }
}

impl List {
    fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let all = match store.read(keys::list) {
            Ok(all) => all,
            Err(refusal) => return self.place.failed(&ui, refusal),
        };
        for keys::Listed { key, created, revoked } in all {
            let created = clock::rfc3339(created);
            match ui.format {
                Format::Json => {
                    let line = json!({"id": key.id, "name": key.name, "scope": key.scope.name(), "created": created, "revoked": revoked});
                    ui.result(&line.to_string());
                }
                Format::Human => {
                    let message = if revoked { "record.key_revoked" } else { "record.key" };
                    let args = [
                        ("id", key.id.as_str()),
                        ("name", &key.name),
                        ("scope", key.scope.name()),
                        ("created", &created),
                    ];
                    ui.say(message, &args);
                }
            }
        }
        Outcome::Done
    }
}

impl Revoke {
    fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let id = self.id.clone();
        match store.write(move |batch| keys::revoke(batch, &id)) {
            Ok(true) => {
                ui.message("record.key_ended", &[("id", &self.id)]);
                Outcome::Done
            }
            Ok(false) => {
                ui.message("record.key_unknown", &[("id", &self.id)]);
                Outcome::Usage
            }
            Err(refusal) => self.place.failed(&ui, refusal),
        }
    }
}
