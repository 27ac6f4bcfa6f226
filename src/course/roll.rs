//! The register of a deck with an index, so that a module finds what concerns it without reading the whole.

use super::register::registered;
use crate::deck::{Deck, Register, Registered};
use std::collections::{BTreeMap, BTreeSet};

/// The register of a deck, with everything in it that the deck has now.
#[derive(Debug)]
pub struct Roll {
    /// The register.
    pub register: Register,
    /// The entries of situations, by each of their ids.
    situations: Places,
    /// The entries of items, by the theme in which they were published.
    themes: Places,
    /// The entries of items, by the situation in each of their names.
    cards: Places,
}

type Places = BTreeMap<String, Vec<usize>>;

impl Roll {
    /// The register of a deck.
    pub fn of(deck: &Deck) -> Self {
        let register = registered(deck);
        let (mut situations, mut themes, mut cards) = (Places::new(), Places::new(), Places::new());
        let note = |places: &mut Places, id: &str, at: usize| match places.get_mut(id) {
            Some(known) => known.push(at),
            None => drop(places.insert(id.to_owned(), vec![at])),
        };
        for (at, names) in register.situations.iter().enumerate() {
            names.iter().for_each(|name| note(&mut situations, name, at));
        }
        for (at, item) in register.items.iter().enumerate() {
            note(&mut themes, &item.theme, at);
            let ids = item.names.iter().filter_map(|name| name.split_once('/'));
            ids.for_each(|(id, _)| note(&mut cards, id, at));
        }
        Self { register, situations, themes, cards }
    }

    /// The ids of each situation that has or had one of these, in the order of the register.
    pub fn situations<'r>(&'r self, ids: impl Iterator<Item = &'r str>) -> impl Iterator<Item = &'r Vec<String>> {
        found(&self.situations, ids).into_iter().map(|at| &self.register.situations[at])
    }

    /// The items that were published in a theme, in the order of the register.
    pub fn of_theme(&self, theme: &str) -> Vec<&Registered> {
        self.items(found(&self.themes, std::iter::once(theme)))
    }

    /// The items that are or were in these situations, in the order of the register.
    pub fn of_situations<'r>(&'r self, ids: impl Iterator<Item = &'r str>) -> Vec<&'r Registered> {
        self.items(found(&self.cards, ids))
    }

    fn items(&self, places: BTreeSet<usize>) -> Vec<&Registered> {
        places.into_iter().map(|at| &self.register.items[at]).collect()
    }
}

fn found<'i>(places: &Places, ids: impl Iterator<Item = &'i str>) -> BTreeSet<usize> {
    ids.filter_map(|id| places.get(id)).flatten().copied().collect()
}
