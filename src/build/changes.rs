//! `CHANGES.md`: what a release changes, in the language that the deck was written in. It says what `compare` found and judges
//! nothing itself; it has no date, so that the same release is the same file.

use crate::compare::{Change, Keeps, Sort, What, compare};
use crate::course::Split;
use crate::deck::{Deck, Edition};
use crate::diagnostic::Findings;
use crate::render::source_texts;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The file, beside the packages.
pub const CHANGES: &str = "CHANGES.md";

/// Its name: decks that are released together have one each.
pub fn changes_file(deck: &Deck, is_alone: bool) -> String {
    if is_alone { CHANGES.to_owned() } else { CHANGES.replace('.', &format!("-{}.", deck.id.value)) }
}

/// What a release is compared with.
pub enum Before<'a> {
    /// Nothing was published before.
    Nothing,
    /// This version was, and is not there any more.
    Lost(&'a str),
    /// Decks of the last publication, each with what it has become: the whole, or those of its packages; and the packages that it did
    /// not have.
    Decks(&'a [(Deck, Deck)], &'a [String]),
}

/// The list of changes as Markdown, and the finding where what came before is another deck.
pub fn changes(deck: &Deck, before: &Before<'_>) -> (String, Findings) {
    let words = source_texts(deck, "changes");
    let mut findings = Findings::default();
    let body = match before {
        Before::Nothing => words["first"].clone(),
        Before::Lost(version) => words["unlisted"].replace("{version}", version),
        Before::Decks(pairs, packages) => {
            let version = pairs.first().map_or("", |(old, _)| old.version.as_str());
            let since = words["since"].replace("{version}", version);
            format!("{since}\n\n{}", listed(pairs, packages, &words, &mut findings))
        }
    };
    (format!("{}\n\n{}\n", heading(deck), body.trim_end()), findings)
}

/// The first line, by which the list of a version is known.
pub fn heading(deck: &Deck) -> String {
    format!("# {} {}", deck.title_in(deck.source_language()), deck.version.value)
}

type Words = BTreeMap<String, String>;

/// The heading below which a change stands, in the order of headings.
const HEADINGS: [&str; 4] = ["new", "changed", "reworded", "gone"];

fn listed(pairs: &[(Deck, Deck)], packages: &[String], words: &Words, findings: &mut Findings) -> String {
    let mut lines: [Vec<String>; HEADINGS.len()] = Default::default();
    lines[0].extend(packages.iter().map(|name| format!("- {} {name}", words["package"])));
    let mut is_kept = true;
    for (old, new) in pairs {
        let (comparison, found) = compare(old, new, Split::Theme);
        if comparison.deserved.is_none() {
            findings.extend(found);
            return String::new();
        }
        for change in comparison.changes.iter().filter(|change| is_told(change, &comparison.changes, new)) {
            is_kept &= change.keeps == Keeps::All && change.sort != Sort::Reused;
            let line = line(change, [old, new], words);
            let under = &mut lines[under(change)];
            // Packages of one deck have texts in common.
            if !under.contains(&line) {
                under.push(line);
            }
        }
    }
    if lines.iter().all(Vec::is_empty) {
        return words["same"].clone();
    }
    let mut text = if is_kept { format!("{}\n", words["kept"]) } else { String::new() };
    for (heading, lines) in HEADINGS.iter().zip(&lines).filter(|(_, lines)| !lines.is_empty()) {
        let _ = write!(text, "\n## {}\n\n{}\n", words[*heading], lines.join("\n"));
    }
    text.trim_start().to_owned()
}

/// Whether a change says something that others do not: a new card brings its questions, and words of the source are told text by text.
fn is_told(change: &Change, all: &[Change], new: &Deck) -> bool {
    let is_above = |other: &Change| {
        let rest = change.path.strip_prefix(other.path.as_str());
        other.sort == change.sort && other.what != change.what && rest.is_some_and(|rest| rest.starts_with('/'))
    };
    match (change.what, change.sort) {
        (_, Sort::Same) => false,
        (What::Language, Sort::Reworded) => change.path != new.source_language(),
        (What::Situation | What::Item, Sort::New | Sort::Gone) => !all.iter().any(is_above),
        _ => true,
    }
}

fn under(change: &Change) -> usize {
    match change.sort {
        Sort::New => 0,
        Sort::Reworded => 2,
        Sort::Gone => 3,
        Sort::Same | Sort::Changed | Sort::Reused | Sort::Renamed | Sort::Moved => 1,
    }
}

/// `- Situation t1-s02 (its title). What is lost.`
fn line(change: &Change, decks: [&Deck; 2], words: &Words) -> String {
    let what = words.get(change.what.key()).map_or(change.what.key(), String::as_str);
    let path = match change.what {
        What::Situation | What::Item => change.path.split_once('/').map_or(change.path.as_str(), |(_, rest)| rest),
        _ => change.path.as_str(),
    };
    let mut editions = [decks[1], decks[0]].into_iter().filter_map(|deck| deck.editions.first());
    let title = editions.find_map(|edition| title(edition, change.what, path));
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    let lost = match change.keeps {
        _ if change.sort == Sort::Reused => format!(". {}", words["lost"]),
        Keeps::Nothing => format!(". {}", words["lost"]),
        Keeps::NotAnswers => format!(". {}", words["answers"]),
        Keeps::All => String::new(),
    };
    format!("- {what} {path}{title}{lost}")
}

/// What a thing is called, where it has a title.
fn title<'e>(edition: &'e Edition, what: What, path: &str) -> Option<&'e str> {
    match what {
        What::Module => {
            let theme = edition.themes.iter().find(|theme| path.ends_with(&format!("-{}", theme.id.value)))?;
            Some(theme.title.as_str())
        }
        What::Situation | What::Item => {
            let id = path.split('/').next()?;
            Some(edition.situations().find(|card| *card.id == id)?.title.as_str())
        }
        What::Capsule => Some(edition.capsule(path)?.title.as_str()),
        _ => None,
    }
}
