//! What a text of a deck is, for programs that help to write it: the schema of its keys, and the marks that its headings may have.
//! The lists are those of the readers. Knows no editor.

use super::spot::{CAPSULE_PARTS, Spot, spot};
use super::{edition, handout, items, overlay, situation};
use crate::deck::{Level, Teaching};
use crate::source::Source;

/// The kinds of text that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `deck.toml`.
    Deck,
    /// `deck.toml` of an overlay.
    Overlay,
    /// `theme.md`.
    Theme,
    /// A card.
    Situation,
    /// A capsule.
    Capsule,
    /// The sheet of a country.
    Country,
    /// The rules of the game.
    Game,
    /// The board.
    Board,
    /// The glossary.
    Glossary,
    /// The teaching sheet of a theme.
    Teaching,
}

impl FileKind {
    /// The kind of a file by its path below the deck's folder, and by its text where it lies in the wrong folder. None for files
    /// that people do not write by hand, and for those that no deck has.
    pub fn of(source: &Source) -> Option<Self> {
        if source.path() == "deck.toml" {
            return Some(if overlay::is_overlay(source) { Self::Overlay } else { Self::Deck });
        }
        let (_language, below) = source.path().split_once('/')?;
        match spot(below, source) {
            Spot::Game => Some(Self::Game),
            Spot::Board => Some(Self::Board),
            Spot::Glossary => Some(Self::Glossary),
            Spot::Theme(_) => Some(Self::Theme),
            Spot::Teaching(_) => Some(Self::Teaching),
            Spot::Card { .. } => Some(Self::Situation),
            Spot::Capsule { .. } => Some(Self::Capsule),
            Spot::Country => Some(Self::Country),
            Spot::None => None,
        }
    }

    /// The name of its schema in [`super::SCHEMAS`].
    pub fn schema(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Overlay => "overlay",
            Self::Theme => "theme",
            Self::Situation => "situation",
            Self::Capsule => "capsule",
            Self::Country => "country",
            Self::Game => "game",
            Self::Board => "board",
            Self::Glossary => "glossary",
            Self::Teaching => "teaching",
        }
    }

    /// What may be in the braces after a heading, without `#`: of level 2 where `above` is empty, and of level 3 below the heading
    /// with the mark `above`. Ids that an author chooses (terms, entries, cards) are not among them.
    pub fn marks(self, above: &str) -> &'static [&'static str] {
        const LEVELS: [&str; 4] = [Level::ALL[0].key(), Level::ALL[1].key(), Level::ALL[2].key(), Level::ALL[3].key()];
        match (self, above) {
            (Self::Situation, "") => &situation::CARD_PARTS,
            (Self::Situation, "dilemma") => &situation::SIDES,
            (Self::Situation, "quiz") => &items::MARKS,
            (Self::Situation, "actions") | (Self::Board, "") => &LEVELS,
            (Self::Capsule, "") => &CAPSULE_PARTS,
            (Self::Capsule, "handout") => &handout::KINDS,
            (Self::Game, "") => &edition::GAME_PARTS,
            (Self::Game, part) => edition::inner(part),
            (Self::Teaching, "") => &Teaching::PARTS,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::SCHEMAS;

    #[test]
    fn a_file_is_known_by_its_path() {
        for (path, wanted) in [
            ("deck.toml", Some(FileKind::Deck)),
            ("fr/game.md", Some(FileKind::Game)),
            ("fr/board.md", Some(FileKind::Board)),
            ("fr/glossary.md", Some(FileKind::Glossary)),
            ("fr/1-a/theme.md", Some(FileKind::Theme)),
            ("fr/1-a/teaching.md", Some(FileKind::Teaching)),
            ("fr/1-a/01-b.md", Some(FileKind::Situation)),
            ("fr/1-a/capsules/b.md", Some(FileKind::Capsule)),
            ("fr/countries/be.md", Some(FileKind::Country)),
            ("register.toml", None),
            ("fr/a/b/c/d.md", None),
            ("fr", None),
        ] {
            let kind = FileKind::of(&Source::new(path, ""));
            assert_eq!(kind, wanted, "{path}");
            assert!(kind.is_none_or(|kind| SCHEMAS.contains(&kind.schema())), "{path}");
        }
        assert_eq!(FileKind::of(&Source::new("deck.toml", "base = \"../b\"\n")), Some(FileKind::Overlay));
    }

    #[test]
    fn marks_are_those_of_the_part_above() {
        assert!(FileKind::Situation.marks("").contains(&"quiz"));
        assert!(FileKind::Situation.marks("quiz").contains(&"q1 kind=sort"));
        assert_eq!(FileKind::Board.marks(""), Level::ALL.map(Level::key));
        assert_eq!(FileKind::Game.marks("roles"), ["narrator", "player"]);
        assert!(FileKind::Game.marks("aim").is_empty() && FileKind::Glossary.marks("").is_empty());
    }
}
