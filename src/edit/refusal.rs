//! Why something was not written. The words are in `templates/messages/*/edit.toml`.

use super::body::label;
use crate::diagnostic::{Locale, say};
use serde::Serialize;

/// Why something was not written; nothing was changed then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The key of its message in `edit.toml`.
    pub code: &'static str,
    /// What the message names: a path, a name, a value.
    pub name: String,
}

impl Refusal {
    /// A refusal with what its message names.
    pub fn new(code: &'static str, name: impl Into<String>) -> Self {
        Self { code, name: name.into() }
    }

    /// What happened and how to go on, for people.
    pub fn message(&self, locale: Locale) -> String {
        let name = match self.code {
            "unknown_field" | "unknown_piece" | "required" | "wrong_kind" | "not_line" | "not_word" | "empty_piece" => {
                shown(locale, &self.name)
            }
            _ => self.name.clone(),
        };
        say(locale, &format!("edit.{}", self.code), &[("name", &name)])
    }
}

/// What a form calls the field or piece of a name: `/q1/option-2` is an option, `title.fr` a title. The name itself where it has no word.
fn shown(locale: Locale, name: &str) -> String {
    let parts = name
        .split(['/', '@', '.'])
        .map(|part| part.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('-'));
    let word = |part: &str| {
        let mut words = ["piece", "field", "part"].into_iter().map(|family| label(locale, family, part));
        words.find(|word| word != part)
    };
    parts.rev().filter(|part| !part.is_empty()).find_map(word).unwrap_or_else(|| name.to_owned())
}
