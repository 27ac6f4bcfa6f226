//! What a build itself asks: a licence before publication, what a release must have and what it is better with, a folder that is its own.

use super::publication;
use crate::check::{accessibility, languages as translations, links, personal, rights, unfinished};
use crate::course::Module;
use crate::deck::Deck;
use crate::diagnostic::{Findings, Rule, rules};
use crate::package::{Format, missing_metadata, schemas};
use crate::source::Place;
use crate::tree::Tree;
use std::collections::BTreeSet;

rules! {
    /// A release of a deck whose licence is only described.
    NO_LICENCE = error "B001";
    /// Words of the deck that are not in the page.
    MISSING_WORDS = error "B002";
    /// A translation with another quiz or other steps than the source, in a build that joins all languages.
    LANGUAGE_LEFT_OUT = warning "B003";
    /// A deck that says too little for whole metadata.
    NO_METADATA = note "B004";
    /// A register that could not be written.
    UNWRITTEN_REGISTER = warning "B005";
    /// An archive that was built from another deck, in the place of one of this build.
    OTHER_DECK = error "B006";
    /// An archive of an earlier build, of something that the deck has no more.
    LEFTOVER = warning "B007";
    /// A release of texts that nobody has reviewed.
    UNSIGNED = note "B024";
    /// A release of a deck that still has texts or addresses of the starter deck.
    UNFINISHED = error "B020";
    /// A release with a translation some of whose source has changed since.
    CHANGED = error "B021";
    /// A release with a translation of an earlier version.
    OUTDATED = error "B022";
    /// A release of a version before the last one.
    OLD_VERSION = error "B030";
    /// A release of other texts under a version that was published.
    SAME_VERSION = error "B031";
    /// A package that was published under this version with other bytes.
    OTHER_BYTES = error "B032";
    /// A capsule on which a question of fact rests, and that does not say when its facts were checked.
    UNDATED = note "B033";
    /// A package that does not say under what licence it may be passed on.
    LICENCE_UNSAID = error "B034";
    /// A release of a deck that names no evaluation of its accessibility.
    NO_EVIDENCE = note "B035";
    /// A release whose changes since the last one could not be listed.
    NOT_COMPARED = note "B036";
}

/// How many files without a reviewer are named: all of a large deck would hide everything else.
const NAMED: usize = 8;

/// What may wait while a deck is written, and not when it is published: texts that are missing in a language or are not read to a learner who
/// cannot see, facts without a source, what may be a real person's, and a licence without its address.
const HELD: &[&Rule] = &[
    &translations::NO_TITLE,
    &translations::NOT_TRANSLATED,
    &translations::NO_SOURCE_VERSION,
    &accessibility::NO_ALTERNATIVE,
    &accessibility::ALTERNATIVE_IS_NAME,
    &links::NO_SOURCE,
    &personal::PERSONAL_DATA,
    &rights::NO_STATEMENT,
    &rights::NO_LICENCE_URL,
];

/// What a release asks of a deck beside what every build does: breaches that are errors only then, and a licence.
pub fn promote(deck: &Deck, findings: &mut Findings) {
    findings.hold(HELD);
    findings.promote(unfinished::RULES, &UNFINISHED);
    findings.promote(&[&translations::CHANGED], &CHANGED);
    findings.promote(&[&translations::OUTDATED], &OUTDATED);
    check(deck, findings);
    publication::version(deck, findings);
}

/// Every capsule on which a question of fact rests says when its facts were checked.
fn dates(deck: &Deck, findings: &mut Findings) {
    let Some(source) = deck.editions.first() else { return };
    let facts = source.situations().flat_map(|card| &card.items).filter(|item| item.body.is_scored());
    let used: BTreeSet<&str> = facts.filter_map(|item| Some(item.source.as_ref()?.as_str())).collect();
    for capsule in source.capsules.iter().filter(|own| used.contains(own.id.as_str())) {
        if capsule.signature.checked.is_none() {
            findings.add(&UNDATED, &capsule.title.place).with("id", &capsule.id.value);
        }
    }
}

/// What a release is better with, for its editors to know: dated facts, and the evidence of an evaluation.
pub fn advised(deck: &Deck, findings: &mut Findings) {
    dates(deck, findings);
    if deck.accessibility.is_none() {
        findings.add(&NO_EVIDENCE, &Place::file(deck.source.path()));
    }
}

/// Whoever receives a package finds in it the licence's name, its SPDX expression and its address. That the address leads to the
/// legal text is not asked: nothing is loaded.
pub fn licence(module: &Module<'_>, name: &str, files: &Tree, findings: &mut Findings) {
    let licence = &module.deck.licence;
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let wanted: Vec<String> = [Some(&licence.name), Some(&licence.id), licence.url.as_ref()]
        .into_iter()
        .flatten()
        .map(|t| plain(t))
        .collect();
    let said = |wanted: &String| {
        let escaped = wanted.replace('&', "&amp;");
        let mut texts = files.files().filter_map(|(_, content)| std::str::from_utf8(content).ok()).map(plain);
        texts.any(|text| text.contains(wanted.as_str()) || text.contains(&escaped))
    };
    let unsaid: Vec<&str> = wanted.iter().filter(|own| !said(own)).map(String::as_str).collect();
    if !unsaid.is_empty() {
        findings.add(&LICENCE_UNSAID, &licence.id.place).with("name", name).with("what", unsaid.join(", "));
    }
}

/// A deck may be released where it names a licence that anyone can look up.
pub fn check(deck: &Deck, findings: &mut Findings) {
    if !deck.licence.is_named() {
        findings.add(&NO_LICENCE, &deck.licence.id.place).with("id", &deck.licence.id.value);
    }
}

/// The texts of each language that name no reviewer. A deck may be released without: it is for its editors to know.
pub fn unsigned(deck: &Deck, findings: &mut Findings) {
    for edition in &deck.editions {
        let Some(first) = edition.unsigned.first() else { continue };
        let all = edition.sources().filter(|source| !source.text().is_empty()).count();
        let paths: Vec<&str> = edition.unsigned.iter().map(|source| source.path()).collect();
        let finding = findings.add(&UNSIGNED, &Place::file(first.path()));
        finding.with("language", &edition.language).with("count", paths.len()).with("all", all);
        let more = if paths.len() > NAMED { ", …" } else { "" };
        finding.with("files", format!("{}{more}", paths[..paths.len().min(NAMED)].join(", ")));
    }
}

/// Every language that a joined module had to leave out, because a learner who switched to it would miss something.
pub fn languages(deck: &Deck, asked: &[&str], joined: &[Module<'_>], findings: &mut Findings) {
    let asked = || deck.languages.iter().filter(|own| asked.contains(&own.as_str()));
    for module in joined {
        for language in asked().filter(|own| !module.languages().any(|m| m.language == own.as_str())) {
            let finding = findings.add(&LANGUAGE_LEFT_OUT, &language.place);
            finding.with("language", &language.value).with("module", &module.id);
        }
    }
}

/// What the deck does not say that catalogues must know; packages of these formats then go without metadata.
pub fn metadata(module: &Module<'_>, formats: &[&Format], findings: &mut Findings) {
    let missing = missing_metadata(module);
    if !missing.is_empty() && formats.iter().any(|format| schemas(format.key).is_some()) {
        let finding = findings.add(&NO_METADATA, &Place::file("deck.toml"));
        finding.with("module", &module.name).with("missing", missing.join(", "));
    }
}
