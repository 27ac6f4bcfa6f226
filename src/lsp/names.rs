//! The ids that a position may hold, each with its title and where it was given. Knows the deck; knows no message.

use super::cursor::What;
use crate::deck::{Deck, Edition, plain};
use crate::read::FileKind;
use crate::source::{Place, Source};

/// An id of the deck.
#[derive(Debug)]
pub struct Name {
    /// The id.
    pub id: String,
    /// The title of what it names, in the language of the file or else in the source language.
    pub title: String,
    /// Where it was given.
    pub place: Place,
}

impl Name {
    fn new(id: &str, title: &str, place: &Place) -> Self {
        Self { id: id.to_owned(), title: title.to_owned(), place: place.clone() }
    }
}

/// All ids that may be at a position of a file, in the order of the deck. Empty where none is due.
pub fn names(deck: &Deck, kind: FileKind, file: &Source, what: &What) -> Vec<Name> {
    let language = file.path().split('/').next().unwrap_or_default();
    let own = deck.edition(language);
    let source = deck.editions.first();
    let is_translation = own.zip(source).is_some_and(|(own, source)| own.language != source.language);
    // What is not translated yet can be named all the same.
    let editions = || own.into_iter().chain(source.filter(|_| is_translation || own.is_none()));
    let all = match what {
        What::Value { path, .. } => match (kind, path.as_str()) {
            (FileKind::Situation, "capsules") => editions().flat_map(capsules).collect(),
            (FileKind::Situation, "scene") => scenes(deck),
            (FileKind::Deck | FileKind::Overlay, "themes") => editions().flat_map(themes).collect(),
            (FileKind::Deck | FileKind::Overlay, "countries") => editions().flat_map(countries).collect(),
            (FileKind::Overlay, "hide") => {
                editions().flat_map(|own| cards(own).into_iter().chain(capsules(own))).collect()
            }
            (_, "id") if is_translation => source.into_iter().flat_map(|source| of_kind(source, kind)).collect(),
            _ => Vec::new(),
        },
        What::ItemSource => editions().flat_map(capsules).collect(),
        What::Entry => editions().flat_map(entries).collect(),
        What::Mark { above } => match (kind, above.as_str()) {
            (FileKind::Teaching, "cards") => editions().flat_map(|own| cards_beside(own, file)).collect(),
            (FileKind::Glossary, "") => editions().flat_map(terms).collect(),
            (FileKind::Country, "") => editions().flat_map(entries).collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    };
    once_each(all)
}

/// The first of each id: that in the language of the file.
fn once_each(all: Vec<Name>) -> Vec<Name> {
    let mut kept: Vec<Name> = Vec::new();
    for name in all {
        if !name.id.is_empty() && kept.iter().all(|known| known.id != name.id) {
            kept.push(name);
        }
    }
    kept
}

/// What a file of a kind may be a translation of.
fn of_kind(source: &Edition, kind: FileKind) -> Vec<Name> {
    match kind {
        FileKind::Theme => themes(source),
        FileKind::Situation => cards(source),
        FileKind::Capsule => capsules(source),
        FileKind::Country => countries(source),
        _ => Vec::new(),
    }
}

fn capsules(edition: &Edition) -> Vec<Name> {
    edition.capsules.iter().map(|own| Name::new(&own.id, &own.title, &own.id.place)).collect()
}

fn themes(edition: &Edition) -> Vec<Name> {
    edition.themes.iter().map(|own| Name::new(&own.id, &own.title, &own.id.place)).collect()
}

fn cards(edition: &Edition) -> Vec<Name> {
    edition.situations().map(|own| Name::new(&own.id, &own.title, &own.id.place)).collect()
}

fn countries(edition: &Edition) -> Vec<Name> {
    edition.countries.iter().map(|own| Name::new(&own.id, &own.title, &own.id.place)).collect()
}

/// The cards of the theme in whose folder a file is.
fn cards_beside(edition: &Edition, file: &Source) -> Vec<Name> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let own = edition.situations().filter(|own| folder(own.source.path()) == folder(file.path()));
    own.map(|own| Name::new(&own.id, &own.title, &own.id.place)).collect()
}

fn terms(edition: &Edition) -> Vec<Name> {
    let terms = edition.glossary.iter().flat_map(|glossary| &glossary.terms);
    terms.map(|own| Name::new(&own.id, &plain(&own.title.content), &own.id.place)).collect()
}

fn entries(edition: &Edition) -> Vec<Name> {
    let entries = edition.countries.iter().flat_map(|country| &country.entries);
    entries.map(|own| Name::new(&own.id, &plain(&own.title.content), &own.id.place)).collect()
}

fn scenes(deck: &Deck) -> Vec<Name> {
    deck.scenes.iter().map(|(name, scene)| Name::new(name, "", &scene.source.whole())).collect()
}
