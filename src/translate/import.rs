//! A catalogue becomes the files of a translation. A file that is there is changed at its places and nowhere else; a new one is
//! made of the source's. Nothing comes out where a finding is an error, and the source edition is never among what comes out.

use super::deck_toml;
use super::edit::{Edit, apply, tidy};
use super::file_draft::{Draft, draft};
use super::files::pairs;
use super::gate::hindrances;
use super::parse::{Catalogue, parse};
use super::po::Message;
use super::unit::{Spelling, Unit};
use super::walk::links;
use super::{proof, rules};
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::form;
use crate::source::Place;
use crate::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// What an import changes.
pub struct Imported {
    /// The language.
    pub language: String,
    /// The files that change, whole, by path below the deck's folder.
    pub files: Tree,
}

/// Takes a catalogue into a deck that was read with these findings; none where anything is wrong with either.
pub fn import(
    (deck, read): (&Deck, &Findings),
    (path, bytes): (&str, &[u8]),
    asked: Option<&str>,
) -> (Option<Imported>, Findings) {
    let mut findings = Findings::default();
    let catalogue = parse(path, bytes, &mut findings);
    let language = catalogue.as_ref().and_then(|catalogue| language(catalogue, deck, asked, &mut findings));
    let (Some(catalogue), Some(language)) = (catalogue, language) else { return (None, findings) };
    findings.extend(hindrances(read, deck, &language));
    if findings.has_errors() {
        return (None, findings);
    }
    let mut desk = Desk::new(&catalogue, &mut findings);
    let drafts = drafts(deck, &language, &mut desk);
    let head = head(deck, &language, !drafts.is_empty(), &mut desk);
    desk.strangers();
    proof::check(deck, &language, &drafts, &head, &mut desk);
    let mut files = Tree::default();
    for draft in drafts.into_iter().filter(Draft::is_change) {
        files.put(draft.path, draft.text);
    }
    if let Some(text) = head.text {
        files.put("deck.toml", text);
    }
    (Some(Imported { language, files }).filter(|_| !findings.has_errors()), findings)
}

/// The language that a catalogue is for; none, with a finding, where there is a doubt.
fn language(catalogue: &Catalogue, deck: &Deck, asked: Option<&str>, findings: &mut Findings) -> Option<String> {
    let place = &catalogue.header_place;
    let named = catalogue.header.get("language").filter(|tag| !tag.is_empty()).map(|tag| tag.replace('_', "-"));
    if let Some(other) = catalogue.header.get("x-cartable-deck").filter(|id| **id != deck.id.value) {
        findings.add(&rules::OTHER_DECK, place).with("id", other).with("deck", &deck.id.value);
    }
    let language = match (asked, named) {
        (Some(asked), Some(named)) if asked != named => {
            findings.add(&rules::OTHER_LANGUAGE, place).with("language", named).with("asked", asked);
            return None;
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
    if deck.languages.first().is_some_and(|source| source.value == language) {
        findings.add(&rules::SOURCE_LANGUAGE, place).with("language", language);
        return None;
    }
    Some(language)
}

/// The entries of a catalogue while they are put to use.
pub struct Desk<'a, 'f> {
    messages: BTreeMap<&'a str, &'a Message>,
    known: BTreeSet<String>,
    whole: Place,
    /// What there is to say.
    pub findings: &'f mut Findings,
}

impl<'a, 'f> Desk<'a, 'f> {
    fn new(catalogue: &'a Catalogue, findings: &'f mut Findings) -> Self {
        let messages = catalogue.messages.iter().filter_map(|m| Some((m.context.as_deref()?, m))).collect();
        Self { messages, known: BTreeSet::new(), whole: catalogue.source.whole(), findings }
    }

    /// Where the translation of a context stands in the catalogue, or the catalogue as a whole.
    pub fn place(&self, context: &str) -> Place {
        self.messages.get(context).map_or_else(|| self.whole.clone(), |message| message.text_place.clone())
    }

    /// The translation of a unit, where the catalogue has one that can be used.
    pub fn given(&mut self, unit: &Unit) -> Option<String> {
        self.text(&unit.context, &unit.text, unit.spelling)
    }

    fn text(&mut self, context: &str, source: &str, spelling: Spelling) -> Option<String> {
        self.known.insert(context.to_owned());
        let message = self.messages.get(context).filter(|message| !message.fuzzy)?;
        let text = tidy(&message.text, spelling);
        if text.is_empty() {
            return None;
        }
        if tidy(&message.id, spelling) != tidy(source, spelling) {
            self.findings.add(&rules::SOURCE_CHANGED, &message.place).with("context", context);
            return None;
        }
        let (found, wanted) = (links(&text), links(source));
        if spelling == Spelling::Prose && found != wanted {
            let finding = self.findings.add(&rules::LINKS, &message.text_place);
            finding.with("found", found).with("wanted", wanted);
        }
        Some(text)
    }

    /// Reports entries for which the deck has no text.
    fn strangers(&mut self) {
        for (context, message) in self.messages.iter().filter(|(context, _)| !self.known.contains(**context)) {
            self.findings.add(&rules::UNKNOWN_CONTEXT, &message.place).with("context", context);
        }
    }
}

/// The files of the language that can be written.
fn drafts(deck: &Deck, language: &str, desk: &mut Desk<'_, '_>) -> Vec<Draft> {
    pairs(deck, language).iter().filter_map(|pair| draft(pair, &deck.version, desk)).collect()
}

/// What becomes of `deck.toml`.
pub struct Head {
    /// The whole file, where it changes.
    pub text: Option<String>,
    /// What it must say in the language then, by context.
    pub said: Vec<(&'static str, String)>,
}

/// The texts of `deck.toml`. A language that the deck does not list is added, once there is a file in it.
fn head(deck: &Deck, language: &str, has_files: bool, desk: &mut Desk<'_, '_>) -> Head {
    let new = deck_toml::add_language(deck, language);
    let is_there = new.is_none();
    let (mut edits, mut said, mut open): (Vec<Edit>, _, _) = (Vec::new(), Vec::new(), Vec::new());
    if let (Some(edit), Some(last), true) = (new, deck.languages.last(), has_files) {
        desk.findings.add(&rules::NEW_LANGUAGE, &last.place).with("language", language);
        edits.push(edit);
    }
    for text in deck_toml::texts(deck, language) {
        match desk.text(text.context, &text.source, text.spelling) {
            Some(given) if is_there || has_files => {
                if text.present.as_ref().is_none_or(|present| present.value != given) {
                    edits.push(text.put(language, &given));
                }
                said.push((text.context, given));
            }
            // Keywords may be left out.
            None if text.spelling != Spelling::List => open.push(text.context),
            _ => {}
        }
    }
    if let Some(first) = open.first() {
        let place = desk.place(first);
        desk.findings.add(&rules::VERSION_KEPT, &place).with("file", "deck.toml").with("count", open.len());
    }
    let text = (!edits.is_empty()).then(|| apply(deck.source.text(), edits));
    Head { text, said }
}
