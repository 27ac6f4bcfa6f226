//! The decks of `tests/decks/bad/`: each folder holds the files that replace those of the good deck, `expected` with the
//! findings, and perhaps `remove` with paths to delete. `UPDATE=1` writes `expected` anew: read it by eye before it is kept.

use crate::{assert_texts, runner};
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(runner::decks().join("bad")).expect("tests/decks/bad");
    let mut all: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    all.sort();
    all
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

/// What all cases are expected to say.
pub fn expected() -> Vec<String> {
    cases().iter().flat_map(|case| lines(&case.join("expected"))).collect()
}

fn spoil(case: &Path, deck: &Path) {
    crate::copy::copy(case, deck);
    for name in ["expected", "remove"] {
        let _ = fs::remove_file(deck.join(name));
    }
    for path in lines(&case.join("remove")) {
        let path = deck.join(path);
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        removed.unwrap_or_else(|error| panic!("{} cannot be removed: {error}", path.display()));
    }
}

#[test]
fn each_bad_deck_gives_its_findings_and_no_others() {
    let mut differ = Vec::new();
    for case in cases() {
        let (findings, _) = runner::with_deck(|deck| spoil(&case, deck));
        assert_texts(&findings);
        let (found, wanted) = (runner::listed(&findings), lines(&case.join("expected")));
        if std::env::var_os("UPDATE").is_some() {
            fs::write(case.join("expected"), found.join("\n") + "\n").expect("expected can be written");
        } else if found != wanted || found.is_empty() {
            differ.push(difference(&case, &found, &wanted));
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

#[test]
fn there_are_many_bad_decks() {
    assert!(cases().len() >= 60, "{} cases", cases().len());
}

fn difference(case: &Path, found: &[String], wanted: &[String]) -> String {
    let mut text = format!("{}:\n", case.file_name().unwrap_or_default().to_string_lossy());
    let count = |all: &[String], line: &String| all.iter().filter(|other| *other == line).count();
    for line in wanted.iter().filter(|line| count(found, line) < count(wanted, line)) {
        text += &format!("  - {line}\n");
    }
    for line in found.iter().filter(|line| count(wanted, line) < count(found, line)) {
        text += &format!("  + {line}\n");
    }
    text
}

#[test]
fn what_may_wait_until_a_release_stops_it_then() {
    let held = ["C032", "C040", "C047", "C052", "C055", "C070", "C071", "C074", "C085"];
    let mut seen = std::collections::BTreeSet::new();
    for case in cases() {
        let (mut findings, deck) = runner::with_deck(|deck| spoil(&case, deck));
        let is_held = |finding: &&cartable::diagnostic::Finding| held.contains(&finding.rule.code);
        let before = findings.sorted().iter().filter(|finding| is_held(finding)).count();
        cartable::build::check_release(&deck, &mut findings);
        let after: Vec<_> = findings.sorted().into_iter().filter(is_held).collect();
        assert_eq!(after.len(), before, "{case:?}");
        for finding in after {
            assert_eq!(finding.severity, cartable::diagnostic::Severity::Error, "{case:?}: {}", finding.rule.code);
            seen.insert(finding.rule.code);
        }
    }
    assert!(seen.into_iter().eq(held), "some codes occur in no bad deck");
}
