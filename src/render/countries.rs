//! The sheets of countries as their page wants them: a section for each entry, with what each country says in it.

use super::html::{Html, Sheet};
use super::page::Maker;
use super::stamp;
use crate::course::Told;
use crate::deck::{Country, CountryEntry};
use serde::Serialize;
use std::collections::BTreeMap;

/// The styles can tell so many countries apart (`countries.css`); with more of them, all are shown.
const MOST_CHOICES: usize = 12;

/// What each country says in an entry, with the number of the country.
type ById<'d, 'a> = BTreeMap<&'d str, Vec<(usize, Told<'a, Country>, &'d CountryEntry)>>;

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
            untranslated: maker.remark(country.language, &country.source),
            intro: Html { sheet: place, ..maker.html(country.language) }.prose(&country.intro, 4),
        };
        let mut by_id: ById<'_, '_> = BTreeMap::new();
        for (at, told) in module.countries.iter().enumerate() {
            let entries = told.text.entries.iter();
            entries.for_each(|entry| by_id.entry(entry.id.as_str()).or_default().push((at + 1, *told, entry)));
        }
        let choice = module.countries.iter().map(name);
        let all = module.countries.len();
        (!module.entries.is_empty()).then(|| Self {
            choice: if (2..=MOST_CHOICES).contains(&all) { choice.collect() } else { Vec::new() },
            countries: module.countries.iter().enumerate().map(intro).collect(),
            entries: module.entries.iter().filter_map(|id| entry(maker, place, &by_id, id)).collect(),
        })
    }
}

/// The heading of an entry is that of the first country that is there in the module's language.
fn entry(maker: Maker<'_>, place: Sheet<'_>, by_id: &ById<'_, '_>, id: &str) -> Option<EntryPage> {
    let own = by_id.get(id)?;
    let is_ours = |(_, told, _): &&(usize, Told<'_, Country>, &CountryEntry)| told.language == maker.module.language;
    let (_, first, heading) = own.iter().find(is_ours).or(own.first())?;
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
