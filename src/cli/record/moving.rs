//! `cartable record move`

use super::super::{Outcome, Speech};
use super::{made, opened, unusable};
use crate::record::{Data, Moved, move_into};
use crate::ui::{Format, Ui};
use clap::Args;
use serde_json::json;

/// Copies a whole store into another, empty one, for instance from a file into PostgreSQL.
///
/// Stop it first. A copy that was interrupted continues where it was.
#[derive(Debug, Args)]
pub struct Move {
    /// Database of the store: a file or postgres://USER@HOST/NAME.
    #[arg(long, value_name = "FILE|URL")]
    from: Data,
    /// Database to copy it into, created if needed.
    #[arg(long, value_name = "FILE|URL")]
    to: Data,
    #[command(flatten)]
    speech: Speech,
}

impl Move {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let from = match opened(&ui, &self.from) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let to = match made(&ui, &self.to) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        match move_into(&from, &to) {
            Ok(moved) => self.tell(&ui, moved),
            Err(refusal) => unusable(&ui, &self.to, refusal.reason),
        }
    }

    fn tell(&self, ui: &Ui, moved: Moved) -> Outcome {
        let (from, to) = (self.from.to_string(), self.to.to_string());
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
                            ("to", &to),
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
                ui.message("record.not_empty", &[("path", &to)]);
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
