//! The texts of `deck.toml` in each language, and the language itself in its list. Lines are changed and added at the places of
//! values; all else in the file stays as its author wrote it.

use super::edit::{Edit, toml_list, toml_text};
use super::unit::Spelling;
use crate::deck::Deck;
use crate::source::{At, Place};
use std::collections::BTreeMap;

/// A text that `deck.toml` has for each language.
pub struct Text {
    /// What names it.
    pub context: &'static str,
    /// What it is.
    pub word: &'static str,
    /// How it is written there: as a text, or as a list, which is a line for each here.
    pub spelling: Spelling,
    /// The text of the source.
    pub source: At<String>,
    /// Its translation.
    pub present: Option<At<String>>,
    /// Where the last of its values stands in the file, behind which a new one goes.
    last: Place,
}

/// The deck's texts, with what they say in a language.
pub fn texts(deck: &Deck, language: &str) -> Vec<Text> {
    let list = |words: &At<Vec<At<String>>>| {
        let lines: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        At::new(lines.join("\n"), words.place.clone())
    };
    let keywords = deck.keywords.iter().map(|(language, words)| (language.clone(), list(words))).collect();
    let statement = deck.funding.as_ref().map(|funding| &funding.statement);
    let all = [
        ("deck.toml/title", "title", Spelling::Text, Some(&deck.title)),
        ("deck.toml/description", "description", Spelling::Text, Some(&deck.description)),
        ("deck.toml/keywords", "keywords", Spelling::List, Some(&keywords)),
        ("deck.toml/statement", "statement", Spelling::Text, statement),
    ];
    let source = deck.languages.first().map_or("", |source| source.value.as_str());
    let text = |context, word, spelling, values: &BTreeMap<String, At<String>>| {
        let last = values.values().map(|value| &value.place).max_by_key(|place| place.start)?.clone();
        let of = |language| values.get(language).cloned();
        Some(Text { context, word, spelling, source: of(source)?, present: of(language), last })
    };
    all.into_iter().filter_map(|(context, word, spelling, values)| text(context, word, spelling, values?)).collect()
}

/// What a text of the deck says in a language once it has been read again.
pub fn says(deck: &Deck, language: &str, context: &str) -> Option<String> {
    let found = texts(deck, language).into_iter().find(|text| text.context == context)?;
    found.present.map(|present| present.value)
}

/// The text of the deck in which a place is.
pub fn context(deck: &Deck, language: &str, place: &Place) -> Option<&'static str> {
    let is_there = |text: &Text| {
        text.present.as_ref().is_some_and(|present| {
            present.place.source == place.source && (present.place.start..present.place.end).contains(&place.start)
        })
    };
    texts(deck, language).into_iter().find(is_there).map(|text| text.context)
}

impl Text {
    /// The change that makes the text say something in a language.
    pub fn put(&self, language: &str, text: &str) -> Edit {
        let value = if self.spelling == Spelling::List { toml_list(text) } else { toml_text(text) };
        if let Some(present) = &self.present {
            return Edit { range: present.place.start..present.place.end, text: value };
        }
        let (start, end) = (self.last.start, self.last.end);
        let file = self.last.source.text();
        let line = file[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &file[line..start];
        // Between braces the texts stand side by side.
        if before.contains('{') {
            return Edit { range: end..end, text: format!(", {language} = {value}") };
        }
        // What stands before a key in its line (`title.fr = …`) stands before the new one too.
        let key = before.rsplit_once('.').map_or("", |(path, _)| path);
        let key = if key.is_empty() { language.to_owned() } else { format!("{key}.{language}") };
        let rest = file[end..].find('\n').map_or(file.len(), |at| end + at);
        Edit { range: rest..rest, text: format!("\n{key} = {value}") }
    }
}

/// The change that adds a language to the deck's list; none where it is there.
pub fn add_language(deck: &Deck, language: &str) -> Option<Edit> {
    let last = deck.languages.last().filter(|_| !deck.languages.iter().any(|known| known.value == language))?;
    Some(Edit { range: last.place.end..last.place.end, text: format!(", {}", toml_text(language)) })
}
