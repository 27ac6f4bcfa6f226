//! The words of the interface in each language, from `templates/texts/` and from the deck. Knows no page; a test keeps the languages
//! of the program complete.

use super::typography::set;
use crate::deck::{Deck, InterfaceTexts, primary};
use crate::templates::{self, STAND_IN};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The words of one language, by `section.key`.
#[derive(Clone)]
pub struct Texts(BTreeMap<String, String>);

/// The words of several languages, by tag.
pub type Tongues = Vec<(String, Arc<Texts>)>;

impl Texts {
    /// All languages of the program, the one that stands in for the others first.
    pub fn all() -> Tongues {
        let others = templates::languages().filter(|language| *language != STAND_IN);
        let read = |language: &str| (language.to_owned(), Arc::new(Self::read(language)));
        std::iter::once(STAND_IN).chain(others).map(read).collect()
    }

    /// Those of the program, and those that a deck brings. What the deck leaves out is in the words of the program.
    pub fn with(all: &Tongues, deck: &Deck) -> Tongues {
        let mut tongues = all.clone();
        for own in &deck.interface {
            let texts = Arc::new(Self::of(all, &own.language).changed(own));
            match tongues.iter_mut().find(|(language, _)| *language == own.language) {
                Some((_, there)) => *there = texts,
                None => tongues.push((own.language.clone(), texts)),
            }
        }
        tongues
    }

    /// The words for a language tag; a language that has none is served in the first.
    pub fn of<'a>(all: &'a [(String, Arc<Texts>)], language: &str) -> &'a Texts {
        Self::found(all, language).map_or(&all[0].1, |(_, texts)| texts)
    }

    /// The language that the words for a language tag are in: its own, or the one that stands in.
    pub fn spoken<'a>(all: &'a [(String, Arc<Texts>)], language: &'a str) -> &'a str {
        Self::found(all, language).map_or(&all[0].0, |_| language)
    }

    /// What a language calls itself; one without words here goes by its tag, and a regional one by its tag as well.
    pub fn name(all: &[(String, Arc<Texts>)], language: &str) -> String {
        match Self::found(all, language) {
            Some((known, texts)) if *known == language => texts.get("page.language").to_owned(),
            Some((_, texts)) => format!("{} ({language})", texts.get("page.language")),
            None => language.to_owned(),
        }
    }

    fn found<'a>(all: &'a [(String, Arc<Texts>)], language: &str) -> Option<&'a (String, Arc<Texts>)> {
        let of = |tag: &str| all.iter().find(|(known, _)| known == tag);
        of(language).or_else(|| of(primary(language)))
    }

    fn read(language: &str) -> Self {
        let named = |(section, words): (String, BTreeMap<String, String>)| {
            words.into_iter().map(move |(key, word)| (format!("{section}.{key}"), set(&word, language).into_owned()))
        };
        Self(templates::interface(language).into_iter().flat_map(named).collect())
    }

    fn changed(&self, own: &InterfaceTexts) -> Self {
        let mut texts = self.0.clone();
        let words = own.texts.iter().map(|(key, word)| (key.clone(), set(word, &own.language).into_owned()));
        texts.extend(words);
        Self(texts)
    }

    /// One text.
    ///
    /// # Panics
    /// Where the key is unknown, which is a fault of the program.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).unwrap_or_else(|| panic!("no text {key}"))
    }

    /// One text, or nothing where there is none for the key.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// One text with its gaps filled: `{n}` by the value of `n`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The texts of a section, by key.
    pub fn section(&self, name: &str) -> BTreeMap<&str, &str> {
        self.0
            .iter()
            .filter_map(|(key, text)| Some((key.strip_prefix(name)?.strip_prefix('.')?, text.as_str())))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::DATA;

    #[test]
    fn every_language_has_every_text_with_the_same_gaps() {
        let all = Texts::all();
        let first = &all[0].1;
        for (language, texts) in &all {
            let keys = |texts: &Texts| texts.0.keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(texts), keys(first), "{language}");
            for (key, text) in &texts.0 {
                assert!(!text.trim().is_empty(), "{language} {key}");
                assert_eq!(templates::gaps(text), templates::gaps(first.get(key)), "{language} {key}");
            }
        }
    }

    #[test]
    fn a_language_is_there_because_its_file_is() {
        let all = Texts::all();
        for (language, name, skip) in [
            ("de", "Deutsch", "Zum Inhalt springen"),
            ("nl", "Nederlands", "Naar de inhoud"),
            ("it", "it", "Skip to content"),
        ] {
            assert_eq!(Texts::name(&all, language), name);
            assert_eq!(Texts::of(&all, language).get("page.skip"), skip);
        }
        assert_eq!(Texts::name(&all, "de-LU"), "Deutsch (de-LU)");
        assert!(all.iter().all(|(_, texts)| texts.0.values().all(|text| !text.contains(['"', '\t']))));
    }

    #[test]
    fn every_datum_is_explained() {
        for (language, texts) in &Texts::all() {
            for datum in &DATA {
                for part in ["what", "who"] {
                    let key = format!("tracked.{}_{part}", datum.key);
                    assert!(texts.find(&key).is_some(), "{language} {key}");
                }
            }
        }
    }

    #[test]
    fn romanian_has_commas_below_and_not_cedillas() {
        let all = Texts::all();
        let romanian = &Texts::of(&all, "ro").0;
        assert!(romanian.values().all(|text| !text.contains(['ş', 'ţ', 'Ş', 'Ţ'])));
        assert!(romanian.values().any(|text| text.contains('ș')));
    }
}
