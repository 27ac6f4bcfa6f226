//! `cartable record export`

use super::super::{Outcome, folder};
use super::Place;
use super::backup::not_taken;
use super::person::{Person, nobody};
use crate::record::{Days, ExportFault, Refusal, Store, export, export_days, held, take};
use crate::replace::replace_by;
use crate::ui::{Ui, is_cut};
use clap::{Arg, Args};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Exports every statement, one per line (NDJSON), oldest first.
///
/// Attachments are not included; backups have them. With --account or --mbox, writes everything about one person into a new folder.
#[derive(Debug, Args)]
#[command(mut_args(of_one))]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// File to write, which only you can read; defaults to standard output. For one person, the folder.
    #[arg(long)]
    to: Option<PathBuf>,
    /// Replaces an existing file, except a store that is in use.
    #[arg(long, requires = "to")]
    force: bool,
    /// Folder to write a file per day into, which only you can read, for programs that analyse statements; a later run replaces the files
    /// and removes those of days that have no statements any more.
    #[arg(long, value_name = "DIR", conflicts_with = "to")]
    by_day: Option<PathBuf>,
    #[command(flatten)]
    person: Person,
    /// For one person, adds other people's statements that name them, for instance as instructor.
    #[arg(long, requires = "who")]
    everywhere: bool,
}

/// What is about one person goes into a folder that is named.
fn of_one(argument: Arg) -> Arg {
    let is_name = ["account", "mbox"].contains(&argument.get_id().as_str());
    if is_name { argument.requires("to").conflicts_with_all(["force", "by_day"]) } else { argument }
}

impl Export {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| match (&self.by_day, &self.to) {
            (_, Some(folder)) if self.person.is_named() => self.one_person(ui, store, folder),
            (Some(folder), _) => to_folder(ui, store, folder),
            (None, None) => {
                let exported = export(store, |line, _| {
                    ui.result(line);
                    Ok(())
                });
                told(ui, Path::new("-"), exported)
            }
            (None, Some(path)) => to_file(ui, store, path, self.force),
        })
    }

    /// Writes what the store holds about one person.
    fn one_person(&self, ui: &Ui, store: &Store, to: &Path) -> Result<Outcome, Refusal> {
        let who = match self.person.who(ui, store)? {
            Ok(who) => who,
            Err(outcome) => return Ok(outcome),
        };
        let held = held(store, &who.agent, self.everywhere)?;
        if held.is_nothing() {
            return nobody(ui, store, &who);
        }
        let outcome = folder::create_private(ui, to, &held.files);
        if outcome == Outcome::Done {
            let counts = [
                ("statements", held.statements.to_string()),
                ("documents", held.documents.to_string()),
                ("attachments", held.attachments.to_string()),
                ("launches", held.launches.to_string()),
            ];
            ui.message("record.exported_person", &counts.each_ref().map(|(name, count)| (*name, count.as_str())));
            if held.left > 0 {
                ui.message("record.exported_left", &[("count", &held.left.to_string())]);
            }
        }
        Ok(outcome)
    }
}

fn to_file(ui: &Ui, store: &Store, path: &Path, force: bool) -> Result<Outcome, Refusal> {
    // Nobody begins to use what is about to be replaced.
    let taken = match take(path, |_| force) {
        Ok(taken) => taken,
        Err(fault) => return Ok(not_taken(ui, path, fault, "outcome.exists")),
    };
    let exported = replace_by(path, |file| export(store, |line, _| writeln!(file, "{line}")));
    drop(taken);
    told(ui, path, exported)
}

fn to_folder(ui: &Ui, store: &Store, folder: &Path) -> Result<Outcome, Refusal> {
    let exported = export_days(store, folder).map(|Days { days, statements }| {
        ui.message("record.exported_days", &[("count", &statements.to_string()), ("days", &days.to_string())]);
    });
    failed(ui, folder, exported.err())
}

/// Says what came of it.
fn told(ui: &Ui, path: &Path, exported: Result<usize, ExportFault>) -> Result<Outcome, Refusal> {
    match &exported {
        // That it is cut has been said.
        Ok(_) if is_cut() => {}
        Ok(count) => ui.message("record.exported", &[("count", &count.to_string())]),
        Err(_) => {}
    }
    failed(ui, path, exported.err())
}

fn failed(ui: &Ui, path: &Path, fault: Option<ExportFault>) -> Result<Outcome, Refusal> {
    match fault {
        None => Ok(Outcome::Done),
        Some(ExportFault::Read(refusal)) => Err(refusal),
        Some(ExportFault::Write(error)) => Ok(Outcome::file(ui, path, error)),
    }
}
