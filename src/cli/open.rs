//! `cartable open`

use super::{Outcome, Speech, bounded, folder};
use crate::package::{SourceFault, deck_files};
use crate::tree::{MOST_BYTES, unzip};
use crate::ui::Ui;
use clap::Args;
use std::path::PathBuf;

/// Recovers the deck that a package was built from, for editing.
#[derive(Debug, Args)]
pub struct Open {
    /// Package to read.
    package: PathBuf,
    /// Folder to create; if it exists, it must be empty.
    #[arg(long)]
    into: PathBuf,
    #[command(flatten)]
    speech: Speech,
}

impl Open {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let bytes = match bounded::read(&self.package, MOST_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::file(&ui, &self.package, error),
        };
        let members = match unzip(&bytes) {
            Ok(members) => members,
            Err(error) => return Outcome::file(&ui, &self.package, error),
        };
        let files = match deck_files(&members) {
            Ok(files) => files,
            Err(fault) => return refuse(&ui, &fault),
        };
        let outcome = folder::create(&ui, &self.into, &files);
        if outcome == Outcome::Done {
            let (path, count) = (self.into.display().to_string(), files.files().count().to_string());
            ui.say("open.done", &[("path", &path), ("count", &count)]);
        }
        outcome
    }
}

/// Says why a package gives no deck back.
pub fn refuse(ui: &Ui, fault: &SourceFault) -> Outcome {
    let (key, path) = match fault {
        SourceFault::Missing => ("open.missing", ""),
        SourceFault::Unknown => ("open.unknown", ""),
        SourceFault::Outside(path) => ("open.outside", path.as_str()),
    };
    let path = path.replace(char::is_control, "\u{fffd}");
    ui.message(key, &[("path", &path)]);
    Outcome::Findings
}
