//! Whether a deck that could be read is a good one. One file a family of rules, one row here for each family. Knows the deck;
//! knows no page, no package and no disk.

pub mod accessibility;
pub mod acronyms;
pub mod characters;
pub mod countries;
pub mod identity;
pub mod languages;
pub mod links;
pub mod origin;
pub mod personal;
pub mod pictures;
pub mod rights;
pub mod scenes;
pub mod structure;
pub mod taken;
pub mod teaching;
pub mod terms;
pub mod unfinished;
pub mod writing;

pub use countries::aged;

use crate::deck::{Deck, Edition};
use crate::diagnostic::{Findings, Rule};
use rayon::prelude::*;

type Family = (fn(&Deck, &mut Findings), &'static [&'static Rule]);

/// Every family: what checks it, and its rules.
static FAMILIES: [Family; 18] = [
    (structure::check, structure::RULES),
    (teaching::check, teaching::RULES),
    (identity::check, identity::RULES),
    (links::check, links::RULES),
    (scenes::check, scenes::RULES),
    (countries::check, countries::RULES),
    (accessibility::check, accessibility::RULES),
    (rights::check, rights::RULES),
    (origin::check, origin::RULES),
    (taken::check, taken::RULES),
    (writing::check, writing::RULES),
    (acronyms::check, acronyms::RULES),
    (languages::check, languages::RULES),
    (characters::check, characters::RULES),
    (personal::check, personal::RULES),
    (pictures::check, pictures::RULES),
    (terms::check, terms::RULES),
    (unfinished::check, unfinished::RULES),
];

/// All findings of all families.
pub fn check(deck: &Deck) -> Findings {
    let found = |(family, _): &Family| {
        let mut findings = Findings::default();
        family(deck, &mut findings);
        findings
    };
    let mut findings = Findings::default();
    FAMILIES.par_iter().map(found).collect::<Vec<_>>().into_iter().for_each(|found| findings.extend(found));
    findings.relocated(|path| deck.elsewhere.get(path).cloned())
}

/// Every rule of every family.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// Whether nothing of an edition is there: its folder is missing, which reading has already said.
fn is_absent(edition: &Edition) -> bool {
    edition.themes.is_empty() && edition.capsules.is_empty() && edition.game.is_none() && edition.board.is_none()
}

/// Whether a host is reserved for examples and tests (RFC 2606, RFC 6761), so that nothing of anyone's is there.
fn is_reserved(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    let labels: Vec<&str> = host.split('.').rev().take(2).collect();
    matches!(labels[..], ["example" | "test" | "invalid" | "localhost", ..] | ["org" | "com" | "net", "example"])
}
