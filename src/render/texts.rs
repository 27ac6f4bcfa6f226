//! The words of the interface in each language, from `templates/texts/` and from the deck. Knows no page; a test keeps the languages
//! of the program complete.

use super::typography::set;
use crate::deck::{Deck, InterfaceTexts, primary};
use crate::templates::{self, STAND_IN};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// The words of one language. Those of the program are read when they are first asked for: most builds speak one of its languages.
pub struct Texts {
    language: String,
    /// By `section.key`.
    words: OnceLock<BTreeMap<String, String>>,
}

/// The words of several languages, by tag.
pub type Tongues = Vec<(String, Arc<Texts>)>;

impl Texts {
    /// All languages of the program, the one that stands in for the others first.
    pub fn all() -> Tongues {
        let others = templates::languages().filter(|language| *language != STAND_IN);
        let unread = |language: &str| Self { language: language.to_owned(), words: OnceLock::new() };
        let languages = std::iter::once(STAND_IN).chain(others);
        languages.map(|language| (language.to_owned(), Arc::new(unread(language)))).collect()
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

    fn words(&self) -> &BTreeMap<String, String> {
        self.words.get_or_init(|| {
            let named = |(section, words): (&'static String, &'static BTreeMap<String, String>)| {
                let word = |word: &str| set(word, &self.language).into_owned();
                words.iter().map(move |(key, own)| (format!("{section}.{key}"), word(own)))
            };
            templates::interface(&self.language).iter().flat_map(named).collect()
        })
    }

    fn changed(&self, own: &InterfaceTexts) -> Self {
        let mut words = self.words().clone();
        words.extend(own.texts.iter().map(|(key, word)| (key.clone(), set(word, &own.language).into_owned())));
        Self { language: own.language.clone(), words: words.into() }
    }

    /// One text.
    ///
    /// # Panics
    /// Where the key is unknown, which is a fault of the program.
    pub fn get(&self, key: &str) -> &str {
        self.words().get(key).unwrap_or_else(|| panic!("no text {key}"))
    }

    /// One text, or nothing where there is none for the key.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.words().get(key).map(String::as_str)
    }

    /// One text with its gaps filled: `{n}` by the value of `n`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        values.iter().fold(self.get(key).to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The texts of a section, by key.
    pub fn section(&self, name: &str) -> BTreeMap<&str, &str> {
        let begin = format!("{name}.");
        let own = self.words().range(begin.clone()..);
        own.map_while(|(key, text)| Some((key.strip_prefix(&begin)?, text.as_str()))).collect()
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
            let keys = |texts: &Texts| texts.words().keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(texts), keys(first), "{language}");
            for (key, text) in texts.words() {
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
        assert!(all.iter().all(|(_, texts)| texts.words().values().all(|text| !text.contains(['"', '\t']))));
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
        let romanian = Texts::of(&all, "ro").words();
        assert!(romanian.values().all(|text| !text.contains(['ş', 'ţ', 'Ş', 'Ţ'])));
        assert!(romanian.values().any(|text| text.contains('ș')));
    }
}
