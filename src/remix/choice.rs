//! What an author chooses of a deck: cards and themes by their ids, new ids, and what is left out. Knows no text.

use super::{Fault, Part};
use crate::deck::Deck;
use crate::form::is_id;
use std::collections::{BTreeMap, BTreeSet};

/// `t1-s02`, `t2` with all its cards, `t1-s02=my-id` under a new id, `-pause` without it; nothing chosen means every card.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    chosen: BTreeSet<String>,
    renamed: BTreeMap<String, String>,
    left_out: BTreeSet<String>,
}

impl Choice {
    /// Reads a choice as it stands behind `#`, with commas between its entries.
    ///
    /// # Errors
    /// Where an entry is none, which is given back.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut choice = Self::default();
        for entry in text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
            let (old, new) = entry.split_once('=').map_or((entry, None), |(old, new)| (old, Some(new)));
            let left_out = old.strip_prefix('-').filter(|_| new.is_none());
            if !is_id(left_out.unwrap_or(old)) || new.is_some_and(|new| !is_id(new)) {
                return Err(entry.to_owned());
            }
            match (left_out, new) {
                (Some(id), _) => drop(choice.left_out.insert(id.to_owned())),
                (None, Some(new)) => drop(choice.renamed.insert(old.to_owned(), new.to_owned())),
                (None, None) => drop(choice.chosen.insert(old.to_owned())),
            }
        }
        Ok(choice)
    }

    /// The ids of a deck's cards that are chosen, as the deck has them.
    pub fn cards(&self, deck: &Deck) -> BTreeSet<String> {
        let themes = || deck.editions.first().into_iter().flat_map(|source| &source.themes);
        let is_named = |id: &str| self.chosen.contains(id) || self.renamed.contains_key(id);
        let all = !themes().any(|theme| {
            self.chosen.contains(theme.id.as_str()) || theme.situations.iter().any(|card| is_named(&card.id))
        });
        let is_chosen = |theme: &str, card: &str| {
            (all || self.chosen.contains(theme) || is_named(card))
                && ![theme, card].iter().any(|id| self.leaves_out(id))
        };
        let cards = themes().flat_map(|theme| theme.situations.iter().map(move |card| (&theme.id, &card.id)));
        cards.filter(|(theme, card)| is_chosen(theme, card)).map(|(_, card)| card.value.clone()).collect()
    }

    /// The id under which something comes into the new deck.
    pub fn id<'a>(&'a self, id: &'a str) -> &'a str {
        self.renamed.get(id).map_or(id, String::as_str)
    }

    /// Whether anything comes under a new id.
    pub fn renames(&self) -> bool {
        !self.renamed.is_empty()
    }

    /// Whether something does not come along.
    pub fn leaves_out(&self, id: &str) -> bool {
        self.left_out.contains(id)
    }

    /// What it names that the deck does not have.
    pub fn unknown(&self, name: &str, deck: &Deck) -> Vec<Fault> {
        let Some(source) = deck.editions.first() else { return Vec::new() };
        let mut known: BTreeSet<&str> = source.themes.iter().map(|theme| theme.id.as_str()).collect();
        known.extend(source.situations().map(|card| card.id.as_str()));
        let cards: Vec<&str> = known.iter().copied().collect();
        let mut all = known.clone();
        all.extend(source.capsules.iter().map(|capsule| capsule.id.as_str()));
        all.extend(source.glossary.iter().flat_map(|glossary| &glossary.terms).map(|term| term.id.as_str()));
        let renamable = all.clone();
        all.extend(source.countries.iter().map(|country| country.id.as_str()));
        all.extend(deck.scenes.keys().map(String::as_str));
        let chosen = self.chosen.iter().filter(|id| !known.contains(id.as_str()));
        let renamed = self.renamed.keys().filter(|id| !renamable.contains(id.as_str()));
        let left_out = self.left_out.iter().filter(|id| !all.contains(id.as_str()));
        let fault =
            |id: &String| Fault::new("remix.unknown", &[("id", id), ("source", name), ("known", &cards.join(", "))]);
        chosen.chain(renamed).chain(left_out).map(fault).collect()
    }
}

/// The new ids of all cards that are taken from any deck.
pub fn all_cards(parts: &[Part]) -> BTreeSet<String> {
    let of = |part: &Part| -> Vec<String> {
        part.choice.cards(&part.deck).iter().map(|id| part.choice.id(id).to_owned()).collect()
    };
    parts.iter().flat_map(of).collect()
}
