//! A new deck of cards from other decks, with everything that the cards need. Ids stay, and so does whose the cards are. Knows decks
//! and texts; knows no disk, and not how the decks were found.

mod choice;
mod cut;
mod heads;
mod merge;
mod piece;
mod rename;
mod renew;
mod taken;

pub use choice::Choice;

use crate::check::taken::licence_for;
use crate::deck::{Deck, Licence};
use crate::form::version;
use crate::tree::Tree;
use cut::Cut;

/// A deck to take cards from.
pub struct Part {
    /// What the author calls it: its path as it was given.
    pub name: String,
    /// The deck.
    pub deck: Deck,
    /// Which of its cards, and under which ids.
    pub choice: Choice,
}

/// Why nothing came of it: a message of `templates/messages/*/remix.toml`, and what it names.
#[derive(Debug)]
pub struct Fault {
    /// The key of the message.
    pub key: &'static str,
    /// What the message names.
    pub args: Vec<(&'static str, String)>,
}

impl Fault {
    fn new(key: &'static str, args: &[(&'static str, &str)]) -> Self {
        Self { key, args: args.iter().map(|(name, value)| (*name, (*value).to_owned())).collect() }
    }
}

/// What a new deck is called, and how a deck in its language begins.
pub struct Frame<'a> {
    /// `deck.toml` of a new deck, whose lists, title and licence are replaced.
    pub deck: &'a str,
    /// Its title.
    pub title: &'a str,
}

/// The languages that all decks have, the first of which all of them are written in.
///
/// # Errors
/// Where they are not written in the same language.
pub fn languages(parts: &[Part]) -> Result<Vec<String>, Fault> {
    let Some(first) = parts.first() else { return Ok(Vec::new()) };
    let source = first.deck.source_language();
    if let Some(other) = parts.iter().find(|part| part.deck.source_language() != source) {
        let language = other.deck.source_language();
        let args = [("source", other.name.as_str()), ("language", language), ("first", &first.name), ("own", source)];
        return Err(Fault::new("remix.language", &args));
    }
    let has = |part: &Part, language: &str| part.deck.editions.iter().any(|edition| edition.language == language);
    let own = first.deck.languages.iter().map(|language| language.value.clone());
    Ok(own.filter(|language| parts.iter().all(|part| has(part, language))).collect())
}

/// The files of a deck of the chosen cards.
///
/// # Errors
/// Every reason why there can be none: unknown ids, decks in different languages, two things under one id.
pub fn remix(frame: &Frame<'_>, parts: &[Part]) -> Result<Tree, Vec<Fault>> {
    let languages = languages(parts).map_err(|fault| vec![fault])?;
    let unknown: Vec<Fault> = parts.iter().flat_map(|part| part.choice.unknown(&part.name, &part.deck)).collect();
    if !unknown.is_empty() {
        return Err(unknown);
    }
    let cards = choice::all_cards(parts);
    let own = frame.deck.lines().find_map(|line| line.strip_prefix("version = "));
    let own = own.map_or("0.1.0", |text| text.trim_matches('"'));
    debug_assert!(version(own).is_some(), "the frame has a version");
    let cuts = Cut::all(parts, &languages, &cards, own);
    let merged = merge::merge(parts, &cuts)?;
    let entries = taken::tables(parts, &cuts);
    let licences: Vec<&Licence> = entries.iter().map(|entry| entry.licence).collect();
    let ids: Vec<&str> = licences.iter().map(|licence| licence.id.as_str()).collect();
    let chosen = licence_for(&ids).or(ids.first().copied()).unwrap_or_default();
    let licence = licences.into_iter().find(|licence| licence.id.value == chosen);
    let taken: String = entries.iter().map(taken::Entry::written).collect();
    let deck = heads::deck_toml(frame, &languages, &merged.themes, &merged.countries, licence, &taken);
    let mut tree = merged.tree;
    tree.put("deck.toml", deck);
    let is_renamed = parts.iter().any(|part| part.choice.renames());
    Ok(if is_renamed { renew::renewed(tree, parts, &merged.origins) } else { tree })
}
