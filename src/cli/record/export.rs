//! `cartable record export`

use super::super::Outcome;
use super::Place;
use super::backup::not_taken;
use crate::record::{Days, ExportFault, Refusal, Store, export, export_days, take};
use crate::replace::replace_by;
use crate::ui::{Ui, is_cut};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Exports every statement, one per line (NDJSON), oldest first.
///
/// Attachments are not included; backups have them.
#[derive(Debug, Args)]
pub struct Export {
    #[command(flatten)]
    place: Place,
    /// File to write, which only you can read; defaults to standard output.
    #[arg(long)]
    to: Option<PathBuf>,
    /// Replaces an existing file, except a store that is in use.
    #[arg(long, requires = "to")]
    force: bool,
    /// Folder to write a file per day into, which only you can read, for programs that analyse statements; a later run replaces the files
    /// and removes those of days that have no statements any more.
    #[arg(long, value_name = "DIR", conflicts_with = "to")]
    by_day: Option<PathBuf>,
}

impl Export {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| match (&self.by_day, &self.to) {
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
