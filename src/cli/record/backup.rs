//! `cartable record backup`

use super::super::Outcome;
use super::Place;
use crate::record::{TakeFault, backup};
use crate::ui::Ui;
use clap::Args;
use std::path::{Path, PathBuf};

/// Backs up the store, even while it is running.
///
/// The backup is a copy of one moment, and replaces an earlier backup of the same store.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// File to write.
    #[arg(long)]
    to: PathBuf,
    /// Replaces any existing file, except a store that is in use.
    #[arg(long)]
    force: bool,
}

impl Backup {
    pub fn run(self) -> Outcome {
        self.place.with(|ui, store| {
            Ok(match backup(store, &self.to, self.force) {
                Ok(()) => {
                    ui.say("record.backed_up", &[("path", &self.to.display().to_string())]);
                    Outcome::Done
                }
                Err(fault) => not_taken(ui, &self.to, fault, "record.not_ours"),
            })
        })
    }
}

/// Says why a file was not replaced; what it is to be told where it exists is the caller's.
pub(super) fn not_taken(ui: &Ui, path: &Path, fault: TakeFault, exists: &str) -> Outcome {
    let key = match fault {
        TakeFault::Exists => exists,
        TakeFault::Beside(base) => {
            let (path, base) = (path.display().to_string(), base.display().to_string());
            ui.message("record.beside", &[("path", &path), ("base", &base)]);
            return Outcome::File;
        }
        TakeFault::InUse => "record.in_use",
        TakeFault::NoFile => "record.no_file",
        TakeFault::Disk(error) => return Outcome::file(ui, path, error),
    };
    ui.message(key, &[("path", &path.display().to_string())]);
    Outcome::File
}
