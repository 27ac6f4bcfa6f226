//! A catalogue becomes the files of a translation. A file that is there is changed at its places and nowhere else; a new one is
//! made of the source's. Nothing comes out where a finding is an error, and the source edition is never among what comes out.

use super::catalogue::{Catalogue, TEXTS_FIELD, parse};
use super::desk::Desk;
use super::file_draft::{Draft, draft};
use super::files::pairs;
use super::gate::hindrances;
use super::head::head;
use super::proof::{self, Check};
use super::rules;
use crate::deck::{Deck, primary};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::At;
use crate::tree::Tree;

/// What an import changes.
pub struct Imported {
    /// The language.
    pub language: String,
    /// The files that change, whole, by path below the deck's folder.
    pub files: Tree,
}

/// Takes a catalogue into a deck that was read with these findings; none where anything is wrong with either, or where the deck
/// would have errors in a `check` that it does not have yet.
pub fn import(
    (deck, read): (&Deck, &Findings),
    (path, bytes): (&str, &[u8]),
    asked: Option<&str>,
    check: Check,
) -> (Option<Imported>, Findings) {
    let mut findings = Findings::default();
    let catalogue = parse(path, bytes, &mut findings);
    let texts = TEXTS_FIELD.to_lowercase();
    if let Some(catalogue) = catalogue.as_ref().filter(|catalogue| catalogue.header.contains_key(&texts)) {
        findings.add(&rules::INTERFACE_TEXTS, &catalogue.field(&texts));
        return (None, findings);
    }
    let language = catalogue.as_ref().and_then(|catalogue| language(catalogue, deck, asked, &mut findings));
    let (Some(catalogue), Some(language)) = (catalogue, language) else { return (None, findings) };
    if deck.source_language() == language {
        findings.add(&rules::SOURCE_LANGUAGE, &catalogue.field("language")).with("language", language);
        return (None, findings);
    }
    findings.extend(hindrances(read, deck, &language));
    if findings.has_errors() {
        return (None, findings);
    }
    let mut desk = Desk::new(&catalogue, &mut findings);
    let drafts = drafts(deck, &language, &mut desk);
    let head = head(deck, &language, !drafts.is_empty(), &mut desk);
    desk.strangers();
    proof::check((deck, &language), &drafts, &head, &mut desk, check);
    let replaced = std::mem::take(&mut desk.replaced);
    let mut files = Tree::default();
    for draft in drafts.into_iter().filter(Draft::is_change) {
        files.put(draft.path, draft.text);
    }
    match head.text {
        // What was read is two files together; only its author knows what belongs into the overlay's.
        Some(_) if deck.source.is_joined() => {
            findings.add(&rules::HEAD_LEFT, &deck.source.whole()).with("language", &language);
        }
        Some(text) => files.put("deck.toml", text),
        None => {}
    }
    if findings.has_errors() {
        // What was to be done is not done.
        findings.retain(|finding| finding.rule != &rules::NEW_LANGUAGE);
        return (None, findings);
    }
    if let Some(first) = replaced.first() {
        findings.add(&rules::REPLACED, first).with("count", replaced.len());
    }
    (Some(Imported { language, files }), findings)
}

/// The language that a catalogue is for; none, with a finding, where there is a doubt.
pub(super) fn language(
    catalogue: &Catalogue,
    deck: &Deck,
    asked: Option<&str>,
    findings: &mut Findings,
) -> Option<String> {
    let place = &catalogue.field("language");
    let named = catalogue.header.get("language").filter(|tag| !tag.is_empty()).map(|tag| tag.replace('_', "-"));
    if let Some(other) = catalogue.header.get("x-cartable-deck").filter(|id| **id != deck.id.value) {
        let place = catalogue.field("x-cartable-deck");
        findings.add(&rules::OTHER_DECK, &place).with("id", other).with("deck", &deck.id.value);
    }
    let language = match (asked, named) {
        (Some(asked), Some(named)) if primary(asked) != primary(&named) => {
            findings.add(&rules::OTHER_LANGUAGE, place).with("language", named).with("asked", asked);
            return None;
        }
        (None, Some(named)) => {
            let is_near = |own: &&At<String>| primary(own) == primary(&named);
            let is_there = deck.languages.iter().any(|own| own.value == named);
            if let Some(near) = deck.languages.iter().find(is_near).filter(|_| !is_there) {
                findings.add(&rules::NEAR_LANGUAGE, place).with("language", named).with("known", &near.value);
                return None;
            }
            Some(named)
        }
        (asked, named) => asked.map(str::to_owned).or(named),
    };
    let Some(language) = language else {
        findings.add(&rules::NO_LANGUAGE, place);
        return None;
    };
    if !form::is_language(&language) {
        findings.add(&rules::BAD_LANGUAGE, place).with("language", language);
        return None;
    }
    Some(language)
}

/// The files of the language that can be written.
fn drafts(deck: &Deck, language: &str, desk: &mut Desk<'_, '_>) -> Vec<Draft> {
    // The sheet of a country that no module shows is taken where somebody has translated it.
    let pairs = pairs(deck, language, |base| desk.names(base));
    pairs.iter().filter_map(|pair| draft(pair, &deck.version, desk)).collect()
}
