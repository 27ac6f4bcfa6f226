//! `cartable deposit`

use super::{Outcome, folder, language};
use crate::build::{CHANGES, changes_file, heading, listed};
use crate::check;
use crate::checksum::SUMS;
use crate::deck::Deck;
use crate::deposit::{NOT_AS_BUILT, Package, deposit};
use crate::diagnostic::Findings;
use crate::read;
use crate::source::Place;
use crate::ui::{Format, Ui};
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
            return refuse(&ui, &root, &findings);
        }
        let mut found = Findings::default();
        let packages = match packages(&self.from, &deck, &mut found) {
            Ok(packages) => packages,
            Err(error) => return Outcome::file(&ui, &self.from, error),
        };
        let day = self.date.map(|day| day.to_string());
        let (files, told) = deposit(&deck, &packages, day.as_deref(), changes(&self.from, &deck));
        found.extend(told);
        if found.has_errors() {
            return refuse(&ui, &root, &found);
        }
        let outcome = folder::create(&ui, &self.out, &files);
        if outcome == Outcome::Done {
            let (path, count) = (self.out.display().to_string(), packages.len().to_string());
            if self.format == Format::Json {
                let names: Vec<&str> = files.files().map(|(name, _)| name).collect();
                ui.result(&format!("{:#}", json!({ "path": path, "packages": packages.len(), "files": names })));
            } else {
                ui.findings_below(&root, &found);
                ui.say("deposit.done", &[("path", &path), ("count", &count)]);
            }
        }
        outcome
    }
}

/// The packages of a deck in a folder. One that is not as the list of checksums there has it is a finding.
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
        if !line.starts_with(&package.sha256()) {
            findings.add(&NOT_AS_BUILT, &Place::file(path.display().to_string()));
        }
        packages.push(package);
    }
    Ok(packages)
}

/// The list of changes beside the packages, where it is that of this version.
fn changes(from: &Path, deck: &Deck) -> Option<(&'static str, String)> {
    let files = [true, false].map(|is_alone| from.join(changes_file(deck, is_alone)));
    let mut texts = files.iter().filter_map(|file| fs::read_to_string(file).ok());
    Some((CHANGES, texts.find(|text| text.lines().next() == Some(&heading(deck)))?))
}

fn refuse(ui: &Ui, root: &Path, findings: &Findings) -> Outcome {
    ui.findings_below(root, findings);
    ui.message("deposit.refused", &[]);
    Outcome::Findings
}
