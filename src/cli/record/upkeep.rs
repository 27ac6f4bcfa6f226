//! `cartable record backup|purge|export|forget`

use super::super::Outcome;
use super::super::replace::replace_by;
use super::{Place, account, pseudonyms};
use crate::clock;
use crate::record::{ExportFault, backup, export, forget, purge};
use crate::ui::is_cut;
use clap::Args;
use jiff::{Span, Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Copies the store, as it is at one moment, while it may be serving.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The file to write.
    #[arg(long)]
    to: PathBuf,
}

/// Removes what is older, while the store may be serving. Keep a backup: there is no way back.
#[derive(Debug, Args)]
pub struct Purge {
    #[command(flatten)]
    place: Place,
    /// How old, such as 2y, 18mo or 90d.
    #[arg(long, value_parser = span)]
    older_than: Span,
}

/// Writes every statement, one a line (NDJSON), the oldest first. Attachments are not in it: a backup has them.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// The file to write; by default standard output.
    #[arg(long)]
    to: Option<PathBuf>,
}

/// Forgets a person: statements, state, profiles and names. Backups that were made before still know them.
#[derive(Debug, Args)]
pub struct Forget {
    #[command(flatten)]
    place: Place,
    /// The account, as HOME|NAME: https://moodle.example.org|1234
    #[arg(long, value_parser = account, required_unless_present = "mbox")]
    account: Option<Value>,
    /// The mail address, as mailto:someone@example.org
    #[arg(long, conflicts_with = "account")]
    mbox: Option<String>,
    /// Remove statements of others as well that name the person, for instance as instructor.
    #[arg(long)]
    everywhere: bool,
    /// The key with which the store replaces actors.
    #[arg(long, value_name = "KEYFILE")]
    pseudonyms: Option<PathBuf>,
}

fn span(text: &str) -> Result<Span, String> {
    let span: Result<Span, _> = text.parse();
    span.ok().filter(|span| span.is_positive()).ok_or_else(|| "2y, 18mo, 90d, …".to_owned())
}

impl Backup {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            Ok(match backup(store, &self.to) {
                Ok(()) => {
                    ui.say("record.backed_up", &[("path", &self.to.display().to_string())]);
                    Outcome::Done
                }
                Err(error) => Outcome::file(ui, &self.to, error),
            })
        })
    }
}

impl Purge {
    pub fn run(self) -> Outcome {
        let now = Timestamp::from_microsecond(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH);
        let before = match now.to_zoned(TimeZone::UTC).checked_sub(self.older_than) {
            Ok(moment) => moment.timestamp().as_microsecond(),
            Err(_) => return Outcome::Usage,
        };
        self.place.with(|ui, store| {
            let purged = purge(store, before)?;
            let (statements, documents) = (purged.statements.to_string(), purged.documents.to_string());
            let before = clock::rfc3339(before);
            let args = [("statements", statements.as_str()), ("documents", &documents), ("before", &before)];
            ui.say("record.purged", &args);
            Ok(Outcome::Done)
        })
    }
}

impl Export {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let exported = match &self.to {
                None => export(store, |line| {
                    ui.result(line);
                    Ok(())
                }),
                Some(path) => replace_by(path, |file| export(store, |line| writeln!(file, "{line}"))),
            };
            match exported {
                // That it is cut has been said.
                Ok(_) if is_cut() => {}
                Ok(count) => ui.message("record.exported", &[("count", &count.to_string())]),
                Err(ExportFault::Read(refusal)) => return Err(refusal),
                Err(ExportFault::Write(error)) => {
                    return Ok(Outcome::file(ui, self.to.as_deref().unwrap_or(Path::new("-")), error));
                }
            }
            Ok(Outcome::Done)
        })
    }
}

impl Forget {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            let mut agent = self.account.clone().unwrap_or_else(|| json!({"mbox": self.mbox}));
            match self.pseudonyms.as_deref().map(|path| pseudonyms(ui, path)).transpose() {
                Ok(pseudonyms) => pseudonyms.iter().for_each(|pseudonyms| pseudonyms.replace(&mut agent)),
                Err(outcome) => return Ok(outcome),
            }
            let forgotten = forget(store, &agent, self.everywhere)?;
            let (statements, documents) = (forgotten.statements.to_string(), forgotten.documents.to_string());
            ui.say("record.forgotten", &[("statements", &statements), ("documents", &documents)]);
            if forgotten.left > 0 {
                ui.message("record.left", &[("count", &forgotten.left.to_string())]);
            }
            Ok(Outcome::Done)
        })
    }
}
