//! Whether every id names one thing. Progress hangs on ids, so a double one is never harmless.

use crate::deck::{Deck, Edition};
use crate::diagnostic::{Findings, rules};
use crate::source::{At, Place};
use std::collections::{BTreeMap, BTreeSet};

rules! {
    /// An id of a theme or situation that stands twice.
    DOUBLE_ID = error "C020";
    /// An id of a capsule that stands twice.
    DOUBLE_CAPSULE = error "C021";
    /// An id of an item that stands twice in its situation.
    DOUBLE_ITEM = error "C022";
    /// A language that stands twice.
    DOUBLE_LANGUAGE = error "C023";
    /// An id that the addresses of capsules need.
    RESERVED_ID = error "C024";
    /// A former id that is in use, or that two things claim.
    TAKEN_ID = error "C025";
    /// A country that stands twice.
    DOUBLE_COUNTRY = error "C120";
    /// An id that was published and given up.
    RETIRED_ID = error "C026";
}

/// Checks every edition; the same id in two languages is the same thing.
pub fn check(deck: &Deck, findings: &mut Findings) {
    double(deck.languages.iter(), &DOUBLE_LANGUAGE, findings);
    double(deck.themes.iter(), &DOUBLE_ID, findings);
    double(deck.countries.iter(), &DOUBLE_COUNTRY, findings);
    for edition in &deck.editions {
        // Themes and situations share one space of names: both stand right behind the deck's IRI.
        let activities: Vec<&At<String>> =
            edition.themes.iter().map(|t| &t.id).chain(edition.situations().map(|s| &s.id)).collect();
        double(activities.iter().copied(), &DOUBLE_ID, findings);
        for id in activities.iter().filter(|id| id.value == "capsule") {
            findings.add(&RESERVED_ID, &id.place).with("id", &id.value);
        }
        double(edition.capsules.iter().map(|c| &c.id), &DOUBLE_CAPSULE, findings);
        double(edition.countries.iter().map(|country| &country.id), &DOUBLE_COUNTRY, findings);
        check_items(edition, findings);
    }
    if let Some(source) = deck.editions.first() {
        former(source, findings);
        retired(deck, source, findings);
    }
}

/// A learner's progress under a former id must lead to one thing only. What a translation says of former ids is not read.
fn former(source: &Edition, findings: &mut Findings) {
    let themes = source.themes.iter().map(|theme| &theme.id);
    let cards = || source.situations();
    taken(themes.chain(cards().map(|card| &card.id)), cards().flat_map(|card| &card.was), findings);
    for card in cards() {
        let items = || card.items.iter();
        taken(items().map(|item| &item.id), items().flat_map(|item| &item.was), findings);
    }
}

/// An id that the register lists as given up names nothing again. A question keeps its card's progress under each id of the card.
fn retired(deck: &Deck, source: &Edition, findings: &mut Findings) {
    let retired: BTreeSet<&str> = deck.register.retired.iter().map(String::as_str).collect();
    let mut hold = |path: String, id: &At<String>| {
        if retired.contains(path.as_str()) {
            findings.add(&RETIRED_ID, &id.place).with("id", path);
        }
    };
    let themes = source.themes.iter().map(|theme| &theme.id);
    for id in themes.chain(source.situations().map(|card| &card.id)) {
        hold(id.value.clone(), id);
    }
    for capsule in &source.capsules {
        hold(format!("capsule/{}", *capsule.id), &capsule.id);
    }
    for card in source.situations() {
        for id in std::iter::once(&card.id).chain(&card.was) {
            card.items.iter().for_each(|item| hold(format!("{}/{}", **id, *item.id), &item.id));
        }
    }
}

fn taken<'a>(
    ids: impl Iterator<Item = &'a At<String>>,
    former: impl Iterator<Item = &'a At<String>>,
    findings: &mut Findings,
) {
    let mut seen: BTreeMap<&str, String> = ids.map(|id| (id.value.as_str(), line(&id.place))).collect();
    for id in former {
        if let Some(first) = seen.insert(&id.value, line(&id.place)) {
            findings.add(&TAKEN_ID, &id.place).with("id", &id.value).with("first", first);
        }
    }
}

/// A place as it is named in a sentence.
fn line(place: &Place) -> String {
    let place = place.origin();
    format!("{}:{}", place.source.path(), place.line_column().0)
}

fn check_items(edition: &Edition, findings: &mut Findings) {
    for card in edition.situations() {
        double(card.items.iter().map(|item| &item.id), &DOUBLE_ITEM, findings);
    }
}

fn double<'a>(
    ids: impl Iterator<Item = &'a At<String>>,
    rule: &'static crate::diagnostic::Rule,
    findings: &mut Findings,
) {
    let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
    for id in ids.filter(|id| !id.value.is_empty()) {
        if let Some(first) = seen.get(id.value.as_str()) {
            findings.add(rule, &id.place).with("id", &id.value).with("first", line(first));
        } else {
            seen.insert(&id.value, &id.place);
        }
    }
}
