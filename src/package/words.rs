//! The words that an adapter says on the page, by the language of the page. They are part of the interface's texts
//! (`templates/texts/`), and only packages with that adapter bring them.

use crate::course::Module;
use crate::deck::{Deck, interface, primary};
use crate::templates::{self, STAND_IN};
use serde_json::{Map, Value, json};

/// The texts of a section, by language of the module and by key.
pub fn words(module: &Module<'_>, section: &str) -> Map<String, Value> {
    module
        .languages()
        .map(|own| (spoken(module.deck, own.language).to_owned(), of(module.deck, own.language, section)))
        .collect()
}

/// The language of the page's own words, by which the adapter finds its own.
fn spoken<'a>(deck: &Deck, language: &'a str) -> &'a str {
    let is_spoken = own(language).is_some() || interface(&deck.interface, language).is_some();
    if is_spoken { language } else { STAND_IN }
}

/// The language of the program that a language is, or is a region of.
fn own(language: &str) -> Option<&'static str> {
    templates::languages().find(|own| *own == primary(language))
}

/// Those of the program, with those that the deck brings in their place.
fn of(deck: &Deck, language: &str, section: &str) -> Value {
    let mut words = json!(templates::interface(own(language).unwrap_or(STAND_IN))[section]);
    for (name, text) in interface(&deck.interface, language).into_iter().flat_map(|own| &own.texts) {
        if let Some((_, key)) = name.split_once('.').filter(|(own, _)| *own == section) {
            words[key] = json!(text.value);
        }
    }
    words
}
