//! The capsules as readers look for them: under the theme that first needs each, with a line of what it says. Draws nothing.

use super::desk::Desk;
use crate::render::suit::suit;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// The capsules of a theme. Texts are HTML.
#[derive(Serialize)]
pub struct Shelf {
    /// The suit of the theme.
    pub suit: usize,
    theme: String,
    title: String,
    books: Vec<Book>,
}

/// A capsule on its shelf.
#[derive(Serialize)]
struct Book {
    id: String,
    title: String,
    says: String,
}

/// The suit of the shelf on which each capsule is, by its id.
pub fn suits(shelves: &[Shelf]) -> BTreeMap<&str, usize> {
    shelves.iter().flat_map(|shelf| shelf.books.iter().map(|book| (book.id.as_str(), shelf.suit))).collect()
}

/// The shelves of a language, in the order of the deck; a theme without a capsule of its own has none. Every capsule of a deck is
/// there, because each is there for a situation.
pub fn shelves(desk: &Desk<'_>) -> Vec<Shelf> {
    let mut shelves: Vec<Shelf> = Vec::new();
    let mut met = BTreeSet::new();
    let mut cards = desk.deck.situations.iter();
    for part in &desk.deck.themes {
        let ids = cards.by_ref().take(part.situations).flat_map(|card| &card.situation.text.capsules);
        let books: Vec<Book> = ids.filter(|id| met.insert(id.as_str())).filter_map(|id| book(desk, id)).collect();
        let title = desk.maker().html(part.theme.language).text(&part.theme.title);
        let shelf =
            Shelf { suit: suit(desk.deck, &part.theme.id.value), theme: part.theme.id.value.clone(), title, books };
        shelves.extend((!shelf.books.is_empty()).then_some(shelf));
    }
    shelves
}

/// A capsule with the first line of what is to be remembered of it.
fn book(desk: &Desk<'_>, id: &str) -> Option<Book> {
    let (_, capsule) = desk.deck.capsule(id)?;
    let html = desk.maker().html(capsule.language);
    let says = capsule.keep.text().lines().next().unwrap_or_default().to_owned();
    Some(Book { id: id.to_owned(), title: html.text(&capsule.title), says: html.text(&says) })
}
