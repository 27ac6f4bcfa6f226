//! `cartable record move`: into another data base, or over xAPI into any record store.

use super::super::keys::KeyArgs;
use super::super::{Outcome, Speech, lrs};
use super::transfer::{Transfer, is_url};
use super::{made, opened, unusable};
use crate::record::{Data, Moved, Store, move_into};
use crate::ui::{Format, Ui};
use crate::xapi::statement::Version;
use clap::Args;
use serde_json::json;

/// Copies a whole store into another, empty one, for instance from a file into PostgreSQL; or, over xAPI, into any record store.
///
/// Stop it first. A copy that was interrupted continues where it was.
#[derive(Debug, Args)]
pub struct Move {
    /// Database of the store: a file or postgres://USER@HOST/NAME.
    #[arg(long, value_name = "FILE|URL")]
    from: Data,
    /// Database to copy it into, created if needed; or the address of a record store, such as https://lrs.example.org/xapi, which gets the
    /// statements, attachments and documents that it does not have.
    #[arg(long, value_name = "FILE|URL")]
    to: String,
    /// xAPI version used with a record store.
    #[arg(long = "xapi", value_name = "VERSION", default_value = Version::One.header(), value_parser = lrs::version)]
    version: Version,
    #[command(flatten)]
    keys: KeyArgs,
    #[command(flatten)]
    speech: Speech,
}

impl Move {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let store = match opened(&ui, &self.from) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        if is_url(&self.to) {
            return Transfer { ui: &ui, store: &store, to: &self.to, keys: &self.keys, version: self.version }.run();
        }
        let Ok(to) = self.to.parse();
        self.copy(&ui, &store, &to)
    }

    fn copy(&self, ui: &Ui, from: &Store, data: &Data) -> Outcome {
        let to = match made(ui, data) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        match move_into(from, &to) {
            Ok(moved) => self.tell(ui, &data.to_string(), moved),
            Err(refusal) => unusable(ui, data, refusal.reason),
        }
    }

    fn tell(&self, ui: &Ui, to: &str, moved: Moved) -> Outcome {
        let from = self.from.to_string();
        match moved {
            Moved::Whole(counts) => {
                let count = |table: &str| counts.get(table).copied().unwrap_or_default();
                match ui.format {
                    Format::Json => ui.result(&json!({"from": from, "to": to, "rows": counts}).to_string()),
                    Format::Human => {
                        let names =
                            ["statement", "document", "attachment", "key"].map(|table| count(table).to_string());
                        let [statements, documents, attachments, keys] = &names;
                        let told = [
                            ("from", from.as_str()),
                            ("to", to),
                            ("statements", statements),
                            ("documents", documents),
                            ("attachments", attachments),
                            ("keys", keys),
                        ];
                        ui.say("record.moved", &told);
                    }
                }
                Outcome::Done
            }
            Moved::NotEmpty => {
                ui.message("record.not_empty", &[("path", to)]);
                Outcome::File
            }
            Moved::Otherwise(table, there, here) => {
                let told = [("table", table), ("from", &there.to_string()), ("to", &here.to_string())];
                ui.message("record.moved_otherwise", &told);
                Outcome::Findings
            }
        }
    }
}
