//! `cartable deposit`

use super::compare::read_tree;
use super::{Outcome, folder, language};
use crate::build::{CHANGES, changes_file, heading, listed};
use crate::checksum::SUMS;
use crate::compare::{self, Sort, What, compare_part};
use crate::course::Split;
use crate::deck::Deck;
use crate::deposit::{NOT_AS_BUILT, OTHER_CHANGES, OTHER_STATE, OTHER_VERSION, Package, deposit};
use crate::diagnostic::Findings;
use crate::package::deck_files;
use crate::source::Place;
use crate::tree::unzip;
use crate::ui::{Format, Ui};
use crate::{check, read};
use clap::Args;
use jiff::civil::Date;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Prepares the packages of a deck for publication.
///
/// Copies them into a new folder, with a landing page, records for archives and catalogues, data protection sheets and checksums.
#[derive(Debug, Args)]
pub struct Deposit {
    /// Deck folder; defaults to `content/`, else to the current folder or its nearest parent with a deck.toml.
    deck: Option<PathBuf>,
    /// Folder of the packages, as `build` made them.
    #[arg(long, value_name = "DIR", default_value = "packages")]
    from: PathBuf,
    /// Folder to create; if it exists, it must be empty.
    #[arg(long, value_name = "DIR", default_value = "deposit")]
    out: PathBuf,
    /// Day of publication, such as 2026-11-29; without it, no record has a date, and there is none for OAI-PMH.
    #[arg(long, value_name = "DAY")]
    date: Option<Date>,
    /// Output format: text for people, or JSON for programs.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

impl Deposit {
    pub fn run(self) -> Outcome {
        let ui = Ui { locale: language(), format: self.format };
        let root = folder::deck(self.deck.as_deref());
        let (deck, mut findings) = match read::read(&root) {
            Ok(read) => read,
            Err(error) => return Outcome::file(&ui, &root, error),
        };
        findings.extend(check::check(&deck));
        if findings.has_errors() {
            tell(&ui, &root, Findings::default(), findings);
            return refused(&ui);
        }
        let mut beside = Findings::default();
        let packages = match packages(&self.from, &deck, &mut beside) {
            Ok(packages) => packages,
            Err(error) => return Outcome::file(&ui, &self.from, error),
        };
        let day = self.date.map(|day| day.to_string());
        let changes = changes(&self.from, &deck, &mut beside);
        let (files, found) = deposit(&deck, &packages, day.as_deref(), changes);
        if beside.has_errors() || found.has_errors() {
            tell(&ui, &root, beside, found);
            return refused(&ui);
        }
        let outcome = folder::create(&ui, &self.out, &files);
        if outcome == Outcome::Done {
            let (path, count) = (self.out.display().to_string(), packages.len().to_string());
            if self.format == Format::Json {
                let names: Vec<&str> = files.files().map(|(name, _)| name).collect();
                ui.result(&format!("{:#}", json!({ "path": path, "packages": packages.len(), "files": names })));
            } else {
                tell(&ui, &root, beside, found);
                ui.say("deposit.done", &[("path", &path), ("count", &count)]);
            }
        }
        outcome
    }
}

/// The packages of a deck in a folder. One that is not as the list of checksums there has it, or that was made from another state of the deck,
/// is a finding.
fn packages(from: &Path, deck: &Deck, findings: &mut Findings) -> io::Result<Vec<Package>> {
    let sums = match fs::read_to_string(from.join(SUMS)) {
        Ok(sums) => sums,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut packages = Vec::new();
    for (name, format, languages) in listed(from, deck) {
        // Those of things that the deck has no more are not listed.
        let Some(line) = sums.lines().find(|line| line.get(66..) == Some(name.as_str())) else { continue };
        let path = from.join(&name);
        let package = Package { bytes: fs::read(&path)?, name, format, languages };
        let place = Place::file(path.display().to_string());
        if line.starts_with(&package.sha256()) {
            same_state(&package, deck, &place, findings);
        } else {
            findings.add(&NOT_AS_BUILT, &place);
        }
        packages.push(package);
    }
    Ok(packages)
}

/// Whether a package says of itself what the records will say of it: its version, and as far as it holds its deck, settings and cards.
fn same_state(package: &Package, deck: &Deck, place: &Place, findings: &mut Findings) {
    let Ok(members) = unzip(&package.bytes) else { return };
    let packed = deck_files(&members).ok().map(|files| read_tree(&files).0);
    let said = match &packed {
        Some(packed) => Some(packed.version.value.clone()),
        None => compare::Package::read(&package.name, &members, None).map(|own| own.version().to_owned()),
    };
    if let Some(other) = said.filter(|said| !said.is_empty() && *said != deck.version.value) {
        findings.add(&OTHER_VERSION, place).with("found", other).with("version", &deck.version.value);
    } else if let Some(packed) = packed {
        let (comparison, _) = compare_part(&packed, deck, Split::Deck);
        let is_whole = |what: What| matches!(what, What::Setting | What::Situation | What::Item);
        let is_other = |sort: Sort| !matches!(sort, Sort::Same | Sort::New);
        let other = comparison.changes.iter().filter(|change| is_whole(change.what) && is_other(change.sort));
        let other: Vec<&str> = other.map(|change| change.path.as_str()).collect();
        if !other.is_empty() {
            findings.add(&OTHER_STATE, place).with("version", &deck.version.value).with("what", other.join(", "));
        }
    }
}

/// The list of changes beside the packages, where it is that of this version. That of another one stays behind, which is said.
fn changes(from: &Path, deck: &Deck, findings: &mut Findings) -> Option<(&'static str, String)> {
    let files = [true, false].map(|is_alone| from.join(changes_file(deck, is_alone)));
    let texts = files.iter().filter_map(|file| Some((file, fs::read_to_string(file).ok()?)));
    let (own, others): (Vec<_>, Vec<_>) = texts.partition(|(_, text)| text.lines().next() == Some(&heading(deck)));
    if let Some((_, text)) = own.into_iter().next() {
        return Some((CHANGES, text));
    }
    for (file, _) in others {
        let finding = findings.add(&OTHER_CHANGES, &Place::file(file.display().to_string()));
        finding.with("version", &deck.version.value);
    }
    None
}

/// What was found beside the packages, whose places are paths, and in the deck, whose places are below its folder.
fn tell(ui: &Ui, root: &Path, mut beside: Findings, found: Findings) {
    match ui.format {
        Format::Human if beside.is_empty() => ui.findings_below(root, &found),
        Format::Human => {
            ui.findings(&beside);
            if !found.is_empty() {
                ui.findings_below(root, &found);
            }
        }
        Format::Json => {
            beside.extend(found);
            ui.findings(&beside);
        }
    }
}

fn refused(ui: &Ui) -> Outcome {
    ui.message("deposit.refused", &[]);
    Outcome::Findings
}
