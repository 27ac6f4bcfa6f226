//! A text and the language it is told in: the module's, or the source's where nobody has translated it yet.

use super::index::Index;
use crate::deck::{Capsule, Country, Deck, Edition, Situation, Theme};
use std::ops::Deref;
use std::sync::Arc;

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
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The edition.
    pub edition: Arc<Index<'a>>,
    /// The deck's first edition.
    pub source: Arc<Index<'a>>,
}

impl<'a> Reading<'a> {
    /// The deck as it is read in a language; none where it has no edition in it.
    pub fn of(deck: &'a Deck, language: &str) -> Option<Self> {
        let edition = deck.edition(language)?;
        let source = Arc::new(Index::of(deck.editions.first()?));
        let is_source = std::ptr::eq(edition, source.edition);
        let edition = if is_source { Arc::clone(&source) } else { Arc::new(Index::of(edition)) };
        Some(Self { edition, source })
    }

    /// The same deck as it is read in its source language.
    pub fn original(&self) -> Self {
        Self { edition: Arc::clone(&self.source), source: Arc::clone(&self.source) }
    }

    /// The themes of the source: a translation adds none and leaves none out.
    pub fn themes(&self) -> &'a [Theme] {
        &self.source.edition.themes
    }

    /// What the edition has, or else the source.
    pub fn find<T>(&self, part: impl Fn(&'a Edition) -> Option<&'a T>) -> Option<Told<'a, T>> {
        self.find_by(|index| part(index.edition))
    }

    /// The same, looked up by an id.
    pub fn find_by<T>(&self, part: impl Fn(&Index<'a>) -> Option<&'a T>) -> Option<Told<'a, T>> {
        let told = |index: &Index<'a>| part(index).map(|text| Told { language: &index.edition.language, text });
        told(&self.edition).or_else(|| told(&self.source))
    }

    /// A theme of the source.
    pub fn theme(&self, original: &'a Theme) -> Told<'a, Theme> {
        let found = self.find_by(|index| index.theme(&original.id));
        found.unwrap_or(Told { language: &self.source.edition.language, text: original })
    }

    /// A situation of the source, in whatever theme the edition has it.
    pub fn situation(&self, original: &'a Situation) -> Told<'a, Situation> {
        let found = self.find_by(|index| index.situation(&original.id));
        found.unwrap_or(Told { language: &self.source.edition.language, text: original })
    }

    /// The capsule of an id.
    pub fn capsule(&self, id: &str) -> Option<Told<'a, Capsule>> {
        self.find_by(|index| index.capsule(id))
    }

    /// How many words the capsule of an id has.
    pub fn capsule_words(&self, id: &str) -> Option<usize> {
        self.edition.capsule_words(id).or_else(|| self.source.capsule_words(id))
    }

    /// The sheet of a country.
    pub fn country(&self, id: &str) -> Option<Told<'a, Country>> {
        self.find(|edition| edition.country(id))
    }
}
