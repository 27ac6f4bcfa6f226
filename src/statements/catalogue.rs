//! What a deck has that something can have happened to: its modules, however it is cut, and its situations, with their
//! IRIs.

use super::words::plain;
use crate::course::{Split, modules};
use crate::deck::{Deck, Tracking};
use std::collections::{BTreeMap, BTreeSet};

/// A module.
pub struct Entry {
    /// Its id, such as `dlis-t1`.
    pub id: String,
    /// Its IRI.
    pub iri: String,
    /// Its titles in every language, as words are compared.
    titles: BTreeSet<String>,
}

/// The activities of a deck.
pub struct Catalogue {
    /// The IRI of the deck.
    pub deck: String,
    modules: Vec<Entry>,
    /// The languages of the deck, by which archives are named, and the word for all of them.
    languages: BTreeSet<String>,
    /// IRIs of situations by their ids, and by those that they had before.
    situations: BTreeMap<String, String>,
}

impl Catalogue {
    /// Everything that a deck can become.
    pub fn of(deck: &Deck) -> Self {
        let languages = deck.languages.iter().map(|language| plain(language)).chain(["all".to_owned()]);
        let mut all = Self {
            deck: deck.iri.value.clone(),
            modules: Vec::new(),
            languages: languages.collect(),
            situations: BTreeMap::new(),
        };
        for split in Split::ALL {
            for language in &deck.languages {
                for module in modules(deck, language, split, Tracking::Essential) {
                    all.add(&module.id, &module.iri, &module.title);
                }
            }
        }
        for module in modules(deck, deck.source_language(), Split::Deck, Tracking::Essential) {
            for activity in &module.situations {
                all.situations.insert(activity.id.to_owned(), activity.iri.clone());
            }
            // Items that had other ids are named with their situation's, behind a slash.
            for (old, id) in module.was.iter().filter(|(old, _)| !old.contains('/')) {
                if let Some(iri) = all.situations.get(*id).cloned() {
                    all.situations.entry(old.clone()).or_insert(iri);
                }
            }
        }
        all
    }

    fn add(&mut self, id: &str, iri: &str, title: &str) {
        let known = self.modules.iter().position(|entry| entry.id == id);
        let at = known.unwrap_or_else(|| {
            self.modules.push(Entry { id: id.to_owned(), iri: iri.to_owned(), titles: BTreeSet::new() });
            self.modules.len() - 1
        });
        self.modules[at].titles.insert(plain(title));
    }

    /// The module of an id.
    pub fn module(&self, id: &str) -> Option<&Entry> {
        self.modules.iter().find(|entry| entry.id == id)
    }

    /// The ids of all modules.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.modules.iter().map(|entry| entry.id.as_str())
    }

    /// The modules that an activity can be by its name: those of this title; else the one whose archive is called so, because
    /// Moodle names what is dropped on a course's page after its file.
    pub fn called(&self, name: &str) -> Vec<&Entry> {
        let name = plain(name);
        let titled: Vec<&Entry> = self.modules.iter().filter(|entry| entry.titles.contains(&name)).collect();
        if titled.is_empty() { self.archived(&name).into_iter().collect() } else { titled }
    }

    /// The module of an archive: `dlis-t2-fr-scorm12.zip`, its ending or its format left out, with the number of a second
    /// download.
    fn archived(&self, name: &str) -> Option<&Entry> {
        let stem = name.strip_suffix(".zip").unwrap_or(name);
        let stem = stem.rsplit_once(" (").filter(|(_, end)| is_number(end)).map_or(stem, |(stem, _)| stem);
        let is_it = |entry: &&Entry| {
            let rest = stem.strip_prefix(entry.id.as_str()).and_then(|rest| rest.strip_prefix('-'));
            rest.is_some_and(|rest| {
                let (language, format) = rest.split_once('-').unwrap_or((rest, ""));
                language.split('_').all(|own| self.languages.contains(own))
                    && format.bytes().all(|b| b.is_ascii_alphanumeric())
            })
        };
        self.modules.iter().find(is_it)
    }

    /// The IRI of a situation, by its id or one that it had before.
    pub fn situation(&self, id: &str) -> Option<&str> {
        self.situations.get(id).map(String::as_str)
    }
}

/// The end of `name (1)`, behind the bracket.
fn is_number(end: &str) -> bool {
    end.strip_suffix(')').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}
