//! `cartable record backup`

use super::super::Outcome;
use super::Place;
use crate::record::{TakeFault, backup};
use crate::ui::Ui;
use clap::Args;
use std::path::{Path, PathBuf};

/// Copies the store, as it is at one moment, while it may be serving. An earlier backup of the same store is replaced.
#[derive(Debug, Args)]
pub struct Backup {
    #[command(flatten)]
    place: Place,
    /// The file to write.
    #[arg(long)]
    to: PathBuf,
    /// Replace the file whatever it is; but never a store that is being served.
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
        TakeFault::InUse => "record.in_use",
        TakeFault::Disk(error) => return Outcome::file(ui, path, error),
    };
    ui.message(key, &[("path", &path.display().to_string())]);
    Outcome::File
}
