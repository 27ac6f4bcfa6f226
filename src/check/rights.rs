//! Whether the deck says who made it and under what terms it may be passed on.

use crate::deck::Deck;
use crate::diagnostic::{Findings, rules};
use crate::form;
use crate::source::At;

rules! {
    /// A licence that is neither SPDX nor a `LicenseRef-`.
    UNKNOWN_LICENCE = error "C050";
    /// A licence that is only described: the deck cannot be released.
    UNNAMED_LICENCE = warning "C051";
    /// A named licence without its address.
    NO_LICENCE_URL = warning "C052";
    /// Nobody is credited as author or source.
    NO_AUTHOR = error "C053";
    /// A licence that forbids adaptation.
    NO_DERIVATIVES = warning "C054";
    /// A funding statement that is missing in a language.
    NO_STATEMENT = warning "C055";
}

/// Checks what `deck.toml` says about rights.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let licence = &deck.licence;
    let place = &licence.id.place;
    if licence.is_named() {
        if spdx::Expression::parse(&licence.id).is_err() {
            let like = spdx::imprecise_license_id(&licence.id).map_or("CC-BY-SA-4.0", |(known, _)| known.name);
            findings.add(&UNKNOWN_LICENCE, place).with("id", &licence.id.value).with("like", like);
        } else if licence.url.is_none() {
            findings.add(&NO_LICENCE_URL, place).with("id", &licence.id.value);
        }
        if licence.id.split('-').any(|part| part == "ND") {
            findings.add(&NO_DERIVATIVES, place).with("id", &licence.id.value);
        }
    } else if !licence.id.is_empty() {
        findings.add(&UNNAMED_LICENCE, place).with("id", &licence.id.value);
    }
    // Without credits, or with a role that is none, reading has already said so.
    let helps = |role: &str| ["translator", "partner", "correction"].contains(&role);
    if let Some(first) = deck.credits.first().filter(|_| deck.credits.iter().all(|credit| helps(&credit.role))) {
        findings.add(&NO_AUTHOR, &first.place);
    }
    if let Some(funding) = &deck.funding {
        // Without any statement, or where a language is none, reading has already said so.
        let known = |language: &&At<String>| form::is_language(language) && !funding.statement.is_empty();
        let given = deck.languages.iter().filter(known);
        for language in given.filter(|language| !funding.statement.contains_key(&language.value)) {
            findings.add(&NO_STATEMENT, &funding.programme.place).with("language", &language.value);
        }
    }
}
