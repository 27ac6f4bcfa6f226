//! What `deck.toml` says: what decides about tracking, completion and terms, and what it tells of the deck and of those who made it.

use super::change::{Change, DECISIVE, Sort, What};
use crate::deck::{Completion, Deck};
use std::collections::BTreeSet;
use toml::{Table, Value};

/// What is compared elsewhere: who the deck is, what it consists of, and in [`DECISIVE`]; and what no reader sees.
const ELSEWHERE: [&str; 10] =
    ["id", "iri", "version", "languages", "themes", "tracking", "journal", "completion", "success", "source-digest"];

/// Holds the settings against each other; one that decides and that a deck does not make counts as its default.
pub fn compare(old: &Deck, new: &Deck, changes: &mut Vec<Change>) {
    let mut put = |name: &str, is_same: bool| {
        let change = Change::new(What::Setting, name, &new.id.place);
        changes.push(if is_same { change } else { change.of(Sort::Changed) });
    };
    for ((name, before), now) in DECISIVE.iter().zip(decisive(old)).zip(decisive(new)) {
        put(name, before == now);
    }
    let (before, now) = (told(old, new), told(new, old));
    for name in before.keys().chain(now.keys()).collect::<BTreeSet<_>>() {
        put(name, before.get(name) == now.get(name));
    }
}

fn decisive(deck: &Deck) -> [String; DECISIVE.len()] {
    let completion = match deck.completion {
        Completion::All => "all".to_owned(),
        Completion::Situations(number, _) => number.to_string(),
    };
    let threshold = deck.success.map_or_else(String::new, |threshold| threshold.to_string());
    let journal = if deck.journal { "device" } else { "none" };
    [deck.tracking.key().to_owned(), journal.to_owned(), completion, threshold, deck.licence.id.value.clone()]
}

/// All else that a deck says of itself, by key, as far as it can be held against what another one says: a package has not every language
/// of its deck, nor the sheets of all countries.
fn told(deck: &Deck, other: &Deck) -> Table {
    let mut table: Table = toml::from_str(deck.source.text()).unwrap_or_default();
    ELSEWHERE.iter().for_each(|key| drop(table.remove(*key)));
    if let Some(licence) = table.get_mut("licence").and_then(Value::as_table_mut) {
        licence.remove("id");
    }
    if let Some(countries) = table.get_mut("countries").and_then(Value::as_array_mut) {
        countries.retain(|id| other.countries.iter().any(|own| Some(own.as_str()) == id.as_str()));
    }
    table.retain(|_, value| !value.as_array().is_some_and(Vec::is_empty));
    let lacks = |language: &str| !other.languages.iter().any(|own| own.value == language);
    for language in deck.languages.iter().filter(|own| lacks(own)) {
        table.iter_mut().for_each(|(_, value)| without(value, language));
    }
    table
}

/// Takes out what a table, or one in it, says in a language.
fn without(value: &mut Value, language: &str) {
    if let Some(table) = value.as_table_mut() {
        table.remove(language);
        table.iter_mut().for_each(|(_, value)| without(value, language));
    }
}
