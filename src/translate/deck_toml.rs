//! The texts of `deck.toml` in each language, and the language itself in its list. Lines are changed and added at the places of
//! values; all else in the file stays as its author wrote it.

use super::edit::{Edit, toml_text};
use crate::deck::Deck;
use crate::source::At;
use std::collections::BTreeMap;

/// A text that `deck.toml` has for each language.
pub struct Text<'a> {
    /// What names it.
    pub context: &'static str,
    /// What it is.
    pub word: &'static str,
    /// The text of the source.
    pub source: &'a At<String>,
    /// Its translation.
    pub present: Option<&'a At<String>>,
    /// The last of its values in the file, behind which a new one goes.
    last: &'a At<String>,
}

/// The deck's texts, with what they say in a language.
pub fn texts<'a>(deck: &'a Deck, language: &str) -> Vec<Text<'a>> {
    let statement = deck.funding.as_ref().map(|funding| &funding.statement);
    let all = [("deck.toml/title", "title", Some(&deck.title)), ("deck.toml/statement", "statement", statement)];
    let source = deck.languages.first().map_or("", |source| source.value.as_str());
    let text = |context, word, values: &'a BTreeMap<String, At<String>>| {
        let last = values.values().max_by_key(|value| value.place.start)?;
        Some(Text { context, word, source: values.get(source)?, present: values.get(language), last })
    };
    all.into_iter().filter_map(|(context, word, values)| text(context, word, values?)).collect()
}

/// What a text of the deck says in a language once it has been read again.
pub fn says<'a>(deck: &'a Deck, language: &str, context: &str) -> Option<&'a str> {
    let found = texts(deck, language).into_iter().find(|text| text.context == context)?;
    found.present.map(|present| present.value.as_str())
}

impl Text<'_> {
    /// The change that makes the text say something in a language.
    pub fn put(&self, language: &str, text: &str) -> Edit {
        if let Some(present) = self.present {
            return Edit { range: present.place.start..present.place.end, text: toml_text(text) };
        }
        let (start, end) = (self.last.place.start, self.last.place.end);
        let file = self.last.place.source.text();
        let line = file[..start].rfind('\n').map_or(0, |at| at + 1);
        let before = &file[line..start];
        // Between braces the texts stand side by side.
        if before.contains('{') {
            return Edit { range: end..end, text: format!(", {language} = {}", toml_text(text)) };
        }
        // What stands before a key in its line (`title.fr = …`) stands before the new one too.
        let key = before.rsplit_once('.').map_or("", |(path, _)| path);
        let key = if key.is_empty() { language.to_owned() } else { format!("{key}.{language}") };
        let rest = file[end..].find('\n').map_or(file.len(), |at| end + at);
        Edit { range: rest..rest, text: format!("\n{key} = {}", toml_text(text)) }
    }
}

/// The change that adds a language to the deck's list; none where it is there.
pub fn add_language(deck: &Deck, language: &str) -> Option<Edit> {
    let last = deck.languages.last().filter(|_| !deck.languages.iter().any(|known| known.value == language))?;
    Some(Edit { range: last.place.end..last.place.end, text: format!(", {}", toml_text(language)) })
}
