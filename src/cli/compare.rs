//! `cartable compare`

use super::{Outcome, Speech, bounded};
use crate::compare::{Change, Comparison, Sort, compare};
use crate::course::Split;
use crate::deck::Deck;
use crate::diagnostic::{json, say};
use crate::package::deck_files;
use crate::read;
use crate::tree::{MOST_BYTES, unzip};
use crate::ui::{Format, Ui};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Says what an update changes: whose progress survives, and which version number it deserves.
#[derive(Debug, Args)]
pub struct Compare {
    /// The deck's folder as it was, or a package made from it.
    old: PathBuf,
    /// The deck's folder as it is, or a package made from it.
    new: PathBuf,
    /// What one module is: the whole deck, a theme, or a situation.
    #[arg(long, value_parser = super::build::split, default_value = "theme")]
    split: Split,
    #[command(flatten)]
    speech: Speech,
}

impl Compare {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let (old, new) = match (deck(&ui, &self.old), deck(&ui, &self.new)) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(outcome), _) | (_, Err(outcome)) => return outcome,
        };
        let (comparison, findings) = compare(&old, &new, self.split);
        match ui.format {
            Format::Json => {
                let mut report = json(&findings, ui.locale);
                report["changes"] = comparison.changes.iter().map(row).collect();
                report["version"] = json!({
                    "old": comparison.old, "new": comparison.new, "deserved": comparison.deserved,
                });
                ui.result(&format!("{report:#}"));
            }
            Format::Human => {
                report(&ui, &comparison);
                ui.findings(&findings);
            }
        }
        Outcome::of(&findings)
    }
}

/// The deck in a folder, or the one that a package was made from.
fn deck(ui: &Ui, path: &Path) -> Result<Deck, Outcome> {
    let (deck, findings) = if path.is_dir() {
        read::read(path).map_err(|error| Outcome::file(ui, path, error))?
    } else {
        let bytes = bounded::read(path, MOST_BYTES).map_err(|error| Outcome::file(ui, path, error))?;
        let members = unzip(&bytes).map_err(|error| Outcome::file(ui, path, error))?;
        let files = deck_files(&members).map_err(|fault| super::open::refuse(ui, &fault))?;
        let text = |(path, content)| Some((path, std::str::from_utf8(content).ok()?));
        read::read_files(files.files().filter_map(text))
    };
    if findings.has_errors() {
        ui.findings(&findings);
        ui.message("compare.unread", &[("path", &path.display().to_string())]);
        return Err(Outcome::Findings);
    }
    Ok(deck)
}

fn row(change: &Change) -> serde_json::Value {
    json!({
        "what": change.what.key(), "sort": change.sort.key(), "path": change.path, "was": change.was,
        "keeps": change.keeps.key(),
    })
}

/// What changed line by line, and how much stays as it was.
fn report(ui: &Ui, comparison: &Comparison) {
    let same = comparison.changes.iter().filter(|change| change.sort == Sort::Same).count();
    for change in comparison.changes.iter().filter(|change| change.sort != Sort::Same) {
        let word = |key: &str| say(ui.locale, &format!("compare.{key}"), &[]);
        let was = change.was.as_ref().map(|was| format!(" ← {was}")).unwrap_or_default();
        let (sort, what) = (word(change.sort.key()), word(change.what.key()));
        ui.result(&format!("{sort:<12} {what:<10} {}{was}", change.path));
    }
    ui.say("compare.stay", &[("count", &same.to_string())]);
    let (old, new) = (comparison.old.as_str(), comparison.new.as_str());
    ui.say("compare.version", &[("old", old), ("new", new), ("deserved", &comparison.deserved)]);
}
