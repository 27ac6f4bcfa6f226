//! What the keys of a table may hold, as data. Knows no table.

use crate::diagnostic::Rule;

/// What a key may hold. The same lists give the reader its checks and editors their schema.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A text that is not empty.
    Text,
    /// A text that a test accepts, the rule it breaks otherwise, and the pattern for editors.
    Form(fn(&str) -> bool, &'static Rule, &'static str),
    /// A list of texts of a kind.
    List(&'static Kind),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A whole number between two, or the word, where one is given.
    Whole(i64, i64, Option<&'static str>),
    /// A text, or a list of texts, for each language.
    ByLanguage(&'static Kind),
    /// A table of fields.
    Table(&'static [Field]),
    /// A list of tables of fields.
    Tables(&'static [Field]),
}

/// A key, what it may hold, and whether it must be there.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What it may hold.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
}

impl Field {
    /// A field that must be there.
    pub const fn must(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: true }
    }

    /// A field that may be left out.
    pub const fn may(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: false }
    }
}

impl Kind {
    /// How a key of this kind is written, for those who have never seen TOML.
    pub(super) fn example(&self, key: &str) -> String {
        match self {
            Self::Text | Self::Form(..) => format!("{key} = \"…\""),
            Self::OneOf(words) => format!("{key} = \"{}\"", words[0]),
            Self::List(_) => format!("{key} = [\"…\", \"…\"]"),
            Self::Whole(_, most, _) => format!("{key} = {most}"),
            Self::ByLanguage(inner) => format!("{key} = {{ {} }}", inner.example("fr")),
            Self::Table(_) => format!("[{key}]"),
            Self::Tables(_) => format!("[[{key}]]"),
        }
    }
}
