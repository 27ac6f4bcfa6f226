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
    /// IRIs of situations by their ids, and by those that they had before.
    situations: BTreeMap<String, String>,
}

impl Catalogue {
    /// Everything that a deck can become.
    pub fn of(deck: &Deck) -> Self {
        let mut all = Self { deck: deck.iri.value.clone(), modules: Vec::new(), situations: BTreeMap::new() };
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

    /// The modules of a title.
    pub fn titled(&self, title: &str) -> Vec<&Entry> {
        let title = plain(title);
        self.modules.iter().filter(|entry| entry.titles.contains(&title)).collect()
    }

    /// The IRI of a situation, by its id or one that it had before.
    pub fn situation(&self, id: &str) -> Option<&str> {
        self.situations.get(id).map(String::as_str)
    }
}
