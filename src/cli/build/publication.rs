//! What `cartable build --release` does besides building: the checklist, the list of changes, and what the register remembers.

use crate::build::{
    Artefact, Before, Made, NOT_COMPARED, Standing, add_text, before, changes, changes_file, check_published,
    checklist, digest, heading, publish,
};
use crate::checksum::sha256;
use crate::cli::Outcome;
use crate::cli::compare::{deck, read_tree};
use crate::clock;
use crate::deck::Deck;
use crate::diagnostic::{Findings, say};
use crate::package::deck_files;
use crate::source::{At, Place};
use crate::tree::unzip;
use crate::ui::Ui;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A release on its way.
pub struct Publication {
    /// The checksum of the whole deck.
    digest: String,
    /// The list of changes, where it is to be written.
    changes: Option<String>,
    /// The name of its file.
    file: String,
}

impl Publication {
    /// A release of a deck that is still whole: nothing was chosen from it. Decks that are released together have a list of changes each.
    pub fn of(deck: &Deck, is_alone: bool) -> Self {
        Self { digest: digest(deck), changes: None, file: changes_file(deck, is_alone) }
    }

    /// Holds packages against those of the same version, and lists what the deck changes: since the deck or package at `since`, or else
    /// since the last publication, where its packages are still in the folder `out`.
    ///
    /// # Errors
    /// What `since` names cannot be read; that has been said.
    pub fn compare(
        &mut self,
        ui: &Ui,
        (deck, artefacts): (&Deck, &[Artefact]),
        (since, out): (Option<&Path>, &Path),
        findings: &mut Findings,
    ) -> Result<(), Outcome> {
        let made: Vec<Made> = artefacts.iter().map(Made::from).collect();
        check_published(deck, &made, findings);
        let last = before(deck);
        let is_known = |own: &&Artefact| last.iter().any(|known| known.name == own.name);
        let (known, new): (Vec<&Artefact>, Vec<&Artefact>) = artefacts.iter().partition(is_known);
        let (pairs, new): (Vec<_>, Vec<String>) = match since {
            Some(path) => {
                let old = self::deck(ui, path)?;
                let Some(now) = successor(path, &old, deck, artefacts) else {
                    findings.add(&NOT_COMPARED, &Place::file(&*self.file)).with("version", &old.version.value);
                    self.changes = Some(changes(deck, &Before::Lost(&old.version)).0);
                    return Ok(());
                };
                (vec![(old, now)], Vec::new())
            }
            None => {
                // Half of them would make a list that says too little.
                let pairs: Option<Vec<_>> = known.iter().map(|own| pair(own, out, &last)).collect();
                (pairs.unwrap_or_default(), new.iter().map(|own| own.name.clone()).collect())
            }
        };
        let before = match (pairs.is_empty(), last.first()) {
            (false, _) => Before::Decks(&pairs, &new),
            (true, None) => Before::Nothing,
            // This version was published here before: its own packages have taken the place of those that it was compared with.
            (true, Some(_)) if self.is_listed(deck, out) => return Ok(()),
            (true, Some(last)) => {
                findings.add(&NOT_COMPARED, &Place::file(&*self.file)).with("version", &last.version);
                Before::Lost(&last.version)
            }
        };
        let (text, found) = changes(deck, &before);
        findings.extend(found);
        self.changes = Some(text);
        Ok(())
    }

    /// Remembers in the deck's register what was made.
    pub fn remember(&self, deck: &mut Deck, made: &[Made]) {
        publish(deck, &self.digest, made, &clock::month());
    }

    /// Writes the list of changes beside the packages, and adds its checksum to theirs.
    ///
    /// # Errors
    /// The file that cannot be written, and why; then what was there stays.
    pub fn write(&self, out: &Path) -> Result<(), (PathBuf, io::Error)> {
        self.changes.as_ref().map_or(Ok(()), |text| add_text(out, &self.file, text))
    }

    /// Whether the list of changes in a folder is that of this version.
    pub fn is_listed(&self, deck: &Deck, out: &Path) -> bool {
        let text = fs::read_to_string(out.join(&self.file)).unwrap_or_default();
        text.lines().next() == Some(&heading(deck))
    }
}

/// What a deck has become: the whole of it, or of a package's the same part, since what is not in the package may well have been there.
fn successor(path: &Path, old: &Deck, deck: &Deck, artefacts: &[Artefact]) -> Option<Deck> {
    if path.is_dir() || old.iri.value != deck.iri.value {
        let mut whole = deck.clone();
        whole.selected.clear();
        return Some(whole);
    }
    let name = path.file_name().unwrap_or_default();
    let same = artefacts.iter().find(|own| *own.name == *name).and_then(|own| packed(&own.bytes));
    let holds = |deck: &Deck| {
        let ids = |list: &[At<String>]| list.iter().map(|own| own.value.clone()).collect::<Vec<_>>();
        (ids(&deck.themes), ids(&deck.languages))
    };
    same.or_else(|| artefacts.iter().filter_map(|own| packed(&own.bytes)).find(|own| holds(own) == holds(old)))
}

/// The deck in a package.
fn packed(bytes: &[u8]) -> Option<Deck> {
    Some(read_tree(&deck_files(&unzip(bytes).ok()?).ok()?).0)
}

/// The deck of a published package that is to be replaced, and the one that takes its place.
fn pair(artefact: &Artefact, out: &Path, last: &[&crate::deck::Published]) -> Option<(Deck, Deck)> {
    let published = last.iter().find(|own| own.name == artefact.name)?;
    let bytes = fs::read(out.join(&artefact.name)).ok()?;
    let sum = sha256(&bytes);
    (sum == published.sha256).then_some((packed(&bytes)?, packed(&artefact.bytes)?))
}

/// The checklist for people, a line for each point.
pub fn tell(ui: &Ui, findings: &Findings, is_made: bool) {
    ui.say("release.heading", &[]);
    for point in checklist(findings, is_made) {
        let mark = match point.standing {
            Standing::Holds => "[x]",
            Standing::Open => "[!]",
            Standing::Refused => "[ ]",
            Standing::Unknown => "[?]",
        };
        let text = say(ui.locale, &format!("release.{}", point.key), &[]);
        let codes = if point.codes.is_empty() { String::new() } else { format!(" ({})", point.codes.join(", ")) };
        ui.result(&format!("  {mark} {text}{codes}"));
    }
    ui.say("release.legend", &[]);
}

/// The checklist for programs.
pub fn listed(ui: &Ui, findings: &Findings, is_made: bool) -> Value {
    let points = checklist(findings, is_made);
    let row = |point: &crate::build::Point| {
        let text = say(ui.locale, &format!("release.{}", point.key), &[]);
        json!({ "point": point.key, "standing": point.standing.key(), "codes": point.codes, "text": text })
    };
    points.iter().map(row).collect()
}
