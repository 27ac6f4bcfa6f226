//! `cartable overlay accept`

use super::{Outcome, folder, language};
use crate::read::overlay::{KEPT, accept};
use crate::replace::replace;
use crate::tree::Tree;
use crate::ui::{Format, Ui};
use clap::{Args, Subcommand};
use std::fs;
use std::path::{Path, PathBuf};

/// Works with overlays: decks that change, extend or hide parts of another deck.
#[derive(Debug, Args)]
pub struct Overlay {
    #[command(subcommand)]
    way: Way,
}

#[derive(Debug, Subcommand)]
enum Way {
    Accept(Accept),
}

/// Marks the changes in the base deck as reviewed.
///
/// Records the current state of the base, and the texts that the overlay replaces.
#[derive(Debug, Args)]
struct Accept {
    /// Overlay folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

impl Overlay {
    pub fn run(self) -> Outcome {
        match self.way {
            Way::Accept(command) => command.run(),
        }
    }
}

impl Accept {
    fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let root = folder::deck(self.deck.as_deref());
        let (accepted, findings) = match accept(&root) {
            Ok(read) => read,
            Err(error) => return Outcome::file(&ui, &root, error),
        };
        let Some(accepted) = accepted else {
            ui.findings_below(&root, &findings);
            ui.message(if findings.has_errors() { "build.refused" } else { "overlay.none" }, &[]);
            return Outcome::Findings;
        };
        if let Err(error) = replace(&root, &accepted.files) {
            return Outcome::file(&ui, &root, error);
        }
        clear(&root, &root.join(KEPT), &accepted.files);
        let count = accepted.files.files().filter(|(path, _)| path.ends_with(".md")).count().to_string();
        ui.message("overlay.accepted", &[("sum", &accepted.sum), ("count", &count)]);
        Outcome::Done
    }
}

/// Removes texts of an earlier record that the overlay replaces no more. One that stays does no harm.
fn clear(root: &Path, folder: &Path, files: &Tree) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            clear(root, &path, files);
            // Only an empty one goes.
            drop(fs::remove_dir(&path));
        } else if path.extension().is_some_and(|ending| ending == "md") {
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            if files.get(&name).is_none() {
                drop(fs::remove_file(&path));
            }
        }
    }
}
