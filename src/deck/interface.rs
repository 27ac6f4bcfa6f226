//! Interface texts that a deck brings for its languages: the words around its own texts, where the program has none or others
//! are wanted.

use crate::source::{At, Source};
use std::collections::BTreeMap;

/// The file of one language, `texts/LANGUAGE.toml`.
#[derive(Clone, Debug)]
pub struct InterfaceTexts {
    /// The language, BCP 47.
    pub language: String,
    /// Its texts, by `section.key`. What it leaves out is said in the words of the program.
    pub texts: BTreeMap<String, At<String>>,
    /// The file itself.
    pub source: Source,
}

/// The texts that a deck brings for a language: those of the language itself, or of the one that it is a region of.
pub fn interface<'a>(all: &'a [InterfaceTexts], language: &str) -> Option<&'a InterfaceTexts> {
    let of = |tag: &str| all.iter().find(|own| own.language == tag);
    of(language).or_else(|| of(primary(language)))
}

/// The first part of a language tag: `fr` of `fr-BE`.
pub fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}
