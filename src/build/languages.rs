//! Which languages a build makes, and how they are put together.

use crate::deck::Deck;

/// Stands for every language together, and ends the names of the modules that hold them.
pub const ALL: &str = "all";
/// Between the languages of one module, as it is asked for and, below, as it is named. No language tag has either.
pub const WITH: char = '+';
const NAMED_WITH: &str = "_";

/// Which languages a build makes, and how.
pub enum Languages {
    /// Modules for each of these: a language by itself, BCP 47, or several in one module, joined by `+`.
    Each(Vec<String>),
    /// Every module holds all languages of the deck.
    Joined,
}

/// The languages that modules hold together.
pub(super) struct Set<'a> {
    /// How the names of the modules end: `fr`, `fr_ro`, `all`.
    pub name: String,
    /// In the order of the deck, each once.
    pub languages: Vec<&'a str>,
}

impl Languages {
    /// What is asked for, as a text that differs wherever the packages do.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Each(sets) => sets.join(","),
            Self::Joined => ALL.to_owned(),
        }
    }

    /// The sets of languages, each once, in the order in which they were asked for. What the deck does not speak is left out.
    pub(super) fn sets<'a>(&self, deck: &'a Deck) -> Vec<Set<'a>> {
        let spoken = || deck.languages.iter().map(|language| language.value.as_str());
        let Self::Each(asked) = self else {
            return vec![Set { name: ALL.to_owned(), languages: spoken().collect() }];
        };
        let mut sets: Vec<Set<'a>> = Vec::new();
        for one in asked {
            let languages: Vec<&str> = spoken().filter(|own| one.split(WITH).any(|asked| asked == *own)).collect();
            if !languages.is_empty() && !sets.iter().any(|set| set.languages == languages) {
                sets.push(Set { name: languages.join(NAMED_WITH).to_ascii_lowercase(), languages });
            }
        }
        sets
    }
}

/// The languages that the end of a name says.
pub(super) fn named(spoken: &str) -> impl Iterator<Item = &str> {
    spoken.split(NAMED_WITH).filter(|language| *language != ALL)
}
