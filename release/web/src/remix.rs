//! A new deck of cards from decks that were opened. What two of them have under one id comes in under a new one where that can be.

use super::deck::checked;
use super::message::{Message, Why, files};
use super::package::{deck_in, members};
use cartable::deck::Deck;
use cartable::diagnostic::{Locale, json, say};
use cartable::edit::fresh;
use cartable::form::LONGEST_ID;
use cartable::remix::{Choice, Fault, Frame, Part, languages, remix as mix};
use cartable::tree::Tree;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What to take, and what to call it.
#[derive(Deserialize)]
pub struct Order {
    /// The title of the new deck.
    title: String,
    /// The ids of the cards to take, a list for each archive.
    cards: Vec<Vec<String>>,
}

/// The cards of the deck in an archive: its `language`, and its `themes`, each with its id, its title and its cards, which are an id and a title.
///
/// # Errors
/// Where there is no sound deck in it.
pub fn cards(message: &Message) -> Result<Message, Why> {
    let (_, bytes) = message.file()?;
    let deck = sound(bytes)?;
    let themes = deck.editions.first().into_iter().flat_map(|edition| &edition.themes);
    let themes: Vec<Value> = themes
        .map(|theme| {
            let cards = theme.situations.iter().map(|card| json!([card.id.as_str(), card.title.as_str()]));
            json!([theme.id.as_str(), theme.title.as_str(), cards.collect::<Vec<_>>()])
        })
        .collect();
    Ok(Message::new(json!({ "language": deck.source_language(), "themes": themes }), Vec::new()))
}

/// The files of the new deck, and what is `renamed` in it: the archive, the id there and the new one. Where there is none, the `faults` say why;
/// where it would have errors, the findings.
///
/// # Errors
/// Where an archive holds no sound deck.
pub fn remix(message: &Message, order: &Order, locale: Locale) -> Result<Message, Why> {
    let mut parts = Vec::new();
    let mut entries = Vec::new();
    for ((name, bytes), cards) in message.files.iter().zip(&order.cards).filter(|(_, cards)| !cards.is_empty()) {
        let is_taken = parts.iter().any(|part: &Part| part.name == *name);
        let name = if is_taken { format!("{name} ({})", parts.len() + 1) } else { name.clone() };
        parts.push(Part { name, deck: sound(bytes)?, choice: Choice::default() });
        entries.push(cards.clone());
    }
    let language = languages(&parts).ok().and_then(|all| all.into_iter().next()).unwrap_or_default();
    let (_, files_of_new) = fresh::deck(&language, &fresh::deck_id(&order.title), &order.title);
    let begin = files_of_new.into_iter().find(|file| file.key == "deck.toml").map(|file| file.text).unwrap_or_default();
    let mut renamed = Vec::new();
    loop {
        for (part, entries) in parts.iter_mut().zip(&entries) {
            part.choice = Choice::parse(&entries.join(",")).map_err(|_| "message")?;
        }
        match mix(&Frame { deck: &begin, title: &order.title }, &parts) {
            Ok(tree) => return Ok(made(&tree, &renamed, locale)),
            Err(faults) if !rename(&faults, &parts, &mut entries, &mut renamed) => return Ok(refused(&faults, locale)),
            Err(_) => {}
        }
    }
}

fn sound(bytes: &[u8]) -> Result<Deck, Why> {
    let (deck, findings) = checked(deck_in(&members(bytes)?)?.files());
    if findings.has_errors() { Err("unsound") } else { Ok(deck) }
}

fn made(tree: &Tree, renamed: &[[String; 3]], locale: Locale) -> Message {
    let (_, findings) = checked(tree.files());
    let mut told = json(&findings, locale);
    told["renamed"] = json!(renamed);
    Message::new(told, if findings.has_errors() { Vec::new() } else { files(tree) })
}

/// Gives what two decks have under one id a new one in the later of them. Whether anything got one.
fn rename(faults: &[Fault], parts: &[Part], entries: &mut [Vec<String>], renamed: &mut Vec<[String; 3]>) -> bool {
    let mut taken: BTreeSet<String> = parts.iter().flat_map(|part| ids(&part.deck)).collect();
    taken.extend(renamed.iter().map(|[_, _, new]| new.clone()));
    let before = renamed.len();
    for fault in faults.iter().filter(|fault| fault.key == "remix.clash") {
        let (id, source) = (value(fault, "id"), value(fault, "source"));
        let Some(at) = parts.iter().position(|part| part.name == source) else { continue };
        if renamed.iter().any(|[name, old, new]| name == source && (old == id || new == id)) {
            continue;
        }
        let new = free(id, &mut taken);
        entries[at].retain(|entry| entry != id);
        entries[at].push(format!("{id}={new}"));
        renamed.push([source.to_owned(), id.to_owned(), new]);
    }
    renamed.len() > before
}

/// The ids under which a deck has anything that can get another one.
fn ids(deck: &Deck) -> Vec<String> {
    let Some(source) = deck.editions.first() else { return Vec::new() };
    let themes = source.themes.iter().map(|theme| &theme.id);
    let cards = source.themes.iter().flat_map(|theme| &theme.situations).map(|card| &card.id);
    let capsules = source.capsules.iter().map(|capsule| &capsule.id);
    let terms = source.glossary.iter().flat_map(|glossary| &glossary.terms).map(|term| &term.id);
    themes.chain(cards).chain(capsules).chain(terms).map(|id| id.value.clone()).collect()
}

/// An id with a number behind it that nothing has yet.
fn free(id: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = |number: usize| {
        let end = format!("-{number}");
        format!("{}{end}", &id[..id.len().min(LONGEST_ID - end.len())])
    };
    (2..).map(numbered).find(|new| taken.insert(new.clone())).unwrap_or_default()
}

fn value<'a>(fault: &'a Fault, name: &str) -> &'a str {
    fault.args.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
}

/// Why there is no deck. How the command chooses between two texts under one id, nobody can write here.
fn refused(faults: &[Fault], locale: Locale) -> Message {
    let told = |fault: &Fault| {
        let args: Vec<(&str, &str)> = fault.args.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let key = if fault.key.starts_with("remix.clash") { "remix.clash_file" } else { fault.key };
        say(locale, key, &args)
    };
    Message::new(json!({ "faults": faults.iter().map(told).collect::<Vec<_>>() }), Vec::new())
}
