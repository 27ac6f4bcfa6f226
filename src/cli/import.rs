//! `cartable import`

use super::{Outcome, Speech, bounded, folder};
use crate::import::{LARGEST, Options, import};
use crate::source::Source;
use crate::ui::pasted;
use clap::Args;
use std::path::PathBuf;

/// Creates a deck from the text of the partners' guide.
#[derive(Debug, Args)]
pub struct Import {
    /// Text of the guide, in full or the situation cards only.
    file: PathBuf,
    /// Folder to create; if it exists, it must be empty.
    #[arg(long)]
    into: PathBuf,
    /// Keeps the text as it is, without correcting words known to be damaged.
    #[arg(long)]
    no_errata: bool,
    #[command(flatten)]
    speech: Speech,
}

impl Import {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let bytes = match bounded::read(&self.file, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) => return Outcome::file(&ui, &self.file, error),
        };
        let text = String::from_utf8_lossy(&bytes);
        let source = Source::new(self.file.display().to_string(), text);
        let (files, findings) = import(&source, &Options { errata: !self.no_errata });
        if !findings.is_empty() {
            ui.findings(&findings);
        }
        let Some(files) = files else { return Outcome::Findings };
        let outcome = folder::create(&ui, &self.into, &files);
        if outcome == Outcome::Done {
            let (path, count) = (self.into.display().to_string(), files.files().count().to_string());
            let pasted = pasted(&self.into);
            ui.say("import.done", &[("path", &path), ("pasted", &pasted), ("count", &count)]);
        }
        outcome
    }
}
