//! `cartable record backup|purge|export|forget`

use super::super::Outcome;
use super::{Place, account, pseudonyms};
use crate::clock;
use crate::record::{backup, export, forget, purge};
use clap::Args;
use jiff::{Span, Timestamp, tz::TimeZone};
use serde_json::{Value, json};
use std::fs::File;
use std::io::{self, BufWriter, Write};
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
        let ui = self.place.speech.ui();
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        match backup(&store, &self.to) {
            Ok(()) => {
                ui.say("record.backed_up", &[("path", &self.to.display().to_string())]);
                Outcome::Done
            }
            Err(error) => Outcome::file(&ui, &self.to, error),
        }
    }
}

impl Purge {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let now = Timestamp::from_microsecond(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH);
        let before = match now.to_zoned(TimeZone::UTC).checked_sub(self.older_than) {
            Ok(moment) => moment.timestamp().as_microsecond(),
            Err(_) => return Outcome::Usage,
        };
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        match purge(&store, before) {
            Ok(purged) => {
                let (statements, documents) = (purged.statements.to_string(), purged.documents.to_string());
                let args = [
                    ("statements", statements.as_str()),
                    ("documents", &documents),
                    ("before", &clock::rfc3339(before)),
                ];
                ui.say("record.purged", &args);
                Outcome::Done
            }
            Err(refusal) => self.place.failed(&ui, refusal),
        }
    }
}

impl Export {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        let exported = match &self.to {
            None => export(&store, |line| {
                ui.result(line);
                true
            }),
            Some(path) => {
                let mut failure = None;
                let exported = write_beside(path, |file| {
                    export(&store, |line| match writeln!(file, "{line}") {
                        Ok(()) => true,
                        Err(error) => {
                            failure = Some(error);
                            false
                        }
                    })
                });
                match (exported, failure) {
                    (Ok(exported), None) => exported,
                    (Err(error), _) | (_, Some(error)) => return Outcome::file(&ui, path, error),
                }
            }
        };
        match exported {
            Ok(count) => {
                ui.message("record.exported", &[("count", &count.to_string())]);
                Outcome::Done
            }
            Err(refusal) => self.place.failed(&ui, refusal),
        }
    }
}

/// Writes a file beside the one that is meant, and renames it when it is whole.
fn write_beside<T>(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> T) -> io::Result<T> {
    let beside = path.with_added_extension("part");
    let mut file = BufWriter::new(File::create(&beside)?);
    let written = write(&mut file);
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    std::fs::rename(&beside, path)?;
    Ok(written)
}

impl Forget {
    pub fn run(self) -> Outcome {
        let ui = self.place.speech.ui();
        let mut agent = self.account.clone().unwrap_or_else(|| json!({"mbox": self.mbox}));
        match self.pseudonyms.as_deref().map(|path| pseudonyms(&ui, path)).transpose() {
            Ok(pseudonyms) => pseudonyms.iter().for_each(|pseudonyms| pseudonyms.replace(&mut agent)),
            Err(outcome) => return outcome,
        }
        let store = match self.place.open(&ui) {
            Ok(store) => store,
            Err(outcome) => return outcome,
        };
        match forget(&store, &agent, self.everywhere) {
            Ok(forgotten) => {
                let (statements, documents) = (forgotten.statements.to_string(), forgotten.documents.to_string());
                ui.say("record.forgotten", &[("statements", &statements), ("documents", &documents)]);
                if forgotten.left > 0 {
                    ui.message("record.left", &[("count", &forgotten.left.to_string())]);
                }
                Outcome::Done
            }
            Err(refusal) => self.place.failed(&ui, refusal),
        }
    }
}
