//! What the deck has, as the list at the left shows it.

use super::Studio;
use super::latest::Read;
use super::preview;
use crate::deck::{Deck, Edition, Theme, Tracking};
use crate::diagnostic::{Locale, json};
use crate::package::FORMATS;
use crate::render::Forums;
use crate::source::Source;
use serde_json::{Value, json};

/// The deck as JSON: `number` of its state, `title`, `languages`, those that are `begun` and have no file yet, `formats` that can be looked at, `packages` (all formats), `countries`, `forums` and `tracking` to choose from, `modules` (where their addresses begin),
/// `editions` with their themes, cards and other files, and what `check` says: `findings`, `errors`, `warnings`, `notes`. Every `file` is
/// a path in the deck.
pub(super) fn outline(studio: &Studio, read: &Read, locale: Locale) -> Value {
    let deck = &read.deck;
    let mut whole = json(&read.findings, locale);
    whole["number"] = read.number.into();
    whole["readOnly"] = studio.settings.read_only.into();
    whole["folder"] = studio.latest.root().display().to_string().into();
    whole["title"] = deck.title.get(deck.source_language()).map_or("", |title| title.as_str()).into();
    whole["languages"] = deck.languages.iter().map(|language| language.as_str()).collect();
    let begun = studio.bench.languages();
    let is_there = |language: &str| deck.languages.iter().any(|own| own.as_str() == language);
    whole["begun"] = begun.into_iter().filter(|language| !is_there(language)).collect();
    whole["formats"] = preview::formats().map(|format| format.key).collect();
    whole["packages"] = FORMATS.iter().map(|format| format.key).collect();
    // What the command can be told besides, from the tables by which it is told.
    whole["countries"] = deck.countries.iter().map(|country| country.as_str()).collect();
    whole["forums"] = Forums::ALL.map(Forums::key).as_slice().into();
    whole["tracking"] = json!({ "all": Tracking::ALL.map(Tracking::key), "own": deck.tracking.key() });
    whole["modules"] = studio.gate.module_base().into();
    whole["editions"] = deck.editions.iter().map(edition).collect();
    whole["others"] = others(deck);
    whole
}

fn edition(edition: &Edition) -> Value {
    let parts = [
        ("game", edition.game.as_ref().map(|game| &game.source)),
        ("board", edition.board.as_ref().map(|board| &board.source)),
        ("glossary", edition.glossary.as_ref().map(|glossary| &glossary.source)),
    ];
    let parts = parts.into_iter().filter_map(|(kind, source)| Some(part(kind, "", source?)));
    let countries = edition.countries.iter().map(|country| part("country", &country.id, &country.source));
    json!({
        "language": edition.language,
        "themes": edition.themes.iter().map(|theme| theme_of(edition, theme)).collect::<Vec<_>>(),
        "parts": parts.chain(countries).collect::<Vec<_>>(),
    })
}

fn theme_of(edition: &Edition, theme: &Theme) -> Value {
    let folder = folder(theme.source.path());
    let is_inside = |source: &Source| source.path().starts_with(folder);
    let row = |id: &str, title: &str, source: &Source| json!({ "id": id, "title": title, "file": source.path() });
    let cards = theme.situations.iter().map(|card| row(&card.id, &card.title, &card.source));
    let capsules = edition.capsules.iter().filter(|capsule| is_inside(&capsule.source));
    let capsules = capsules.map(|capsule| row(&capsule.id, &capsule.title, &capsule.source));
    json!({
        "id": theme.id.as_str(), "title": theme.title.as_str(), "file": theme.source.path(),
        "cards": cards.collect::<Vec<_>>(), "capsules": capsules.collect::<Vec<_>>(),
        "teaching": theme.teaching.as_ref().map(|sheet| sheet.source.path()),
    })
}

/// A path up to its last slash.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

fn part(kind: &str, id: &str, source: &Source) -> Value {
    json!({ "kind": kind, "id": id, "file": source.path() })
}

/// Files of the whole deck, and those that could not be read: they are to be put right as well.
fn others(deck: &Deck) -> Value {
    let interface = deck.interface.iter().map(|own| part("interface", "", &own.source));
    let scenes = deck.scenes.values().map(|scene| part("scene", "", &scene.source));
    let unread = deck.unread.iter().filter(|path| path.ends_with(".md") || path.ends_with(".toml"));
    let unread = unread.map(|path| json!({ "kind": "unread", "id": "", "file": path }));
    std::iter::once(part("deck", "", &deck.source)).chain(interface).chain(scenes).chain(unread).collect()
}
