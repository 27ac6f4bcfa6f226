//! `--with`: a new deck of cards from other decks.

use super::{identity, starter};
use crate::check;
use crate::cli::{Outcome, bounded, folder};
use crate::package::deck_files;
use crate::read::{read, read_files, unpacked};
use crate::remix::{Choice, Fault, Frame, Part, languages, remix};
use crate::tree::{MOST_BYTES, unzip};
use crate::ui::{Ui, pasted};
use clap::Args;
use std::path::{Path, PathBuf};

/// The decks to take cards from.
#[derive(Debug, Args)]
pub struct With {
    /// Decks or packages to take cards from, with all that they need: `DECK`, or `DECK#t1-s02,t3` for some cards and themes. `#t1-s02=my-id` takes a card under a new id, `#-pause` leaves something out.
    #[arg(long, value_name = "DECK", num_args = 1.., conflicts_with_all = ["from", "lang"])]
    pub with: Vec<String>,
}

/// Makes a new deck of cards from other decks. Nothing is written where a deck or a choice is at fault.
pub fn deck(ui: &Ui, target: &Path, with: &[String]) -> Outcome {
    let mut parts = Vec::new();
    for given in with {
        match part(ui, given) {
            Ok(part) => parts.push(part),
            Err(outcome) => return outcome,
        }
    }
    let language = languages(&parts).ok().and_then(|all| all.into_iter().next()).unwrap_or_default();
    let (id, title) = identity(target);
    let (_, files) = starter(&language, &id, &title);
    let begin = String::from_utf8_lossy(files.get("deck.toml").unwrap_or_default()).into_owned();
    let mut tree = match remix(&Frame { deck: &begin, title: &title }, &parts) {
        Ok(tree) => tree,
        Err(faults) => {
            faults.iter().for_each(|fault| refuse(ui, fault));
            return Outcome::Findings;
        }
    };
    let (deck, mut findings) = read_files(tree.files());
    findings.extend(check::check(&deck));
    // What is only advice, `check` says once the deck is there.
    if findings.has_errors() {
        ui.findings(&findings);
        return Outcome::Findings;
    }
    tree.put(super::SCHEMA, files.get(super::SCHEMA).unwrap_or_default());
    let outcome = folder::create(ui, target, &tree);
    if outcome == Outcome::Done {
        ui.say("remix.done", &[("path", &target.display().to_string()), ("pasted", &pasted(target)), ("id", &id)]);
        for taken in &deck.taken {
            let count = (taken.cards.len() + taken.renamed.len()).to_string();
            ui.say("remix.taken", &[("count", &count), ("deck", &taken.terms(deck.source_language()))]);
        }
    }
    outcome
}

/// A deck and what is chosen of it.
fn part(ui: &Ui, given: &str) -> Result<Part, Outcome> {
    let (path, choice) = match given.rsplit_once('#') {
        Some((path, choice)) if !Path::new(given).exists() => (path, choice),
        _ => (given, ""),
    };
    let choice = Choice::parse(choice).map_err(|entry| {
        ui.message("remix.choice", &[("entry", &entry), ("source", path)]);
        Outcome::Usage
    })?;
    let file = PathBuf::from(path);
    let (deck, mut findings) = if file.is_dir() {
        read(&file).map_err(|error| Outcome::file(ui, &file, error))?
    } else {
        let bytes = bounded::read(&file, MOST_BYTES).map_err(|error| Outcome::file(ui, &file, error))?;
        let members = unzip(&bytes).map_err(|error| Outcome::file(ui, &file, error))?;
        let files = match (deck_files(&members), unpacked(&members)) {
            (Ok(files), _) | (Err(_), Some(files)) => files,
            (Err(fault), None) => return Err(crate::cli::open::refuse(ui, &fault)),
        };
        read_files(files.files())
    };
    findings.extend(check::check(&deck));
    if findings.has_errors() {
        findings.retain(|finding| finding.severity == crate::diagnostic::Severity::Error);
        ui.findings_below(&file, &findings);
        ui.message("remix.errors", &[("source", path)]);
        return Err(Outcome::Findings);
    }
    Ok(Part { name: path.to_owned(), deck, choice })
}

fn refuse(ui: &Ui, fault: &Fault) {
    let args: Vec<(&str, &str)> = fault.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
    ui.message(fault.key, &args);
}
