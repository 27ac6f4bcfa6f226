//! Which entries of the sheets of countries a module has.

use super::activity::Module;
use super::told::Told;
use crate::deck::{Country, CountryEntry, Inline};
use std::collections::{BTreeMap, BTreeSet};

/// Every entry, in the order of the first country.
pub fn every_entry<'a>(countries: &[Told<'a, Country>]) -> Vec<&'a str> {
    let first = countries.first().map(|country| country.text);
    first.into_iter().flat_map(|country| &country.entries).map(|entry| entry.id.as_str()).collect()
}

/// The entries that the texts of a module lead to, and those that these lead to in turn: its source has these texts too, and may
/// lead nowhere else.
pub fn linked_entries<'a>(module: &Module<'a>) -> Vec<&'a str> {
    let mut met = BTreeSet::new();
    let mut read = |content: &'a [Inline], _: &_| links(content, &mut met);
    module.themes.iter().for_each(|part| part.theme.text.intro.paragraphs(&mut read));
    module.themes.iter().for_each(|part| part.intro.text.paragraphs(&mut read));
    module.situations.iter().for_each(|activity| activity.situation.text.texts(&mut read));
    module.capsules.iter().for_each(|capsule| capsule.text.texts(&mut read));
    module.game.iter().for_each(|game| game.text.texts(&mut read));
    module.board.iter().for_each(|board| board.text.texts(&mut read));
    module.glossary.iter().for_each(|glossary| glossary.text.intro.paragraphs(&mut read));
    module.terms.iter().for_each(|term| term.texts(&mut read));
    let entries = module.countries.iter().flat_map(|country| &country.text.entries);
    let mut by_id: BTreeMap<&str, Vec<&'a CountryEntry>> = BTreeMap::new();
    entries.for_each(|entry| by_id.entry(entry.id.as_str()).or_default().push(entry));
    if met.iter().any(|id| by_id.contains_key(id)) {
        let mut read = |content: &'a [Inline], _: &_| links(content, &mut met);
        module.countries.iter().for_each(|country| country.text.intro.paragraphs(&mut read));
    }
    let mut open: Vec<&str> = met.iter().copied().collect();
    while let Some(id) = open.pop() {
        for entry in by_id.get(id).into_iter().flatten() {
            let mut further = BTreeSet::new();
            entry.texts(&mut |content: &'a [Inline], _: &_| links(content, &mut further));
            open.extend(further.into_iter().filter(|id| met.insert(id)));
        }
    }
    every_entry(&module.countries).into_iter().filter(|id| met.contains(id)).collect()
}

fn links<'a>(content: &'a [Inline], met: &mut BTreeSet<&'a str>) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Foreign { content: inner, .. } => {
                links(inner, met)
            }
            Inline::Link { url, content, .. } => {
                met.extend(url.strip_prefix("country:"));
                links(content, met);
            }
            _ => {}
        }
    }
}
