//! Whether cards of other decks may be passed on in this one. Cards that are as they were taken make the deck a collection, in which
//! each part keeps its licence; a card that was changed is an adaptation. Judged are Creative Commons licences and CC0; of any
//! other one it is said that it was not.

use super::origin::is_same_kind;
use crate::deck::{Deck, Taken};
use crate::diagnostic::{Findings, Rule, Severity, rules};
use crate::source::{At, Place};

rules! {
    /// A card that was changed, and may only be passed on unchanged.
    ND_CHANGED = error "C160";
    /// A card that was changed, in a deck under another licence than the one it must stay under.
    SA_CHANGED = error "C161";
    /// A card that may not be used commercially, in a deck that may.
    NC_AMONG = error "C162";
    /// A card whose terms are not judged here.
    TERMS_UNKNOWN = warning "C163";
}

/// What a licence asks of those who pass a work on, besides naming its authors.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    /// An adaptation stays under the same licence (4.0: 3(b)(1); 3.0: 4(b)).
    Alike,
    /// No commercial use (4.0: 2(a)(1); 3.0: 4(b), with SA 4(c)).
    NonCommercial,
    /// No adaptation is passed on (4.0: 2(a)(1)(B); 3.0: 3).
    Unchanged,
}

use Ask::{Alike, NonCommercial, Unchanged};

/// The beginnings of SPDX ids, a longer one before those that it begins with, and what the licences ask. Versions follow: 3.0 with
/// its ports, 4.0.
const LICENCES: [(&str, &[Ask]); 7] = [
    ("CC0-", &[]),
    ("CC-BY-NC-ND-", &[NonCommercial, Unchanged]),
    ("CC-BY-NC-SA-", &[NonCommercial, Alike]),
    ("CC-BY-NC-", &[NonCommercial]),
    ("CC-BY-ND-", &[Unchanged]),
    ("CC-BY-SA-", &[Alike]),
    ("CC-BY-", &[]),
];

fn asks(licence: &str) -> Option<&'static [Ask]> {
    LICENCES.iter().find(|(begin, _)| licence.starts_with(begin)).map(|(_, asks)| *asks)
}

/// What forbids cards under one licence in a deck under another, or leaves open whether they may be there.
fn judged(own: &str, taken: &str, is_changed: bool) -> Option<&'static Rule> {
    let Some(asked) = asks(taken) else { return (own != taken).then_some(&TERMS_UNKNOWN) };
    let of_own = asks(own);
    if is_changed && asked.contains(&Unchanged) {
        Some(&ND_CHANGED)
    } else if is_changed && asked.contains(&Alike) && !is_same_kind(own, taken) {
        Some(&SA_CHANGED)
    } else if asked.contains(&NonCommercial) && !of_own.is_some_and(|own| own.contains(&NonCommercial)) {
        Some(if of_own.is_some() { &NC_AMONG } else { &TERMS_UNKNOWN })
    } else {
        None
    }
}

/// The licence under which a deck of unchanged cards under these may be passed on: the first that all of them allow. One that allows
/// adaptations comes first.
pub fn licence_for<'a>(taken: &[&'a str]) -> Option<&'a str> {
    let is_closed = |own: &&str| asks(own).is_none_or(|asked| asked.contains(&Unchanged));
    let refuses =
        |own: &str, other: &str| judged(own, other, false).is_some_and(|rule| rule.severity == Severity::Error);
    let (closed, open): (Vec<&str>, Vec<&str>) = taken.iter().copied().partition(is_closed);
    open.into_iter().chain(closed).find(|own| !taken.iter().any(|other| refuses(own, other)))
}

/// Holds the licence of a deck against those of the decks that cards were taken from.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for taken in &deck.taken {
        let (own, other) = (&deck.licence.id, &taken.licence.id);
        // A licence that could not be read has its finding.
        if own.is_empty() || other.is_empty() {
            continue;
        }
        for (place, rule) in places(deck, taken, own, other) {
            let finding = findings.add(rule, place).with("own", &own.value).with("other", &other.value);
            finding.with("deck", taken.title_in(deck.source_language()));
        }
    }
}

/// Where what is wrong: at each text that was changed, and once at the entry.
fn places<'a>(deck: &'a Deck, taken: &'a Taken, own: &str, other: &str) -> Vec<(&'a Place, &'static Rule)> {
    let changed = deck.editions.iter().flat_map(|edition| taken.changed(edition));
    let at = |title: &'a At<String>| Some((&title.place, judged(own, other, true)?));
    let texts = changed.filter_map(at).filter(|(_, rule)| [ND_CHANGED.code, SA_CHANGED.code].contains(&rule.code));
    texts.chain(judged(own, other, false).map(|rule| (&taken.licence.id.place, rule))).collect()
}

#[cfg(test)]
mod tests {
    use super::{judged, licence_for};

    #[test]
    fn every_pair_of_licences_is_judged_as_its_clauses_say() {
        let all = ["CC0-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-ND-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"];
        let code = |own: &str, taken: &str, changed| judged(own, taken, changed).map_or("", |rule| rule.code);
        let rows = [
            // taken                unchanged, in a deck under each of these          changed
            ("CC0-1.0", ["", "", "", "", "", ""], ["", "", "", "", "", ""]),
            ("CC-BY-3.0", ["", "", "", "", "", ""], ["", "", "", "", "", ""]),
            ("CC-BY-SA-4.0", ["", "", "", "", "", ""], ["C161", "C161", "", "C161", "C161", "C161"]),
            ("CC-BY-SA-3.0-FR", ["", "", "", "", "", ""], ["C161", "C161", "", "C161", "C161", "C161"]),
            ("CC-BY-ND-4.0", ["", "", "", "", "", ""], ["C160"; 6]),
            ("CC-BY-NC-3.0", ["C162", "C162", "C162", "C162", "", ""], ["C162", "C162", "C162", "C162", "", ""]),
            ("CC-BY-NC-SA-4.0", ["C162", "C162", "C162", "C162", "", ""], ["C161", "C161", "C161", "C161", "C161", ""]),
            ("CC-BY-NC-ND-4.0", ["C162", "C162", "C162", "C162", "", ""], ["C160"; 6]),
            ("LicenseRef-x", ["C163"; 6], ["C163"; 6]),
            ("MIT", ["C163"; 6], ["C163"; 6]),
        ];
        for (taken, unchanged, changed) in rows {
            assert_eq!(all.map(|own| code(own, taken, false)), unchanged, "{taken}");
            assert_eq!(all.map(|own| code(own, taken, true)), changed, "{taken}, changed");
        }
        assert_eq!(code("LicenseRef-x", "LicenseRef-x", true), "");
        assert_eq!(code("LicenseRef-x", "CC-BY-NC-4.0", false), "C163", "its terms are not known here");
        assert_eq!(code("CC-BY-SA-4.0", "CC-BY-SA-3.0", true), "", "a later version");
        assert_eq!(code("CC-BY-SA-3.0", "CC-BY-SA-4.0", true), "C161", "an earlier version");
    }

    #[test]
    fn a_collection_has_a_licence_that_all_its_parts_allow() {
        for (taken, own) in [
            (&["CC-BY-SA-4.0", "CC-BY-NC-4.0"][..], Some("CC-BY-NC-4.0")),
            (&["CC-BY-ND-4.0", "CC-BY-4.0"], Some("CC-BY-4.0")),
            (&["CC-BY-NC-ND-4.0", "CC-BY-4.0"], Some("CC-BY-NC-ND-4.0")),
            (&["LicenseRef-x", "CC-BY-SA-4.0"], Some("CC-BY-SA-4.0")),
            (&["LicenseRef-x"], Some("LicenseRef-x")),
            (&[], None),
        ] {
            assert_eq!(licence_for(taken), own, "{taken:?}");
        }
    }
}
