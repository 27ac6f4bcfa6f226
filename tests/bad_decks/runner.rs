//! A good deck in a temporary folder, spoilt and read.

use crate::copy::copy;
use cartable::deck::Deck;
use cartable::diagnostic::Findings;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// The month in which the age of what was checked is judged.
const MONTH: &str = "2026-11";

/// `tests/decks/`.
pub fn decks() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/decks")
}

/// A folder that is removed when it is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("cartable-decks-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        Self(std::env::temp_dir().join(name))
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Copies the good deck, lets it be spoilt, and gives all that reading and checking say.
pub fn with_deck(spoil: impl FnOnce(&Path)) -> (Findings, Deck) {
    let folder = Temporary::new();
    copy(&decks().join("good"), &folder.0);
    spoil(&folder.0);
    let (deck, mut findings) = cartable::read::read(&folder.0).expect("the folder can be listed");
    findings.extend(cartable::check::check(&deck));
    findings.extend(cartable::check::aged(&deck, MONTH));
    (findings, deck)
}

/// Every finding as `CODE path:line`, or `CODE path` where the file as a whole is meant.
pub fn listed(findings: &Findings) -> Vec<String> {
    let line = |finding: &&cartable::diagnostic::Finding| {
        let (code, place) = (finding.rule.code, &finding.place);
        match place.source.text() {
            "" => format!("{code} {}", place.source.path()),
            _ => format!("{code} {}:{}", place.source.path(), place.line_column().0),
        }
    };
    let mut all: Vec<String> = findings.sorted().iter().map(line).collect();
    all.sort();
    all
}
