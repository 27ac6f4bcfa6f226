//! Words and how often they occur, by which it is held that none is lost on the way into a deck.

use std::collections::BTreeMap;

/// The words of a text: letters and digits in a row, with the accents that stand on them.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_inside = |c: char| c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
    text.split(move |c| !is_inside(c)).filter(|word| word.contains(char::is_alphanumeric))
}

/// Words and how often each occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<String, usize>);

impl Tally {
    /// No words.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Counts the words of a text.
    pub fn add(&mut self, text: &str) {
        for word in words(text) {
            *self.0.entry(word.to_owned()).or_default() += 1;
        }
    }

    /// The words without those of another tally, each as often as it is more frequent here.
    pub fn without(&self, other: &Self) -> Self {
        let rest = self.0.iter().map(|(word, count)| (word.clone(), count.saturating_sub(other.count(word))));
        Self(rest.filter(|(_, count)| *count > 0).collect())
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }

    /// How many words there are.
    pub fn total(&self) -> usize {
        self.0.values().sum()
    }

    /// The words in alphabetical order, each as often as it occurs.
    pub fn list(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|(word, count)| std::iter::repeat_n(word.as_str(), *count))
    }
}
