//! The words of reports in each language, from `templates/report/LANGUAGE.toml`. A test keeps the languages complete.

use crate::templates;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The languages in which reports are made.
pub const LANGUAGES: [&str; 4] = ["fr", "en", "ro", "el"];

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| LANGUAGES.into_iter().map(Words::read).collect());

/// The words of one language, by `section.key`.
#[derive(Debug)]
pub struct Words {
    language: &'static str,
    texts: BTreeMap<String, String>,
}

impl Words {
    /// The words of a language; none where reports are not made in it.
    pub fn of(language: &str) -> Option<&'static Self> {
        ALL.iter().find(|words| words.language == language)
    }

    fn read(language: &'static str) -> Self {
        let text = templates::text(&format!("report/{language}.toml"));
        let table: BTreeMap<String, BTreeMap<String, String>> =
            toml::from_str(text).unwrap_or_else(|fault| panic!("templates/report/{language}.toml: {fault}"));
        let named = |(section, words): (String, BTreeMap<String, String>)| {
            words.into_iter().map(move |(key, word)| (format!("{section}.{key}"), word))
        };
        Self { language, texts: table.into_iter().flat_map(named).collect() }
    }

    /// The language.
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// One text.
    ///
    /// # Panics
    /// Where the key is unknown, which is a fault of the program.
    pub fn get(&self, key: &str) -> &str {
        self.texts.get(key).unwrap_or_else(|| panic!("no text {key}"))
    }

    /// One text; none where there is none for the key.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.texts.get(key).map(String::as_str)
    }

    /// One text with its gaps filled: `{n}` by the value of `n`.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let (mut out, mut rest) = (String::new(), self.get(key));
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let (name, behind) = after.split_once('}').unwrap_or((after, ""));
            out.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
            rest = behind;
        }
        out + rest
    }

    /// The texts of a section, by key.
    pub fn section(&self, name: &str) -> BTreeMap<&str, &str> {
        let own = |(key, text): (&'static String, &'static String)| {
            Some((key.strip_prefix(name)?.strip_prefix('.')?, text.as_str()))
        };
        let all: &'static Self = Self::of(self.language).expect("a language of its own");
        all.texts.iter().filter_map(own).collect()
    }

    /// A day in words.
    pub fn date(&self, day: Date) -> String {
        let month =
            self.get("date.months").split('|').nth(usize::from(day.month().unsigned_abs()) - 1).unwrap_or_default();
        self.fill("date.day", &[("day", &day.day().to_string()), ("month", month), ("year", &day.year().to_string())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(text: &str) -> Vec<&str> {
        let mut found: Vec<&str> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        found.sort_unstable();
        found
    }

    #[test]
    fn every_language_has_every_text_with_the_same_gaps() {
        let first = &ALL[0];
        for words in ALL.iter() {
            assert!(words.texts.keys().eq(first.texts.keys()), "{}", words.language);
            for (key, text) in &words.texts {
                assert!(!text.trim().is_empty(), "{} {key}", words.language);
                assert_eq!(gaps(text), gaps(first.get(key)), "{} {key}", words.language);
            }
            assert_eq!(words.get("date.months").split('|').count(), 12, "{}", words.language);
        }
    }

    #[test]
    fn romanian_has_commas_below_and_not_cedillas() {
        let romanian = Words::of("ro").expect("a language of reports");
        assert!(romanian.texts.values().all(|text| !text.contains(['ş', 'ţ', 'Ş', 'Ţ'])));
    }

    #[test]
    fn a_value_is_never_taken_for_a_gap() {
        let words = Words::of("en").expect("a language of reports");
        let day = Date::constant(2026, 11, 9);
        assert_eq!(words.date(day), "9 November 2026");
    }
}
