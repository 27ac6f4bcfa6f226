//! What the home page says of the deck: how long its themes take, and who made it; and which situations lean on a capsule.

use super::desk::Desk;
use crate::course::{Metadata, Minutes, Module};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A time is counted in hours from so many minutes on.
const LONG: usize = 90;

/// A home page. Texts are HTML.
#[derive(Serialize)]
pub struct Home {
    whole: String,
    themes: Vec<Card>,
    hands: Vec<Hand>,
    /// The language of the description, where it is not the page's.
    description_language: Option<String>,
}

/// A theme, in the order of the deck.
#[derive(Serialize)]
struct Card {
    situations: String,
    time: String,
}

/// Who had one part in it.
#[derive(Serialize)]
struct Hand {
    role: String,
    names: Vec<String>,
}

/// A link to a situation.
#[derive(Serialize)]
pub struct Pointer {
    href: String,
    title: String,
}

impl Home {
    /// The home page of a language, from the modules of its themes.
    pub fn of(desk: &Desk<'_>, themes: &[Module<'_>]) -> Self {
        let card = |theme: &Module<'_>| Card {
            situations: desk.texts.fill("site.theme_meta", &[("n", &theme.situations.len().to_string())]),
            time: desk.texts.fill("site.alone", &[("time", &time(desk, Metadata::of(theme).time))]),
        };
        let language = desk.facts.description.first().map(|said| said.language.clone());
        Self {
            whole: desk.texts.fill("site.whole", &[("time", &time(desk, desk.facts.time))]),
            themes: themes.iter().map(card).collect(),
            hands: hands(desk),
            description_language: language.filter(|language| language != desk.language()),
        }
    }
}

fn time(desk: &Desk<'_>, time: Minutes) -> String {
    let time = time.rounded();
    let (key, from, to) = if time.from >= LONG {
        ("site.hours", (time.from + 30) / 60, time.to.div_ceil(60))
    } else {
        ("page.minutes", time.from, time.to)
    };
    desk.texts.fill(key, &[("from", &from.to_string()), ("to", &to.to_string())])
}

/// The credits of the deck in their order; those of one role that follow one another stand together.
fn hands(desk: &Desk<'_>) -> Vec<Hand> {
    let html = desk.maker().html(desk.language());
    let credits = &desk.deck.deck.credits;
    let groups = credits.chunk_by(|a, b| a.role.value == b.role.value);
    let hand = |group: &[crate::deck::Credit]| Hand {
        role: desk.texts.find(&format!("role.{}", group[0].role.value)).unwrap_or_default().to_owned(),
        names: group.iter().map(|credit| html.text(&credit.name)).collect(),
    };
    groups.map(hand).collect()
}

/// The situations that point to each capsule, by its id.
pub fn pointers<'a>(desk: &Desk<'a>) -> BTreeMap<&'a str, Vec<Pointer>> {
    let mut cards = desk.deck.situations.iter();
    let mut all: BTreeMap<&str, Vec<Pointer>> = BTreeMap::new();
    for part in &desk.deck.themes {
        for card in cards.by_ref().take(part.situations) {
            let pointer = || Pointer {
                href: format!("theme-{}.html#{}", part.theme.id.value, card.id),
                title: desk.maker().html(card.situation.language).text(&card.situation.title),
            };
            let used: BTreeSet<&str> = card.situation.text.capsules.iter().map(|id| id.as_str()).collect();
            used.into_iter().for_each(|id| all.entry(id).or_default().push(pointer()));
        }
    }
    all
}
