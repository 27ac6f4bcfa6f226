//! A deck as a page has it, file by file: what is in it, its forms, its packages.

use super::message::{Message, Why};
use cartable::build::{self, Languages, Options};
use cartable::course::Split;
use cartable::deck::{Deck, REGISTER_FILE};
use cartable::diagnostic::{Findings, Locale, json};
use cartable::edit::{self, Change, Refusal};
use cartable::package::{FORMATS, Format};
use cartable::read::{is_notice, read_files};
use cartable::tree::{Packing, zip};
use cartable::{check, translate};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What to build.
#[derive(Deserialize)]
pub struct Order {
    /// The key of a format.
    format: String,
    /// Languages of the deck, each by itself or several joined by `+`, as the command takes them; all by themselves where there are none.
    languages: Vec<String>,
    /// `deck`, `theme` or `situation`.
    split: String,
}

/// The deck: its `title`, `languages`, the `formats` that can be built, its texts as `files` with names for people, and the findings.
pub fn read(message: &Message, locale: Locale) -> Message {
    let (deck, findings) = checked(message.each());
    let mut told = json(&findings, locale);
    told["title"] = deck.title.get(deck.source_language()).map_or("", |title| title.as_str()).into();
    told["languages"] = deck.languages.iter().map(|language| language.as_str()).collect();
    told["formats"] = FORMATS.iter().map(|format| format.key).collect();
    told["texts"] = texts(&deck, message).into();
    Message::new(told, Vec::new())
}

/// The deck of some files, with all that is to be said of it.
pub fn checked<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> (Deck, Findings) {
    let (mut deck, mut findings) = read_files(files);
    deck.outdated = translate::outdated(&deck);
    findings.extend(check::check(&deck));
    (deck, findings)
}

/// The files that can be edited, with the title of each where it has one.
fn texts(deck: &Deck, message: &Message) -> Vec<Value> {
    let mut titles: BTreeMap<&str, &str> = BTreeMap::new();
    for edition in &deck.editions {
        titles.extend(edition.themes.iter().map(|theme| (theme.source.path(), theme.title.as_str())));
        let cards = edition.themes.iter().flat_map(|theme| &theme.situations);
        titles.extend(cards.map(|card| (card.source.path(), card.title.as_str())));
        titles.extend(edition.capsules.iter().map(|capsule| (capsule.source.path(), capsule.title.as_str())));
    }
    let paths = message.files.iter().map(|(path, _)| path.as_str());
    let is_text =
        |path: &&str| (path.ends_with(".md") || path.ends_with(".toml")) && *path != REGISTER_FILE && !is_notice(path);
    paths.filter(is_text).map(|path| json!([path, titles.get(path)])).collect()
}

fn text(message: &Message) -> Result<(&str, &str), Why> {
    let (path, content) = message.file()?;
    Ok((path, std::str::from_utf8(content).map_err(|_| "no_text")?))
}

fn refused(refusal: &Refusal, locale: Locale) -> Message {
    Message::refused("refused", &refusal.message(locale))
}

/// The form of a file.
///
/// # Errors
/// Where the file is no text.
pub fn form(message: &Message, languages: &[String], locale: Locale) -> Result<Message, Why> {
    let (path, raw) = text(message)?;
    Ok(match edit::form(path, raw, languages, locale) {
        Ok(form) => Message::new(json!({ "form": form }), Vec::new()),
        Err(refusal) => refused(&refusal, locale),
    })
}

/// The file with one change.
///
/// # Errors
/// Where the file is no text.
pub fn change(message: &Message, change: &Change, locale: Locale) -> Result<Message, Why> {
    let (path, raw) = text(message)?;
    Ok(match edit::change(path, raw, change) {
        Ok(made) => Message::new(json!({}), vec![(path.to_owned(), made.into_bytes())]),
        Err(refusal) => refused(&refusal, locale),
    })
}

/// The packages, byte by byte those that the command makes, with the findings, and the register of the deck as it is to be kept. None where
/// the deck has errors.
///
/// # Errors
/// Where what is ordered does not exist, or an archive cannot hold it.
pub fn build(message: &Message, order: &Order, locale: Locale) -> Result<Message, Why> {
    let (deck, findings) = checked(message.each());
    let format = Format::from_key(&order.format).ok_or("message")?;
    let split = Split::from_key(&order.split).ok_or("message")?;
    if findings.has_errors() {
        return Ok(Message::new(json(&findings, locale), Vec::new()));
    }
    let each = || deck.languages.iter().map(|language| language.value.clone()).collect();
    let languages = if order.languages.is_empty() { each() } else { order.languages.clone() };
    let options = Options::new(&deck, format, Languages::Each(languages), split);
    let (artefacts, findings) = build::build(&deck, &options, &|_, _| ()).map_err(|_| "too_large")?;
    let refused = findings.has_errors();
    let mut told = json(&findings, locale);
    told["register"] = build::register(&deck).into();
    told["sums"] = artefacts.iter().map(|made| json!([made.name, made.checksum()])).collect();
    let made = artefacts.into_iter().filter(|_| !refused).map(|made| (made.name, made.bytes));
    Ok(Message::new(told, made.collect()))
}

/// The files as one archive.
///
/// # Errors
/// Where an archive cannot hold them.
pub fn pack(message: &Message) -> Result<Message, Why> {
    let bytes = zip(&message.tree(), Packing::Tight).map_err(|_| "too_large")?;
    Ok(Message::new(json!({}), vec![("deck.zip".to_owned(), bytes)]))
}
