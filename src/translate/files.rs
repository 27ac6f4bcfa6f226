//! The files of a deck that have a translation: each of the source edition with its like in a language. They are matched by id
//! and not by name, as everything in a deck is.

use crate::deck::{Deck, Edition};
use crate::source::{At, Source};
use std::collections::BTreeMap;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `theme.md`.
    Theme,
    /// `teaching.md`.
    Teaching,
    /// A situation.
    Situation,
    /// A capsule.
    Capsule,
    /// The sheet of a country.
    Country,
    /// `game.md`.
    Game,
    /// `board.md`.
    Board,
    /// `glossary.md`.
    Glossary,
}

/// A file of an edition.
#[derive(Clone, Debug)]
pub struct File<'a> {
    /// What the contexts of its units begin with.
    pub base: String,
    /// What it is.
    pub kind: Kind,
    /// Its id, where it has one.
    pub id: Option<&'a str>,
    /// The version of the source it was made from.
    pub version: Option<&'a str>,
    /// When its facts were checked, where it says so.
    pub checked: Option<&'a str>,
    /// The text.
    pub source: &'a Source,
}

/// A file of the source and its translation.
pub struct Pair<'a> {
    /// The file of the source.
    pub source: File<'a>,
    /// The translation, where there is one.
    pub translation: Option<File<'a>>,
    /// Where the translation stands, or would.
    pub path: String,
}

/// The files of the source edition in the order of the deck, each with its translation into a language. The sheet of a country that
/// no module of the language shows needs none: it is there where it has one, or where it is `asked` for by its base.
pub fn pairs<'a>(deck: &'a Deck, language: &str, asked: impl Fn(&str) -> bool) -> Vec<Pair<'a>> {
    let Some(source) = deck.editions.first() else { return Vec::new() };
    let translation = deck.edition(language).map(files).unwrap_or_default();
    let mut translated: BTreeMap<String, File<'a>> = translation.into_iter().map(|f| (f.base.clone(), f)).collect();
    let pair = |file: File<'a>| {
        let translation = translated.remove(&file.base);
        let inside = file.source.path().split_once('/').map_or("", |(_, inside)| inside);
        let path = match &translation {
            Some(there) => there.source.path().to_owned(),
            None => beside(deck.edition(language), &file).unwrap_or_else(|| format!("{language}/{inside}")),
        };
        Pair { source: file, translation, path }
    };
    let shown = deck.shown_countries(language);
    let is_needed = |pair: &Pair<'_>| {
        let own = pair.source.id.filter(|_| pair.source.kind == Kind::Country);
        pair.translation.is_some() || own.is_none_or(|id| shown.contains(&id)) || asked(&pair.source.base)
    };
    files(source).into_iter().map(pair).filter(is_needed).collect()
}

/// Where the translation of a teaching sheet goes: beside the head of its theme, whatever the folder is called there.
fn beside(translation: Option<&Edition>, file: &File<'_>) -> Option<String> {
    let id = file.base.strip_prefix("teaching/").filter(|_| file.kind == Kind::Teaching)?;
    let theme = translation?.themes.iter().find(|theme| *theme.id == id)?;
    Some(format!("{}/teaching.md", theme.source.path().rsplit_once('/')?.0))
}

/// The files of an edition: themes with their situations and teaching sheets, capsules, the sheets of countries, the game, the board, the glossary.
fn files<'a>(edition: &'a Edition) -> Vec<File<'a>> {
    let mut all = Vec::new();
    for theme in &edition.themes {
        let id = theme.id.as_str();
        all.push(file(id.to_owned(), Kind::Theme, Some(id), &theme.source_version, &theme.source));
        if let Some(sheet) = &theme.teaching {
            all.push(file(format!("teaching/{id}"), Kind::Teaching, None, &sheet.source_version, &sheet.source));
        }
        for card in &theme.situations {
            let id = card.id.as_str();
            all.push(file(id.to_owned(), Kind::Situation, Some(id), &card.source_version, &card.source));
        }
    }
    for capsule in &edition.capsules {
        let id = capsule.id.as_str();
        let checked = capsule.signature.checked.as_ref().map(|month| month.as_str());
        let base = format!("capsule/{id}");
        let file = file(base, Kind::Capsule, Some(id), &capsule.source_version, &capsule.source);
        all.push(File { checked, ..file });
    }
    for country in &edition.countries {
        let id = country.id.as_str();
        let checked = country.signature.checked.as_ref().map(|month| month.as_str());
        let base = format!("country/{id}");
        let file = file(base, Kind::Country, Some(id), &country.source_version, &country.source);
        all.push(File { checked, ..file });
    }
    // No id has a dot, so the names of files are free.
    let mut named = |name: &str, kind, version: &'a Option<At<String>>, source: &'a Source| {
        all.push(file(name.to_owned(), kind, None, version, source));
    };
    if let Some(game) = &edition.game {
        named("game.md", Kind::Game, &game.source_version, &game.source);
    }
    if let Some(board) = &edition.board {
        named("board.md", Kind::Board, &board.source_version, &board.source);
    }
    if let Some(glossary) = &edition.glossary {
        named("glossary.md", Kind::Glossary, &glossary.source_version, &glossary.source);
    }
    // A theme whose file is missing has nothing to translate.
    all.retain(|file| !file.source.text().is_empty());
    all
}

fn file<'a>(
    base: String,
    kind: Kind,
    id: Option<&'a str>,
    version: &'a Option<At<String>>,
    source: &'a Source,
) -> File<'a> {
    File { base, kind, id, version: version.as_ref().map(|version| version.as_str()), checked: None, source }
}
