//! The entries of a catalogue while they are put to use.

use super::catalogue::Catalogue;
use super::composed::composed;
use super::edit::tidy;
use super::po::Message;
use super::rules;
use super::unit::{Spelling, Unit};
use super::walk::links;
use crate::diagnostic::Findings;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// The entries of a catalogue while they are put to use.
pub struct Desk<'a, 'f> {
    messages: BTreeMap<&'a str, &'a Message>,
    known: BTreeSet<String>,
    whole: Place,
    /// Where texts stand that were translated from the source as it is, and are to be others.
    pub replaced: Vec<Place>,
    /// What there is to say.
    pub findings: &'f mut Findings,
}

impl<'a, 'f> Desk<'a, 'f> {
    /// A desk with the entries of a catalogue.
    pub fn new(catalogue: &'a Catalogue, findings: &'f mut Findings) -> Self {
        let messages = catalogue.messages.iter().filter_map(|m| Some((m.context.as_deref()?, m))).collect();
        Self { messages, known: BTreeSet::new(), whole: catalogue.source.whole(), replaced: Vec::new(), findings }
    }

    /// Where the translation of a context stands in the catalogue, or the catalogue as a whole.
    pub fn place(&self, context: &str) -> Place {
        self.messages.get(context).map_or_else(|| self.whole.clone(), |message| message.text_place.clone())
    }

    /// Whether the catalogue has an entry of a file, whose names all begin alike.
    pub fn names(&self, base: &str) -> bool {
        let inside = |context: &str| context.strip_prefix(base).is_some_and(|rest| rest.starts_with('/'));
        self.messages.keys().any(|context| inside(context))
    }

    /// The translation of a unit, where the catalogue has one that can be used; `present` is what stands there now.
    pub fn given(&mut self, unit: &Unit, present: Option<&str>) -> Option<String> {
        self.text(&unit.context, (&unit.text, unit.spelling), present)
    }

    /// The translation of a text of the source, which a context names. What stands there stays where only its accents are written
    /// otherwise.
    pub fn text(
        &mut self,
        context: &str,
        (source, spelling): (&str, Spelling),
        present: Option<&str>,
    ) -> Option<String> {
        self.known.insert(context.to_owned());
        let message = self.messages.get(context).filter(|message| !message.fuzzy)?;
        let text = tidy(&composed(&message.text), spelling);
        if text.is_empty() {
            return None;
        }
        if tidy(&composed(&message.id), spelling) != tidy(&composed(source), spelling) {
            self.findings.add(&rules::SOURCE_CHANGED, &message.place).with("context", context);
            return None;
        }
        let (found, wanted) = (links(&text), links(source));
        if spelling == Spelling::Prose && found != wanted {
            let finding = self.findings.add(&rules::LINKS, &message.text_place);
            finding.with("found", found).with("wanted", wanted);
        }
        let is_same = |present: &&str| composed(present) == text;
        Some(present.filter(is_same).map(str::to_owned).unwrap_or(text))
    }

    /// Reports entries for which the deck has no text.
    pub fn strangers(&mut self) {
        for (context, message) in self.messages.iter().filter(|(context, _)| !self.known.contains(**context)) {
            self.findings.add(&rules::UNKNOWN_CONTEXT, &message.place).with("context", context);
        }
    }
}
