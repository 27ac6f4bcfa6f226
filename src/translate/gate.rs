//! What keeps a deck from being translated: a fault in its source, in `deck.toml` or in the translation itself. Other languages
//! may be as broken as they like.

use crate::deck::Deck;
use crate::diagnostic::{Finding, Findings, Severity};
use crate::read::rules::NO_EDITION;

/// The errors among the findings of reading that must be mended before a language is exported or imported.
pub fn hindrances(read: &Findings, deck: &Deck, language: &str) -> Findings {
    let source = deck.languages.first().map_or("", |source| source.value.as_str());
    let mut found = Findings::default();
    for finding in read.sorted().into_iter().filter(|finding| concerns(finding, source, language)) {
        found.add(finding.rule, &finding.place).args = finding.args.clone();
    }
    found
}

fn concerns(finding: &Finding, source: &str, language: &str) -> bool {
    let path = finding.place.source.path();
    // The files of an overlay's base have the base in front.
    let inside = |language: &str| path.starts_with(&format!("{language}/")) || path.contains(&format!("/{language}/"));
    // That a language has no folder yet is what a translation is for.
    let is_new = finding.rule == &NO_EDITION && !finding.args.iter().any(|(_, value)| value == source);
    let is_ours = path == "deck.toml" || inside(source) || inside(language);
    finding.severity == Severity::Error && is_ours && !is_new
}
