//! The room: one page on which a narrator leads a group around the cards, with a console for the narrator and a screen for the table.
//! The page knows which cards there are; the texts of a card are a file of their own, which it loads when the card is chosen. A site and the printed edition hold it. Knows deck and course; knows no format.

mod cards;
mod reading;
mod script;

use super::RenderError;
use super::html::Html;
use super::page::Maker;
use super::parts::Variants;
use super::suit::suit;
use super::texts::Texts;
use crate::course::{SituationActivity, ThemePart};
use crate::deck::{BlockKind, Level, Line, Part, Prose};
use crate::source::Place;
use crate::tree::Tree;
use cards::Card;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page, wherever it stands.
pub const PAGE: &str = "table.html";
/// Its style and its script, which all languages share.
pub const FILES: [&str; 2] = ["table.css", "table.js"];
/// How the names of the files with the texts of a card begin.
const CARD: &str = "table-";
/// The section of the game's rules whose list restarts a conversation.
const QUESTIONS: &str = "questions";
/// Sections of the interface texts that its script says, and single texts besides.
const SAID: [&str; 2] = ["room", "scale"];
/// What the page says by itself.
const OF_THE_PAGE: [&str; 3] = ["title", "lead", "no_script"];
const ALSO_SAID: [&str; 9] = [
    "script.feeling_surprise",
    "script.feeling_interest",
    "script.feeling_discomfort",
    "script.feeling_silent",
    "script.theme",
    "script.theme_auto",
    "script.theme_light",
    "script.theme_dark",
    "script.no_names",
];

/// The page's own data.
#[derive(Serialize)]
struct Room<'a> {
    deck: &'a str,
    language: &'a str,
    title: &'a str,
    /// The name of a card's file, with `ID` where the card's id stands.
    file: String,
    imprint: String,
    themes: Vec<ThemeEntry>,
    levels: Vec<LevelEntry>,
    asks: Vec<String>,
    texts: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct ThemeEntry {
    id: String,
    suit: usize,
    title: String,
    cards: Vec<CardEntry>,
}

/// What is known of a card before its texts are loaded: enough to draw it, and what may be hard to hear in it.
#[derive(Serialize)]
struct CardEntry {
    id: String,
    title: String,
    note: String,
}

#[derive(Serialize)]
struct LevelEntry {
    key: &'static str,
    title: String,
    questions: Vec<String>,
}

/// The data of the page as JSON that may stand in it. `imprint` says what the cards come from and under what terms.
///
/// # Errors
/// None in practice: everything in it is text and numbers.
pub fn data(maker: Maker<'_>, imprint: String) -> Result<String, RenderError> {
    let module = maker.module;
    let room = Room {
        deck: &module.deck.id,
        language: maker.tongue(),
        title: module.deck.title_in(module.language),
        file: file_name("ID"),
        imprint,
        themes: themes(maker, |part, own| ThemeEntry {
            id: part.theme.id.value.clone(),
            suit: suit(module, &part.theme.id.value),
            title: maker.html(part.theme.language).text(&part.theme.title),
            cards: own.iter().map(|card| entry(maker, card)).collect(),
        }),
        levels: Level::ALL.into_iter().map(|level| level_entry(maker, level)).collect(),
        asks: asks(maker),
        texts: said(maker.texts),
    };
    // Without any `<` nothing in it can end the element it stands in.
    Ok(json(&room)?.replace('<', "\\u003c"))
}

/// Puts in the files of the page: those that all languages share at the top, those of the cards into the folder of the language.
///
/// # Errors
/// None in practice, as for [`data`].
pub fn write(maker: Maker<'_>, style: &Variants, folder: &str, tree: &mut Tree) -> Result<(), RenderError> {
    for activity in &maker.module.situations {
        let (id, card) = (activity.id, json(&Card::of(maker, activity))?);
        let text = format!("(window.cartableTable=window.cartableTable||{{}})[{id:?}]={card};\n");
        tree.put(format!("{folder}{}", file_name(id)), text);
    }
    tree.share(FILES[0], style.of(script::STYLE.into_iter()));
    tree.share(FILES[1], Arc::clone(&script::SCRIPT));
    Ok(())
}

fn file_name(card: &str) -> String {
    format!("{CARD}{card}.js")
}

/// Whether a file of this name holds the texts of a card.
pub fn is_card(name: &str) -> bool {
    name.starts_with(CARD) && name.ends_with(".js")
}

/// Situations follow one another theme by theme, in the course as in the deck.
fn themes<'a, T>(maker: Maker<'a>, make: impl Fn(&ThemePart<'a>, &[&SituationActivity<'a>]) -> T) -> Vec<T> {
    let mut cards = maker.module.situations.iter();
    let own = |part: &ThemePart<'a>| {
        let own: Vec<&SituationActivity<'a>> = cards.by_ref().take(part.situations).collect();
        make(part, &own)
    };
    maker.module.themes.iter().map(own).collect()
}

fn entry(maker: Maker<'_>, activity: &SituationActivity<'_>) -> CardEntry {
    let html = plain(maker, activity.situation.language);
    CardEntry {
        id: activity.id.to_owned(),
        title: html.text(&activity.situation.title),
        note: html.prose(&activity.situation.content_note, 4),
    }
}

fn level_entry(maker: Maker<'_>, level: Level) -> LevelEntry {
    let told = maker.module.board.and_then(|board| {
        let entry = board.text.levels.iter().find(|entry| entry.level == level)?;
        Some((maker.html(board.language), entry))
    });
    let name = || maker.texts.get(&format!("level.{}", level.key())).to_owned();
    LevelEntry {
        key: level.key(),
        title: told.as_ref().map_or_else(name, |(html, entry)| html.line(&entry.title)),
        questions: told.map_or_else(Vec::new, |(html, entry)| entry.questions.iter().map(|q| html.line(q)).collect()),
    }
}

/// The questions that restart a conversation, as the deck's own rules of the game list them.
fn asks(maker: Maker<'_>) -> Vec<String> {
    let Some(game) = maker.module.game else { return Vec::new() };
    let html = maker.html(game.language);
    let part: Option<&Part> = game.text.parts.iter().find(|part| part.id.value == QUESTIONS);
    part.map_or_else(Vec::new, |part| entries(&part.body).iter().map(|line| html.line(line)).collect())
}

/// The entries of the lists in a text, each as a line.
fn entries(prose: &Prose) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in &prose.0 {
        let BlockKind::List { entries, .. } = &block.kind else { continue };
        for entry in entries {
            let mut line = |content: &[_], place: &Place| {
                lines.push(Line { content: content.to_vec(), place: place.clone() });
            };
            entry.body.paragraphs(&mut |content, place| line(content, place));
        }
    }
    lines
}

/// HTML without pictures: the page has none, and their words say what they show.
fn plain<'a>(maker: Maker<'a>, language: &'a str) -> Html<'a> {
    static NONE: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    Html { media: &NONE, ..maker.html(language) }
}

fn said(texts: &Texts) -> BTreeMap<&str, &str> {
    let own = SAID.into_iter().flat_map(|section| texts.section(section));
    let own = own.filter(|(key, _)| !OF_THE_PAGE.contains(key));
    let also = ALSO_SAID.into_iter().map(|key| (key.trim_start_matches("script."), texts.get(key)));
    own.chain(also).collect()
}

/// JSON for a script, without what ended a line in one before 2019.
fn json(value: &impl Serialize) -> Result<String, RenderError> {
    let text = serde_json::to_string(value).map_err(|fault| RenderError(fault.to_string()))?;
    Ok(text.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}
