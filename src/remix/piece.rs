//! A piece of a deck: a text in its languages under an id, or a file. Two pieces of one id may only meet where they are the same.

use std::collections::BTreeMap;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// `theme.md`.
    Theme,
    /// `teaching.md`.
    Teaching,
    /// A situation.
    Card,
    /// A capsule.
    Capsule,
    /// What stands before the terms of a glossary.
    Glossary,
    /// A term of the glossary.
    Term,
    /// The sheet of a country.
    Country,
    /// The rules of the game.
    Game,
    /// The board.
    Board,
    /// A drawing.
    Scene,
    /// Interface texts of a language.
    Interface,
    /// A picture.
    Medium,
}

impl Kind {
    /// The key of its name among the messages `remix.…`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Teaching => "teaching",
            Self::Card => "card",
            Self::Capsule => "capsule",
            Self::Glossary | Self::Term => "term",
            Self::Country => "country",
            Self::Scene => "scene",
            Self::Medium => "medium",
            Self::Game | Self::Board | Self::Interface => "text",
        }
    }

    /// Whether the first deck that has it is followed, whatever the others say: a deck has one of it, and no card needs it.
    pub fn is_common(self) -> bool {
        matches!(self, Self::Glossary | Self::Game | Self::Board | Self::Interface)
    }
}

/// A piece.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Its id in the new deck; of a file its name.
    pub id: String,
    /// The theme that it belongs to, by its id in the new deck; empty where it belongs to none.
    pub theme: String,
    /// Its path below the folder of a language, or below the deck for a drawing, a picture and interface texts.
    pub path: String,
    /// What it says, by language; under an empty language where it has none.
    pub texts: BTreeMap<String, Vec<u8>>,
}
