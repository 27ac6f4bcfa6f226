//! `cartable compare`

use super::choice::choice;
use super::{Outcome, Speech, bounded};
use crate::compare::{
    Change, Columns, Comparison, Keeps, OTHER_DECK, Package, Parted, Side, Sort, What, compare, compare_packages,
    compare_part, fork, parted,
};
use crate::course::Split;
use crate::deck::Deck;
use crate::diagnostic::{Findings, json, say};
use crate::package::{SourceFault, deck_files};
use crate::read;
use crate::tree::{MOST_BYTES, Tree, unzip};
use crate::ui::{Format, Ui};
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// Shows what an update changes: whose progress survives, and which version number it needs.
///
/// Folders are compared as decks. Packages, made by any tool, are compared as an LMS sees them. With `--base`, two decks that grew out
/// of one: what each side changed, and what needs a decision.
#[derive(Debug, Args)]
pub struct Compare {
    /// Earlier deck folder or package.
    old: PathBuf,
    /// New deck folder or package.
    new: PathBuf,
    /// Content of one module: deck, theme or situation [default: as in the packages, else theme].
    #[arg(long, value_parser = choice(Split::ALL, Split::key))]
    split: Option<Split>,
    /// Deck folder or package as it was when the two decks were still one, all with the same id and iri: OLD is then ours, NEW theirs.
    #[arg(long, value_name = "COMMON")]
    base: Option<PathBuf>,
    #[command(flatten)]
    speech: Speech,
}

/// What was compared.
enum Compared {
    /// An update.
    Update(Comparison),
    /// Two sides of a fork.
    Fork(Vec<Parted>),
    /// Decks of different origins: the finding says all there is.
    Strangers,
}

impl Compare {
    pub fn run(self) -> Outcome {
        let ui = self.speech.ui();
        let (compared, findings) = match self.compare(&ui) {
            Ok(compared) => compared,
            Err(outcome) => return outcome,
        };
        match ui.format {
            Format::Json => {
                let mut said = json(&findings, ui.locale);
                compared.tell(&mut said);
                ui.result(&format!("{said:#}"));
            }
            Format::Human => {
                match &compared {
                    Compared::Update(comparison) => report(&ui, comparison),
                    Compared::Fork(rows) => report_fork(&ui, rows),
                    Compared::Strangers => {}
                }
                ui.findings(&findings);
            }
        }
        Outcome::of(&findings)
    }

    fn compare(&self, ui: &Ui) -> Result<(Compared, Findings), Outcome> {
        if self.base.is_none() && !self.old.is_dir() && !self.new.is_dir() {
            let (old, new) = (package(ui, &self.old)?, package(ui, &self.new)?);
            return Ok(update(compare_packages(&old, &new, self.split)));
        }
        let split = self.split.unwrap_or_default();
        let base = self.base.as_ref().map(|path| deck(ui, path)).transpose()?;
        let (old, new) = (deck(ui, &self.old)?, deck(ui, &self.new)?);
        if base.is_none() && !parted(&old, &new) {
            let is_part = self.old.is_dir() != self.new.is_dir();
            return Ok(update(if is_part { compare_part(&old, &new, split) } else { compare(&old, &new, split) }));
        }
        let (rows, findings) = fork(base.as_ref(), &old, &new, split);
        Ok((if are_strangers(&findings) { Compared::Strangers } else { Compared::Fork(rows) }, findings))
    }
}

fn update((comparison, findings): (Comparison, Findings)) -> (Compared, Findings) {
    (if are_strangers(&findings) { Compared::Strangers } else { Compared::Update(comparison) }, findings)
}

fn are_strangers(findings: &Findings) -> bool {
    findings.sorted().iter().any(|finding| finding.rule == &OTHER_DECK)
}

impl Compared {
    /// Adds what was compared to the findings as JSON.
    fn tell(&self, said: &mut serde_json::Value) {
        match self {
            Self::Update(comparison) => {
                said["changes"] = comparison.changes.iter().map(row).collect();
                said["columns"] = comparison.columns.iter().map(columns).collect();
                said["version"] = json!({
                    "old": comparison.old, "new": comparison.new, "deserved": comparison.deserved,
                });
            }
            Self::Fork(rows) => said["fork"] = rows.iter().map(parted_row).collect(),
            Self::Strangers => said["changes"] = json!([]),
        }
    }
}

/// A package, with the deck that it was made from where it holds one.
fn package(ui: &Ui, path: &Path) -> Result<Package, Outcome> {
    let members = members(ui, path)?;
    let deck = match deck_files(&members) {
        Ok(files) => Some(sound(ui, path, read_tree(&files))?),
        Err(SourceFault::Missing) => None,
        Err(fault) => return Err(super::open::refuse(ui, &fault)),
    };
    let name = path.display().to_string();
    Package::read(&name, &members, deck).ok_or_else(|| {
        ui.message("compare.no_manifest", &[("path", &name)]);
        Outcome::Findings
    })
}

/// The deck in a folder, or the one that a package was made from.
pub(super) fn deck(ui: &Ui, path: &Path) -> Result<Deck, Outcome> {
    let read = if path.is_dir() {
        read::read(path).map_err(|error| Outcome::file(ui, path, error))?
    } else {
        read_tree(&deck_files(&members(ui, path)?).map_err(|fault| super::open::refuse(ui, &fault))?)
    };
    sound(ui, path, read)
}

fn members(ui: &Ui, path: &Path) -> Result<Tree, Outcome> {
    let bytes = bounded::read(path, MOST_BYTES).map_err(|error| Outcome::file(ui, path, error))?;
    unzip(&bytes).map_err(|error| Outcome::file(ui, path, error))
}

pub(super) fn read_tree(files: &Tree) -> (Deck, Findings) {
    read::read_files(files.files())
}

/// A deck without errors; what is wrong with any other is said.
fn sound(ui: &Ui, path: &Path, (deck, findings): (Deck, Findings)) -> Result<Deck, Outcome> {
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

fn columns(columns: &Columns) -> serde_json::Value {
    json!({ "module": columns.module, "kept": columns.kept, "added": columns.added, "moved": columns.moved })
}

fn parted_row(row: &Parted) -> serde_json::Value {
    json!({
        "side": row.side.key(), "what": row.what.key(), "path": row.path, "ours": row.ours.key(),
        "theirs": row.theirs.key(), "languages": row.languages,
    })
}

/// What each side of a fork changed line by line, and how much needs a decision.
fn report_fork(ui: &Ui, rows: &[Parted]) {
    let word = |key: &str| say(ui.locale, &format!("compare.{key}"), &[]);
    for row in rows {
        let sort = match row.side {
            Side::Ours => word(row.ours.key()),
            Side::Theirs | Side::Alike | Side::Unknown => word(row.theirs.key()),
            Side::Both => format!("{} | {}", word(row.ours.key()), word(row.theirs.key())),
        };
        let side = word(row.side.key());
        let languages =
            if row.languages.is_empty() { String::new() } else { format!(" ({})", row.languages.join(", ")) };
        ui.result(&format!("{side:<12} {sort:<12} {:<10} {}{languages}", word(row.what.key()), row.path));
    }
    for side in Side::ALL {
        let count = rows.iter().filter(|row| row.side == side).count();
        if count > 0 {
            ui.say(&format!("compare.count_{}", side.key()), &[("count", &count.to_string())]);
        }
    }
    if rows.is_empty() {
        ui.say("compare.no_fork", &[]);
    }
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
    let units = || comparison.changes.iter().filter(|change| change.what == What::Unit && change.sort != Sort::New);
    let is_other = |change: &Change| change.what == What::Format && change.keeps == Keeps::Nothing;
    if units().next().is_some() && !comparison.changes.iter().any(is_other) {
        let found = units().filter(|change| change.sort == Sort::Same).count().to_string();
        ui.say("compare.found", &[("n", &found), ("all", &units().count().to_string())]);
    }
    let sum = |count: fn(&Columns) -> usize| comparison.columns.iter().map(count).sum::<usize>().to_string();
    let (kept, added, moved) = (sum(|own| own.kept), sum(|own| own.added), sum(|own| own.moved.len()));
    if !comparison.columns.is_empty() {
        ui.say("compare.columns", &[("kept", &kept), ("added", &added), ("moved", &moved)]);
    }
    if let Some(deserved) = &comparison.deserved {
        let (old, new) = (comparison.old.as_str(), comparison.new.as_str());
        ui.say("compare.version", &[("old", old), ("new", new), ("deserved", deserved)]);
    }
}
