//! `cartable man`

use super::{Outcome, language};
use crate::diagnostic::Locale;
use crate::ui::{Format, Ui};
use clap::Args;
use std::fs;
use std::path::PathBuf;

/// Writes the manual pages, one per command, in English.
#[derive(Debug, Args)]
pub struct Man {
    /// Output folder, created if needed; existing pages are replaced.
    folder: PathBuf,
}

impl Man {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: Format::Human };
        let written = fs::create_dir_all(&self.folder)
            .and_then(|()| clap_mangen::generate_to(super::command(Locale::En), &self.folder));
        match written {
            Ok(()) => Outcome::Done,
            Err(error) => Outcome::file(&ui, &self.folder, error),
        }
    }
}
