//! Whose the cards are that a deck took from others, as the templates of credits want it: the same in a module, on a site, in a book
//! and on paper.

use super::page::Maker;
use crate::deck::Taken;
use serde::Serialize;

/// A deck that cards were taken from.
#[derive(Serialize)]
pub struct TakenPage {
    /// Its title and version.
    title: String,
    url: String,
    /// The titles of its cards that are here.
    cards: String,
    /// Who made it, under what terms, who paid.
    lines: Vec<LinePage>,
}

/// A line: what it is, then a name that may lead somewhere, and a remark.
#[derive(Serialize)]
struct LinePage {
    label: String,
    name: String,
    url: String,
    note: String,
}

impl TakenPage {
    /// All of them, for a module.
    pub fn all(maker: &Maker<'_>) -> Vec<Self> {
        maker.module.deck.taken.iter().map(|taken| Self::of(maker, taken)).collect()
    }

    fn of(maker: &Maker<'_>, taken: &Taken) -> Self {
        let (module, texts) = (maker.module, maker.texts);
        let html = maker.html(module.language);
        let text = |given: &str| html.text(given);
        let line = |label: String, name: &str, url: Option<&str>, note: Option<&str>| LinePage {
            label,
            name: text(name),
            url: web(url.unwrap_or_default()),
            note: note.map(text).unwrap_or_default(),
        };
        let credits = taken.credits.iter().map(|credit| {
            let role = texts.find(&format!("role.{}", *credit.role)).map_or_else(|| text(&credit.role), str::to_owned);
            let (url, note) =
                (credit.url.as_ref().map(|own| own.as_str()), credit.note.as_ref().map(|own| own.as_str()));
            line(role, &credit.named(), url, note)
        });
        let licence = &taken.licence;
        let url = licence.url.as_ref().map(|url| url.as_str());
        let licence = line(texts.get("page.licence").to_owned(), &licence.name, url, None);
        let funding = taken.funding.iter().map(|funding| {
            let said = funding.statement.get(module.language).or_else(|| funding.statement.values().next());
            let name = format!("{}, {}", *funding.programme, *funding.project);
            line(texts.get("page.funding").to_owned(), &name, None, said.map(|said| said.as_str()))
        });
        let is_theirs = |id: &str| taken.has(id) || taken.renamed.iter().any(|own| own.value == id);
        let cards = module.situations.iter().filter(|own| is_theirs(own.id)).map(|own| own.situation);
        let cards: Vec<String> = cards.map(|card| maker.html(card.language).text(&card.text.title)).collect();
        Self {
            title: text(&format!("{} {}", taken.title_in(module.language), *taken.version)),
            url: web(taken.source.url.as_ref().map_or("", |url| url.as_str())),
            cards: cards.join(" · "),
            lines: credits.chain([licence]).chain(funding).collect(),
        }
    }
}

/// An address of the web, or nothing; the template escapes it.
pub fn web(url: &str) -> String {
    let known = ["https:", "http:"].iter().any(|scheme| url.starts_with(scheme));
    if known { url.to_owned() } else { String::new() }
}
