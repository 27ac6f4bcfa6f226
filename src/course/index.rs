//! The parts of an edition by their ids, so that no module has to walk through the whole deck for its own.

use crate::deck::{Capsule, Edition, Situation, Theme};
use std::collections::BTreeMap;

/// An edition and where its parts are. Of parts with the same id, which `check` refuses, the first is meant.
#[derive(Debug)]
pub struct Index<'a> {
    /// The edition.
    pub edition: &'a Edition,
    themes: BTreeMap<&'a str, &'a Theme>,
    situations: BTreeMap<&'a str, &'a Situation>,
    capsules: BTreeMap<&'a str, &'a Capsule>,
    /// How many words each capsule has: many situations lead to the same ones.
    words: BTreeMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    /// Looks through an edition.
    pub fn of(edition: &'a Edition) -> Self {
        let themes = edition.themes.iter().rev();
        let situations = themes.clone().flat_map(|theme| theme.situations.iter().rev());
        let capsules = edition.capsules.iter().rev();
        Self {
            edition,
            themes: themes.map(|theme| (theme.id.as_str(), theme)).collect(),
            situations: situations.map(|card| (card.id.as_str(), card)).collect(),
            capsules: capsules.clone().map(|capsule| (capsule.id.as_str(), capsule)).collect(),
            words: capsules.map(|capsule| (capsule.id.as_str(), capsule.body.words())).collect(),
        }
    }

    /// The theme of an id.
    pub fn theme(&self, id: &str) -> Option<&'a Theme> {
        self.themes.get(id).copied()
    }

    /// The situation of an id, in whatever theme the edition has it.
    pub fn situation(&self, id: &str) -> Option<&'a Situation> {
        self.situations.get(id).copied()
    }

    /// The capsule of an id.
    pub fn capsule(&self, id: &str) -> Option<&'a Capsule> {
        self.capsules.get(id).copied()
    }

    /// How many words the capsule of an id has.
    pub fn capsule_words(&self, id: &str) -> Option<usize> {
        self.words.get(id).copied()
    }
}
