//! A text and the language it is told in: the module's, or the source's where nobody has translated it yet.

use crate::deck::{Capsule, Country, Deck, Edition, Situation, Theme};
use std::ops::Deref;

/// A text of the deck in the language in which it is there. It is read as the text itself.
#[derive(Debug)]
pub struct Told<'a, T> {
    /// The language, BCP 47.
    pub language: &'a str,
    /// The text.
    pub text: &'a T,
}

impl<T> Clone for Told<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Told<'_, T> {}

impl<T> Deref for Told<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.text
    }
}

/// An edition that takes what it lacks from the source.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The edition.
    pub edition: &'a Edition,
    source: &'a Edition,
}

impl<'a> Reading<'a> {
    /// The deck as it is read in a language; none where it has no edition in it.
    pub fn of(deck: &'a Deck, language: &str) -> Option<Self> {
        let edition = deck.edition(language)?;
        Some(Self { edition, source: deck.editions.first()? })
    }

    /// The themes of the source: a translation adds none and leaves none out.
    pub fn themes(&self) -> &'a [Theme] {
        &self.source.themes
    }

    /// What the edition has, or else the source.
    pub fn find<T>(&self, part: impl Fn(&'a Edition) -> Option<&'a T>) -> Option<Told<'a, T>> {
        let told = |edition: &'a Edition| part(edition).map(|text| Told { language: &edition.language, text });
        told(self.edition).or_else(|| told(self.source))
    }

    /// A theme of the source.
    pub fn theme(&self, original: &'a Theme) -> Told<'a, Theme> {
        let found = self.find(|edition| edition.themes.iter().find(|theme| *theme.id == *original.id));
        found.unwrap_or(Told { language: &self.source.language, text: original })
    }

    /// A situation of the source, in whatever theme the edition has it.
    pub fn situation(&self, original: &'a Situation) -> Told<'a, Situation> {
        let found = self.find(|edition| edition.situations().find(|card| *card.id == *original.id));
        found.unwrap_or(Told { language: &self.source.language, text: original })
    }

    /// The capsule of an id.
    pub fn capsule(&self, id: &str) -> Option<Told<'a, Capsule>> {
        self.find(|edition| edition.capsule(id))
    }

    /// The sheet of a country.
    pub fn country(&self, id: &str) -> Option<Told<'a, Country>> {
        self.find(|edition| edition.country(id))
    }
}
