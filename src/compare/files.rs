//! Files whose bytes changed although nothing else tells it: pictures, drawings, words of the interface, the table of terms, and front
//! matter.

use super::change::{Change, Sort, What};
use crate::deck::{Deck, Edition};
use crate::source::{Place, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Holds the files of two decks against each other that were both read from folders, or from packages that were cut alike: any other package
/// has parts of files. What was `told` of a text needs not be told of its file.
pub fn compare(old: &Deck, new: &Deck, told: impl Fn(&Edition, &Source) -> bool, changes: &mut Vec<Change>) {
    let (before, now) = (others(old), others(new));
    for path in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        let change = Change::new(What::Text, *path, &Place::file(*path));
        changes.push(match (before.get(path), now.get(path)) {
            (None, _) => change.of(Sort::New),
            (_, None) => change.of(Sort::Gone),
            (before, now) if before == now => change,
            _ => change.of(Sort::Changed),
        });
    }
    for edition in &new.editions {
        let Some(before) = old.edition(&edition.language) else { continue };
        // By what is in them: a file may be renamed.
        let texts: BTreeSet<&str> = before.sources().map(Source::text).collect();
        for source in edition.sources().filter(|own| !texts.contains(own.text()) && !told(edition, own)) {
            let path = source.path();
            changes.push(Change::new(What::Text, path, &Place::file(path)).of(Sort::Changed));
        }
    }
}

/// The files that belong to no language, by path.
fn others(deck: &Deck) -> BTreeMap<&str, &[u8]> {
    let texts = deck.scenes.values().map(|scene| &scene.source).chain(deck.interface.iter().map(|own| &own.source));
    let texts = texts.chain(deck.terms.first().map(|term| &term.id.place.source));
    let texts = texts.map(|source| (source.path(), source.text().as_bytes()));
    deck.media.iter().map(|(path, bytes)| (path.as_str(), &**bytes)).chain(texts).collect()
}
