//! The texts of `deck.toml` in each language, and the language itself in its list. Lines are changed and added at the places of
//! values; all else in the file stays as its author wrote it.

use super::digest::Digests;
use super::edit::{Edit, toml_list, toml_text};
use super::unit::Spelling;
use crate::deck::{DIGESTS, Deck};
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
    /// Whether that was made from the text of the source as it is now, as far as anything says.
    pub is_made_from: bool,
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
    let digests = digests(deck, language).map(|(_, digests)| digests);
    let text = |context, word, spelling, values: &BTreeMap<String, At<String>>| {
        let last = values.values().map(|value| &value.place).max_by_key(|place| place.start)?.clone();
        let of = |language| values.get(language).cloned();
        let (source, present) = (of(source)?, of(language));
        let is_made_from = digests.as_ref().is_none_or(|digests| digests.has_text((context, &source)));
        Some(Text { context, word, spelling, source, present, is_made_from, last })
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
        behind(&self.last, language, &value)
    }
}

/// The change that puts a value for a language behind the last of another one.
fn behind(last: &Place, language: &str, value: &str) -> Edit {
    let (start, end) = (last.start, last.end);
    let file = last.source.text();
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

/// What the texts in a language were made from, and where that stands. Of an overlay joined with its base nothing is known: what it was read
/// from is two files.
pub fn digests<'a>(deck: &'a Deck, language: &str) -> Option<(&'a Place, Digests)> {
    let list = deck.digests.get(language).filter(|_| !deck.source.is_joined())?;
    Some((&list.place, Digests::parse(list)))
}

/// The change that lists what the texts in a language were made from; none where the list is that already.
pub fn set_digests(deck: &Deck, language: &str, list: &str) -> Option<Edit> {
    let value = toml_text(list);
    if let Some(present) = deck.digests.get(language) {
        let range = present.place.start..present.place.end;
        return (present.value != list).then_some(Edit { range, text: value });
    }
    if let Some(last) = deck.digests.values().map(|list| &list.place).max_by_key(|place| place.start) {
        return Some(behind(last, language, &value));
    }
    let file = deck.source.text();
    // A table may be left over from languages that are gone.
    if let Some(at) = file.find(DIGESTS) {
        let behind = at + DIGESTS.len();
        return Some(Edit { range: behind..behind, text: format!("{language} = {value}\n") });
    }
    let gap = if file.ends_with('\n') { "" } else { "\n" };
    Some(Edit { range: file.len()..file.len(), text: format!("{gap}{DIGESTS}{language} = {value}\n") })
}

/// The change that adds a language to the deck's list; none where it is there.
pub fn add_language(deck: &Deck, language: &str) -> Option<Edit> {
    let last = deck.languages.last().filter(|_| !deck.languages.iter().any(|known| known.value == language))?;
    Some(Edit { range: last.place.end..last.place.end, text: format!(", {}", toml_text(language)) })
}
