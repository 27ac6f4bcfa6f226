//! Where a translation finds what only its source says: the right answers and the capsule they rest on.

use crate::course::Module;
use crate::deck::{Item, Situation};
use std::collections::BTreeMap;

/// The situations of the deck's source language by id; empty where the module is in that language itself.
pub struct Sources<'a>(BTreeMap<&'a str, &'a Situation>);

impl<'a> Sources<'a> {
    /// Gathers them for a module.
    pub fn of(module: &Module<'a>) -> Self {
        let language = module.deck.languages.first().filter(|first| first.value != module.language);
        let edition = language.and_then(|language| module.deck.edition(language));
        let wanted: BTreeMap<&str, ()> = module.situations.iter().map(|activity| (activity.id, ())).collect();
        let situations = edition.into_iter().flat_map(|edition| edition.situations());
        Self(situations.filter(|card| wanted.contains_key(card.id.as_str())).map(|card| (card.id.as_str(), card)).collect())
    }

    /// The item as its source has it, or the item itself.
    pub fn item<'b>(&self, situation: &str, item: &'b Item) -> &'b Item
    where
        'a: 'b,
    {
        let found = self.0.get(situation).and_then(|card| card.items.iter().find(|other| other.id.value == item.id.value));
        found.filter(|other| other.body.kind() == item.body.kind()).unwrap_or(item)
    }
}
