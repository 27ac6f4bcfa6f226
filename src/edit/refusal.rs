//! Why something was not written. The words are in `templates/messages/*/edit.toml`.

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
        say(locale, &format!("edit.{}", self.code), &[("name", &self.name)])
    }
}
