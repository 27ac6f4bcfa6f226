//! What is new in a deck: a theme, a card, a capsule, a teaching sheet, a language. It is written in the deck's own language and gets an
//! id that nothing in the deck ever had; no id follows a title that changes later. Knows no disk.

mod deck;
mod ids;
mod teaching;

pub use deck::{deck, deck_id};

use super::change::set;
use super::names::name;
use super::refusal::Refusal;
use super::toml_text::{TomlText, as_json};
use super::written::Written;
use crate::deck::{Deck, Theme};
use crate::form::{LONGEST_ID, is_id, is_language};
use crate::slug::slug;
use crate::templates::TEMPLATES;
use crate::translate::toml_text;
use serde::Serialize;
use serde_json::json;
use std::collections::BTreeSet;

/// A new file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fresh {
    /// Its key.
    pub key: String,
    /// Its text.
    pub text: String,
    /// The id in it; a teaching sheet has that of its theme.
    pub id: String,
}

/// The head of a new theme, in a folder of its own. Its id belongs into `deck.toml` too: [`listed`].
///
/// # Errors
/// Where the deck names no language.
pub fn theme<'k>(deck: &Deck, keys: impl Iterator<Item = &'k str>, title: Option<&str>) -> Result<Fresh, Refusal> {
    let language = source(deck)?;
    let (text, name) = blank(language, "theme", title);
    let id = format!("t{}", ids::after(&ids::taken(deck), "t"));
    let key = format!("{language}/{}-{name}/theme.md", highest(keys, language) + 1);
    Ok(Fresh { key, text: text.replace("{id}", &id), id })
}

/// A card at the end of a theme of the source edition.
///
/// # Errors
/// Where the deck names no language.
pub fn card<'k>(
    deck: &Deck,
    theme: &Theme,
    keys: impl Iterator<Item = &'k str>,
    title: Option<&str>,
) -> Result<Fresh, Refusal> {
    let (text, name) = blank(source(deck)?, "card", title);
    let Room { folder, begin, id, file, .. } = room(deck, theme, keys);
    let id = format!("{begin}{id:02}");
    Ok(Fresh { key: format!("{folder}/{file:02}-{name}.md"), text: text.replace("{id}", &id), id })
}

/// Where the next cards of a theme go.
#[derive(Clone, Debug)]
pub struct Room {
    /// The folder of the theme, from the deck's: `fr/1-theme`.
    pub folder: String,
    /// How the ids of its cards begin: `t1-s`.
    pub begin: String,
    /// The number of the next id.
    pub id: usize,
    /// The number of the next file.
    pub file: usize,
    /// Every id that may not be given again, by its path below the deck's IRI.
    pub taken: BTreeSet<String>,
}

/// Where the next cards of a theme of the source edition go.
pub fn room<'k>(deck: &Deck, theme: &Theme, keys: impl Iterator<Item = &'k str>) -> Room {
    let taken = ids::taken(deck);
    // With a number of two digits the id is still short enough.
    let begin = format!("{}-s", theme.id[..theme.id.len().min(LONGEST_ID - 5)].trim_end_matches('-'));
    let id = ids::after(&taken, &begin);
    let folder = folder(theme);
    Room { folder: folder.to_owned(), begin, id, file: highest(keys, folder) + 1, taken }
}

/// A capsule of a theme of the source edition; its id comes from its title, once.
///
/// # Errors
/// Where the deck names no language.
pub fn capsule(deck: &Deck, theme: &Theme, title: Option<&str>) -> Result<Fresh, Refusal> {
    let (text, name) = blank(source(deck)?, "capsule", title);
    let wanted = slug(&name.replace('-', " "), LONGEST_ID);
    let wanted = if is_id(&wanted) { wanted } else { slug(&format!("c {wanted}"), LONGEST_ID) };
    let id = ids::free(&ids::taken(deck), "capsule/", &wanted);
    Ok(Fresh { key: format!("{}/capsules/{id}.md", folder(theme)), text: text.replace("{id}", &id), id })
}

/// The teaching sheet of a theme, with a section for each of its cards.
///
/// # Errors
/// Where the deck names no language.
pub fn teaching(deck: &Deck, theme: &Theme, title: Option<&str>) -> Result<Fresh, Refusal> {
    let (text, _) = blank(source(deck)?, "teaching", title);
    let text = teaching::filled(&text, theme).replace("{id}", "");
    Ok(Fresh { key: format!("{}/teaching.md", folder(theme)), text, id: theme.id.value.clone() })
}

/// The text of `deck.toml` with one more theme in its list.
///
/// # Errors
/// Where it has no such list, as an overlay may.
pub fn listed(raw: &str, id: &str) -> Result<String, Refusal> {
    longer(raw, "themes", id)
}

/// The text of `deck.toml` with one more language. Its folder comes with the first text that is translated.
///
/// # Errors
/// Where the tag is none, or the deck has it.
pub fn language(deck: &Deck, raw: &str, tag: &str) -> Result<String, Refusal> {
    if !is_language(tag) {
        return Err(Refusal::new("bad_language", tag));
    }
    if deck.languages.iter().any(|language| language.value.eq_ignore_ascii_case(tag)) {
        return Err(Refusal::new("taken_language", tag));
    }
    longer(raw, "languages", tag)
}

/// New keys for the cards of a theme of the source edition in the order of these ids, as pairs of old and new key.
///
/// # Errors
/// Where the ids are not those of the theme's cards, each once.
pub fn ordered(theme: &Theme, ids: &[String]) -> Result<Vec<(String, String)>, Refusal> {
    let wanted: BTreeSet<&String> = ids.iter().collect();
    if wanted.len() != ids.len() || ids.len() != theme.situations.len() {
        return Err(Refusal::new("not_order", &*theme.id));
    }
    let pair = |(at, id): (usize, &String)| {
        let card = theme.situations.iter().find(|card| *card.id == *id)?;
        let (folder, file) = card.source.path().rsplit_once('/')?;
        let name = file.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        Some((card.source.path().to_owned(), format!("{folder}/{:02}-{name}", at + 1)))
    };
    let pairs: Option<Vec<_>> = ids.iter().enumerate().map(pair).collect();
    pairs.ok_or_else(|| Refusal::new("not_order", &*theme.id))
}

fn longer(raw: &str, list: &str, entry: &str) -> Result<String, Refusal> {
    let written = Written::of(raw);
    let source = written.source("deck.toml");
    let toml = TomlText::of(&source, false)?;
    let found = toml.find(&[list]).map(|found| as_json(found.value));
    let Some(mut values) = found.as_ref().and_then(|value| value.as_array().cloned()) else {
        return Err(Refusal::new("unknown_field", list));
    };
    values.push(json!(entry));
    set("deck.toml", raw, list, &json!(values))
}

fn source(deck: &Deck) -> Result<&str, Refusal> {
    let language = deck.source_language();
    if language.is_empty() { Err(Refusal::new("no_source", "")) } else { Ok(language) }
}

fn folder(theme: &Theme) -> &str {
    theme.source.path().trim_end_matches("/theme.md")
}

/// The highest number with which a name in a folder begins; 0 where none does.
fn highest<'k>(keys: impl Iterator<Item = &'k str>, folder: &str) -> usize {
    let number = |key: &str| {
        let name = key.strip_prefix(folder)?.strip_prefix('/')?;
        name[..name.bytes().take_while(u8::is_ascii_digit).count()].parse().ok()
    };
    keys.filter_map(number).max().unwrap_or(0)
}

/// The blank of a kind in a language, and the name of its file without the ending; English where the language has none. With a title
/// of its own where it is given one.
fn blank(language: &str, kind: &str, title: Option<&str>) -> (String, String) {
    let folder = |language: &str| TEMPLATES.get_dir(format!("new/{language}/{kind}"));
    let file = folder(language).or_else(|| folder("en")).and_then(|folder| folder.files().next());
    let text = file.and_then(|file| file.contents_utf8()).unwrap_or_default();
    let own = file.and_then(|file| file.path().file_stem()).unwrap_or_default().to_string_lossy().into_owned();
    let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) else {
        return (text.to_owned(), own);
    };
    let title = title.replace(char::is_control, " ");
    let line = |line: &str| {
        if line.starts_with("title = ") { format!("title = {}\n", toml_text(&title)) } else { format!("{line}\n") }
    };
    (text.lines().map(line).collect(), name(&title).unwrap_or(own))
}
