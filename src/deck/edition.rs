//! A deck in one language: its themes, capsules, game, board and glossary.

use super::country::Country;
use super::handout::Handout;
use super::level::Level;
use super::prose::{Line, Prose};
use super::signature::Signature;
use super::situation::Situation;
use super::teaching::Teaching;
use crate::source::{At, Source};

/// A deck in one language.
#[derive(Clone, Debug)]
pub struct Edition {
    /// The language, BCP 47.
    pub language: String,
    /// The rules of the game.
    pub game: Option<Game>,
    /// The four levels.
    pub board: Option<Board>,
    /// What words mean.
    pub glossary: Option<Glossary>,
    /// The themes, in the order of the deck.
    pub themes: Vec<Theme>,
    /// The capsules, by file.
    pub capsules: Vec<Capsule>,
    /// The sheets of countries, in the order of the deck.
    pub countries: Vec<Country>,
    /// Its texts without a reviewer in their front matter, by path.
    pub unsigned: Vec<Source>,
}

impl Edition {
    /// The situations of all themes, in order.
    pub fn situations(&self) -> impl Iterator<Item = &Situation> {
        self.themes.iter().flat_map(|theme| &theme.situations)
    }

    /// The teaching sheets of its themes, in order.
    pub fn teachings(&self) -> impl Iterator<Item = &Teaching> {
        self.themes.iter().filter_map(|theme| theme.teaching.as_ref())
    }

    /// The files it was read from.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        (self.themes.iter().map(|theme| &theme.source))
            .chain(self.situations().map(|card| &card.source))
            .chain(self.capsules.iter().map(|capsule| &capsule.source))
            .chain(self.countries.iter().map(|country| &country.source))
            .chain(self.game.iter().map(|game| &game.source))
            .chain(self.board.iter().map(|board| &board.source))
            .chain(self.glossary.iter().map(|glossary| &glossary.source))
            .chain(self.teachings().map(|sheet| &sheet.source))
    }

    /// The capsule of an id.
    pub fn capsule(&self, id: &str) -> Option<&Capsule> {
        self.capsules.iter().find(|capsule| *capsule.id == id)
    }

    /// The sheet of a country.
    pub fn country(&self, id: &str) -> Option<&Country> {
        self.countries.iter().find(|country| *country.id == id)
    }
}

/// A group of situations.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Unique in the deck, kept for ever.
    pub id: At<String>,
    /// Its title.
    pub title: At<String>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What it is about.
    pub intro: Prose,
    /// Its situations, in the order of their files.
    pub situations: Vec<Situation>,
    /// What a trainer needs to run a session with them.
    pub teaching: Option<Teaching>,
    /// The file it stands in.
    pub source: Source,
}

/// A short resource text.
#[derive(Clone, Debug)]
pub struct Capsule {
    /// Unique in the deck, kept for ever.
    pub id: At<String>,
    /// Its title.
    pub title: At<String>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// When its facts were checked, and who signed it.
    pub signature: Signature,
    /// The text.
    pub body: Prose,
    /// What it gives to be filled in.
    pub handout: Option<Handout>,
    /// What to keep in mind.
    pub keep: Prose,
    /// What it rests on.
    pub sources: Prose,
    /// The file it stands in.
    pub source: Source,
}

/// The rules of the game.
#[derive(Clone, Debug)]
pub struct Game {
    /// Its title.
    pub title: At<String>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What it is.
    pub intro: Prose,
    /// Its sections, in the order of the file.
    pub parts: Vec<Part>,
    /// The file it stands in.
    pub source: Source,
}

/// A section of the game.
#[derive(Clone, Debug)]
pub struct Part {
    /// The attribute behind its heading.
    pub id: At<String>,
    /// Its heading.
    pub title: Line,
    /// What it says.
    pub body: Prose,
    /// The sections below it.
    pub parts: Vec<Part>,
}

/// The board: four levels with their questions.
#[derive(Clone, Debug)]
pub struct Board {
    /// Its title.
    pub title: At<String>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What it is for.
    pub intro: Prose,
    /// The levels, in the order of [`Level::ALL`].
    pub levels: Vec<BoardLevel>,
    /// The file it stands in.
    pub source: Source,
}

/// One level of the board.
#[derive(Clone, Debug)]
pub struct BoardLevel {
    /// Which.
    pub level: Level,
    /// Its name.
    pub title: Line,
    /// What it means.
    pub body: Prose,
    /// The questions that guide.
    pub questions: Vec<Line>,
}

/// What the deck means by the words of the field.
#[derive(Clone, Debug)]
pub struct Glossary {
    /// Its title.
    pub title: At<String>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What it is for.
    pub intro: Prose,
    /// Its terms, in the order of the file.
    pub terms: Vec<Term>,
    /// The file it stands in.
    pub source: Source,
}

/// A word and what it means.
#[derive(Clone, Debug)]
pub struct Term {
    /// Unique in the glossary.
    pub id: At<String>,
    /// The word.
    pub title: Line,
    /// What it means.
    pub body: Prose,
}
