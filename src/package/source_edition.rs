//! The files of an edition as they go into a package. Where the package holds one translation and nothing else, it says in them
//! what it left to its source, so that it is a source itself. Texts are changed at the places that the reader noted; all else stays
//! as its author wrote it.

use crate::course::{Index, Module, Split};
use crate::deck::{Capsule, Country, Glossary, Item, ItemBody, Situation, Term};
use crate::source::{At, Place, Source};
use std::ops::Range;

/// What comes in the place of a range.
pub type Change = (Range<usize>, String);

/// A text with changes made to it. Ranges do not overlap.
pub fn changed(text: &str, mut changes: Vec<Change>) -> String {
    changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, new) in changes {
        text.replace_range(range, &new);
    }
    text
}

/// The whole line on which a key has its value; none where the line says more than that.
pub fn line(key: &str, place: &Place) -> Option<Range<usize>> {
    let text = place.source.text();
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at + 1);
    let written = text[start..place.start].trim().strip_suffix('=')?.trim_end().trim_matches('"');
    let behind = text[place.end..end].trim();
    (written == key && (behind.is_empty() || behind.starts_with('#'))).then_some(start..end)
}

/// A list of ids as TOML has it.
pub fn list<'a>(ids: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = ids.map(|id| format!("\"{id}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

/// A file of an edition, and what is changed in it besides.
type File<'a> = (&'a Source, &'a Option<At<String>>, Vec<Change>);

/// The files of an edition that a module was made from, by path; those of a translation as a source where they go `alone`.
pub fn files(module: &Module<'_>, index: &Index<'_>, alone: bool) -> Vec<(String, String)> {
    let made = alone && module.language != module.deck.source_language();
    let edition = index.edition;
    let themes = module.themes.iter().filter_map(|part| index.theme(&part.theme.id));
    let cards = module.situations.iter().filter_map(|activity| index.situation(activity.id));
    let capsules = module.capsules.iter().filter_map(|capsule| index.capsule(&capsule.id));
    let mut all: Vec<File<'_>> = cards
        .map(|card| (&card.source, &card.source_version, if made { situation(card) } else { Vec::new() }))
        .collect();
    // A module of a single situation has no teaching sheet.
    let sheets = themes.clone().filter(|_| module.split != Split::Situation);
    let sheets = sheets.filter_map(|theme| theme.teaching.as_ref());
    all.extend(sheets.map(|sheet| (&sheet.source, &sheet.source_version, Vec::new())));
    all.extend(themes.map(|theme| (&theme.source, &theme.source_version, Vec::new())));
    // A situation that goes alone has what its page shows, for the sake of its size: no handouts, and only entries that it leads to.
    let is_small = alone && module.split == Split::Situation;
    let handed = |capsule: &Capsule| if is_small { handout(capsule).into_iter().collect() } else { Vec::new() };
    all.extend(capsules.map(|capsule| (&capsule.source, &capsule.source_version, handed(capsule))));
    let is_shown = |id: &str| module.languages().any(|own| own.countries.iter().any(|told| *told.text.id == id));
    let countries = edition.countries.iter().filter(|country| is_shown(&country.id));
    all.extend(countries.map(|country| {
        let mut changes = if is_small { other_entries(country, module) } else { Vec::new() };
        changes.extend(chosen(country, module));
        (&country.source, &country.source_version, changes)
    }));
    // A module of a single situation leaves out the rules of the game, which draws from several cards.
    all.extend(
        edition
            .game
            .iter()
            .filter(|_| module.game.is_some())
            .map(|game| (&game.source, &game.source_version, Vec::new())),
    );
    all.extend(edition.board.iter().map(|board| (&board.source, &board.source_version, Vec::new())));
    // A glossary of no term would be a fault.
    let explained = edition.glossary.iter().filter(|_| module.glossary.is_some());
    all.extend(explained.map(|glossary| (&glossary.source, &glossary.source_version, left_out(glossary, module))));
    let file = |(source, version, mut changes): File<'_>| {
        let line = version.as_ref().filter(|_| made).and_then(|version| line("source-version", &version.place));
        changes.extend(line.map(|line| (line, String::new())));
        changes.extend(digests(source.text()).filter(|_| made).map(|line| (line, String::new())));
        (source.path().to_owned(), changed(source.text(), changes))
    };
    all.into_iter().map(file).collect()
}

/// The line of the front matter that lists the digests of what a translation was made from.
fn digests(text: &str) -> Option<Range<usize>> {
    let start = text.find("\nsource-digest = ")? + 1;
    let front = text.find("\n+++\n")?;
    let end = start + text[start..].find('\n')? + 1;
    (start <= front).then_some(start..end)
}

/// The section of a capsule that is its handout, up to the next section of its level.
fn handout(capsule: &Capsule) -> Option<Change> {
    let text = capsule.source.text();
    let place = &capsule.handout.as_ref()?.title.place;
    let begin = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find("\n## ").map_or(text.len(), |at| place.end + at + 1);
    Some((begin..end, String::new()))
}

/// The sections of a country's sheet whose entries a module does not have, each from its heading to the next.
fn other_entries(country: &Country, module: &Module<'_>) -> Vec<Change> {
    let text = country.source.text();
    let begin = |place: &Place| text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let begins: Vec<usize> = country.entries.iter().map(|entry| begin(&entry.title.place)).collect();
    let ends = begins.iter().skip(1).copied().chain([text.len()]);
    let sections = country.entries.iter().zip(begins.iter().copied().zip(ends));
    let left = sections.filter(|(entry, _)| !module.entries.contains(&entry.id.as_str()));
    left.map(|(_, (begin, end))| (begin..end, String::new())).collect()
}

/// What a build asked for is shown in every language: the sheet then names none.
fn chosen(country: &Country, module: &Module<'_>) -> Option<Change> {
    let (first, last) = (country.languages.first()?, country.languages.last()?);
    let text = country.source.text();
    let start = text[..first.place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last.place.end..].find('\n').map_or(text.len(), |at| last.place.end + at + 1);
    module.deck.chosen.then(|| (start..end, String::new()))
}

/// The sections of a glossary whose terms a module has in none of its languages, each from its heading to the next.
fn left_out(glossary: &Glossary, module: &Module<'_>) -> Vec<Change> {
    let text = glossary.source.text();
    let begins = |term: &Term| text[..term.title.place.start].rfind('\n').map_or(0, |at| at + 1);
    let ends = glossary.terms.iter().skip(1).map(begins).chain([text.len()]);
    let is_shown = |term: &Term| module.languages().any(|own| own.terms.iter().any(|shown| *shown.id == *term.id));
    let sections = glossary.terms.iter().zip(ends).filter(|(term, _)| !is_shown(term));
    sections.map(|(term, end)| (begins(term)..end, String::new())).collect()
}

/// What a situation leaves to its source: capsules, the scene, former ids, and the right answers with where they come from.
fn situation(card: &Situation) -> Vec<Change> {
    let is_taken = |ids: &[At<String>]| ids.first().is_some_and(|id| id.place.source != card.source);
    let mut front = String::new();
    for (key, ids) in [("was", &card.was), ("capsules", &card.capsules)] {
        if is_taken(ids) {
            front.push_str(&format!("\n{key} = {}", list(ids.iter().map(|id| id.as_str()))));
        }
    }
    if let Some(scene) = card.scene.as_ref().filter(|scene| scene.place.source != card.source) {
        front.push_str(&format!("\nscene = \"{}\"", **scene));
    }
    let title = card.title.place.end;
    let text = card.source.text();
    let end = text[title..].find('\n').map_or(text.len(), |at| title + at);
    let mut changes = vec![(end..end, front)];
    for item in &card.items {
        let source = item.source.as_ref().filter(|id| id.place.source != card.source);
        let was: Vec<&str> = item.was.iter().filter(|_| is_taken(&item.was)).map(|id| id.as_str()).collect();
        changes.extend(attributes(item, source.map(|id| id.as_str()), &was));
        changes.extend(marks(item));
    }
    changes
}

/// Puts attributes behind those that the heading of an item has.
fn attributes(item: &Item, source: Option<&str>, was: &[&str]) -> Option<Change> {
    let mut said = source.map(|id| format!(" source={id}")).unwrap_or_default();
    if !was.is_empty() {
        said.push_str(&format!(" was={}", was.join(",")));
    }
    let place = &item.place;
    let end = place.start + place.source.text()[place.start..place.end].rfind('}')?;
    (!said.is_empty()).then_some((end..end, said))
}

/// Marks what is right and what is not.
fn marks(item: &Item) -> Vec<Change> {
    let (ItemBody::Fact(choices) | ItemBody::Facts(choices)) = &item.body else { return Vec::new() };
    let mark = |place: &Place, right: bool| {
        // Behind the sign or the number of the entry and its space.
        let entry = &place.source.text()[place.start..place.end];
        let sign = entry.find(|c: char| c.is_whitespace()).unwrap_or(entry.len());
        let at = place.start + sign + entry[sign..].len() - entry[sign..].trim_start().len();
        (at..at, if right { "[x] " } else { "[ ] " }.to_owned())
    };
    choices.iter().map(|choice| mark(&choice.text.place, choice.right)).collect()
}
