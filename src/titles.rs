//! What a report calls things, from a deck: `report` knows none, and `deck` knows no report.

use crate::course::{Module, Split, modules};
use crate::deck::{Deck, Tracking};
use crate::report::{Outline, Theme};
use std::collections::BTreeMap;

/// The titles of a deck in a language, or in its source language where it is not in that one.
pub fn of(deck: &Deck, language: &str) -> Outline {
    let language = if deck.edition(language).is_some() { language } else { deck.source_language() };
    let mut outline = Outline { title: deck.title_in(language).to_owned(), ..Outline::default() };
    for split in Split::ALL {
        for module in modules(deck, language, split, Tracking::Essential) {
            let situations = module.situations.iter().map(|situation| situation.iri.clone()).collect();
            outline.modules.insert(module.iri.clone(), situations);
            outline.titles.insert(module.iri.clone(), module.title.clone());
            if split == Split::Deck {
                whole(&mut outline, deck, &module);
            }
        }
    }
    outline
}

/// The themes, situations and items of the whole deck.
fn whole(outline: &mut Outline, deck: &Deck, module: &Module<'_>) {
    let mut rest = module.situations.as_slice();
    for theme in &module.themes {
        let (own, others) = rest.split_at(theme.situations.min(rest.len()));
        let situations = own.iter().map(|situation| situation.iri.clone()).collect();
        outline.themes.push(Theme { title: theme.theme.title.value.clone(), situations });
        rest = others;
    }
    for situation in &module.situations {
        outline.titles.insert(situation.iri.clone(), situation.situation.title.value.clone());
        for item in &situation.items {
            outline.titles.insert(item.iri.clone(), item.item.question.text());
        }
    }
    options(outline, deck, module);
}

/// What options say. Modules in any language name them after their own words.
fn options(outline: &mut Outline, deck: &Deck, module: &Module<'_>) {
    use crate::deck::ItemBody::{Fact, Facts};
    let mut texts: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in module.situations.iter().flat_map(|situation| &situation.items) {
        if let Fact(choices) | Facts(choices) = &item.item.body {
            texts.insert(&item.iri, choices.iter().map(|choice| choice.text.text()).collect());
        }
    }
    for language in &deck.languages {
        for other in modules(deck, language, Split::Deck, Tracking::Essential) {
            for item in other.situations.iter().flat_map(|situation| &situation.items) {
                let said = texts.get(item.iri.as_str()).map_or(&[][..], Vec::as_slice);
                for (name, text) in item.options.iter().zip(said) {
                    outline.options.insert((item.iri.clone(), name.clone()), text.clone());
                }
            }
        }
    }
}

/// The IRIs of today of situations that had others.
pub fn renamed(deck: &Deck) -> BTreeMap<String, String> {
    let modules = modules(deck, deck.source_language(), Split::Deck, Tracking::Essential);
    let former = modules.iter().flat_map(|module| &module.was).filter(|(old, _)| !old.contains('/'));
    former.map(|(old, id)| (format!("{}/{old}", deck.iri_of(id)), format!("{}/{id}", deck.iri_of(id)))).collect()
}
