//! The first page of a site over several decks: what each is, and the way to it. The site of each deck is in a folder of its own,
//! named after the deck's id. Knows nothing of the pages there but their addresses.

use super::desk::Desk;
use super::head::direction;
use super::{SHARED, cut, language_folder};
use crate::course::Split;
use crate::deck::Deck;
use crate::render::texts::Texts;
use crate::render::{RenderError, Tongue, draw, tight};
use serde::Serialize;
use tera::Context;

/// The page.
#[derive(Serialize)]
struct Front<'a> {
    /// BCP 47.
    language: &'a str,
    /// `ltr` or `rtl`.
    direction: &'static str,
    decks: Vec<Entry<'a>>,
}

/// A deck. Its texts are HTML without tags.
#[derive(Serialize)]
struct Entry<'a> {
    folder: &'a str,
    /// The language of its texts here: the page's where the deck has it.
    language: &'a str,
    title: String,
    /// May be empty.
    description: String,
    situations: String,
    /// Its languages, where there are several.
    editions: Vec<Tongue<'a>>,
}

/// Makes the page from decks and the languages of the site of each, BCP 47, at least one. It is in the first language of the first.
///
/// # Errors
/// Where a template is at fault.
pub fn front(sites: &[(&Deck, Vec<&str>)]) -> Result<String, RenderError> {
    let language = sites[0].1[0];
    let decks = sites.iter().filter_map(|(deck, languages)| entry(deck, languages, language)).collect();
    let mut context = Context::new();
    context.insert("front", &Front { language, direction: direction(language), decks });
    context.insert("s", &Texts::of(&SHARED.texts, language).section("site"));
    Ok(tight(&draw("site/front.html", &context)?))
}

fn entry<'a>(deck: &'a Deck, languages: &[&'a str], wanted: &'a str) -> Option<Entry<'a>> {
    let language = if languages.contains(&wanted) { wanted } else { languages[0] };
    let all = Texts::with(&SHARED.texts, deck);
    let module = cut(deck, language, Split::Deck).into_iter().next()?;
    let desk = Desk::new((&SHARED, &all), &module, languages);
    let edition = |own: &&'a str| Tongue {
        page: format!("{}index.html", language_folder(own, languages)),
        language: own,
        name: Texts::name(&all, own),
    };
    Some(Entry {
        folder: &deck.id,
        language,
        title: desk.bare(module.title_language, &module.title),
        description: desk.described(&desk.facts),
        situations: desk.texts.fill("site.theme_meta", &[("n", &module.situations.len().to_string())]),
        editions: languages.iter().filter(|_| languages.len() > 1).map(edition).collect(),
    })
}
