//! The sheets of countries as their page wants them: a section for each entry, with what each country says in it.

use super::html::{Html, Sheet};
use super::page::Maker;
use super::stamp;
use crate::course::Told;
use crate::deck::{Country, CountryEntry};
use serde::Serialize;

/// The styles can tell so many countries apart (`countries.css`); with more of them, all are shown.
const MOST_CHOICES: usize = 12;

/// The page of all countries that a module shows. Texts are HTML.
#[derive(Serialize)]
pub struct CountriesPage {
    /// The countries among which readers choose; empty where there is nothing to choose.
    choice: Vec<String>,
    countries: Vec<IntroPage>,
    entries: Vec<EntryPage>,
}

#[derive(Serialize)]
struct IntroPage {
    number: usize,
    name: String,
    untranslated: String,
    intro: String,
}

#[derive(Serialize)]
struct EntryPage {
    id: String,
    title: String,
    /// What each country says.
    own: Vec<OwnPage>,
}

#[derive(Serialize)]
struct OwnPage {
    number: usize,
    name: String,
    /// Its heading, where it is not that of the entry.
    title: String,
    body: String,
    sources: String,
    stamp: String,
}

impl CountriesPage {
    /// The page of a module; none where the module leads to no entry.
    pub fn of(maker: Maker<'_>, place: Sheet<'_>) -> Option<Self> {
        let module = maker.module;
        let name = |country: &Told<'_, Country>| maker.html(country.language).text(&country.title);
        let intro = |(at, country): (usize, &Told<'_, Country>)| IntroPage {
            number: at + 1,
            name: name(country),
            untranslated: maker.untranslated(country.language),
            intro: Html { sheet: place, ..maker.html(country.language) }.prose(&country.intro, 4),
        };
        let choice = module.countries.iter().map(name);
        let all = module.countries.len();
        (!module.entries.is_empty()).then(|| Self {
            choice: if (2..=MOST_CHOICES).contains(&all) { choice.collect() } else { Vec::new() },
            countries: module.countries.iter().enumerate().map(intro).collect(),
            entries: module.entries.iter().filter_map(|id| entry(maker, place, id)).collect(),
        })
    }
}

/// The heading of an entry is that of the first country.
fn entry(maker: Maker<'_>, place: Sheet<'_>, id: &str) -> Option<EntryPage> {
    let find = |country: &Country| country.entries.iter().position(|entry| *entry.id == id);
    let own = maker.module.countries.iter().enumerate();
    let own: Vec<(usize, Told<'_, Country>, &CountryEntry)> =
        own.filter_map(|(at, told)| Some((at + 1, *told, &told.text.entries[find(told.text)?]))).collect();
    let (_, first, heading) = own.first()?;
    let heading = maker.html(first.language).line(&heading.title);
    let page = |(number, told, entry): &(usize, Told<'_, Country>, &CountryEntry)| {
        let html = Html { sheet: place, ..maker.html(told.language) };
        OwnPage {
            number: *number,
            name: html.text(&told.title),
            title: Some(html.line(&entry.title)).filter(|title| *title != heading).unwrap_or_default(),
            body: html.prose(&entry.body, 5),
            sources: html.prose(&entry.sources, 5),
            stamp: stamp::of_entry(maker.texts, html, entry, &told.text.signature),
        }
    };
    Some(EntryPage { id: id.to_owned(), title: heading.clone(), own: own.iter().map(page).collect() })
}
