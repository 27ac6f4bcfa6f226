//! Whether a deck that was laid over another one may be passed on under its licence: the terms of the other one still hold for
//! what was taken from it. Judged are Creative Commons licences; of any other one it is said that it was not.

use crate::deck::Deck;
use crate::diagnostic::{Findings, rules};

rules! {
    /// A base that may not be passed on adapted.
    ND_BELOW = error "O020";
    /// A base that must be passed on under the same licence.
    SA_DROPPED = error "O021";
    /// A base that may not be used commercially.
    NC_DROPPED = error "O022";
    /// A base whose terms are not judged here.
    TERMS_UNKNOWN = warning "O023";
}

/// Licences that CC BY-SA 4.0 names compatible (creativecommons.org/compatiblelicenses).
const COMPATIBLE: [&str; 3] = ["LAL-1.3", "GPL-3.0-only", "GPL-3.0-or-later"];

/// Holds the licence of a deck against that of its base.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let Some(origin) = &deck.origin else { return };
    let (own, base) = (&deck.licence.id, &origin.licence.id);
    // A licence that could not be read has its finding.
    if own.is_empty() || base.is_empty() {
        return;
    }
    let has =
        |licence: &str, element: &str| licence.starts_with("CC-BY") && licence.split('-').any(|part| part == element);
    let rule = if has(base, "ND") {
        &ND_BELOW
    } else if has(base, "SA") && !is_same_kind(own, base) {
        &SA_DROPPED
    } else if has(base, "NC") && !has(own, "NC") {
        &NC_DROPPED
    } else if own.value != base.value && !base.starts_with("CC") {
        &TERMS_UNKNOWN
    } else {
        return;
    };
    findings.add(rule, &own.place).with("own", &own.value).with("base", &base.value).with("deck", &origin.id.value);
}

/// Whether a licence has the elements of another in its version or a later one, or is a compatible one.
pub(super) fn is_same_kind(own: &str, base: &str) -> bool {
    // Ported licences have a country behind the version.
    let parts = |id: &str| -> Option<(String, Vec<u32>)> {
        let (elements, version) =
            id.split_once(|c: char| c.is_ascii_digit()).map(|(name, _)| id.split_at(name.len()))?;
        let version = version.split('-').next().unwrap_or_default();
        Some((elements.to_owned(), version.split('.').map(|number| number.parse().unwrap_or(0)).collect()))
    };
    let later = parts(own).zip(parts(base)).is_some_and(|(own, base)| own.0 == base.0 && own.1 >= base.1);
    later || (base == "CC-BY-SA-4.0" && COMPATIBLE.contains(&own))
}

#[cfg(test)]
mod tests {
    use super::is_same_kind;

    #[test]
    fn the_same_elements_in_a_later_version_are_the_same_kind() {
        for (own, base, same) in [
            ("CC-BY-SA-4.0", "CC-BY-SA-4.0", true),
            ("CC-BY-SA-4.0", "CC-BY-SA-3.0-FR", true),
            ("CC-BY-SA-3.0", "CC-BY-SA-4.0", false),
            ("CC-BY-4.0", "CC-BY-SA-4.0", false),
            ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", false),
            ("LAL-1.3", "CC-BY-SA-4.0", true),
            ("LAL-1.3", "CC-BY-SA-3.0", false),
        ] {
            assert_eq!(is_same_kind(own, base), same, "{own} over {base}");
        }
    }
}
