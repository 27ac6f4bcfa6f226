//! What a text of an edition is: mostly its path says so, and sometimes its parts say that it lies in the wrong folder.

use super::situation::CARD_PARTS;
use crate::source::Source;

/// What a file is, by its path below the folder of its language, and by its parts where it lies in the wrong folder.
pub enum Spot<'a> {
    /// The rules of the game.
    Game,
    /// The board.
    Board,
    /// The glossary.
    Glossary,
    /// The head of a theme, with the folder's name.
    Theme(&'a str),
    /// The teaching sheet of a theme, with the folder's name.
    Teaching(&'a str),
    /// A card in the folder of a theme.
    Card {
        /// The folder of the theme.
        theme: &'a str,
        /// Whether it lies among capsules.
        misplaced: bool,
    },
    /// A capsule of a theme.
    Capsule {
        /// The folder of the theme.
        theme: &'a str,
        /// Whether it lies among cards.
        misplaced: bool,
    },
    /// The sheet of a country.
    Country,
    /// Nothing that a deck has in this place.
    None,
}

/// Finds out what a file is.
pub fn spot<'a>(path: &'a str, source: &Source) -> Spot<'a> {
    let is_text = path.to_ascii_lowercase().ends_with(".md");
    match path.split('/').collect::<Vec<_>>()[..] {
        ["game.md"] => Spot::Game,
        ["board.md"] => Spot::Board,
        ["glossary.md"] => Spot::Glossary,
        [theme, "capsules", _] if is_text && has_parts(source, &CARD_PARTS, &CAPSULE_PARTS) => {
            Spot::Card { theme, misplaced: true }
        }
        [theme, "capsules", _] if is_text => Spot::Capsule { theme, misplaced: false },
        // Capsules belong to a theme: this folder is one level too high.
        ["capsules", _] => Spot::None,
        ["countries", _] if is_text => Spot::Country,
        [theme, "theme.md"] => Spot::Theme(theme),
        [theme, "teaching.md"] => Spot::Teaching(theme),
        [theme, _] if is_text && has_parts(source, &CAPSULE_PARTS, &CARD_PARTS) => {
            Spot::Capsule { theme, misplaced: true }
        }
        [theme, _] if is_text => Spot::Card { theme, misplaced: false },
        _ => Spot::None,
    }
}

/// The parts that only a capsule has.
pub const CAPSULE_PARTS: [&str; 3] = ["handout", "keep", "sources"];

/// Whether a text has some of these parts and none of those.
fn has_parts(source: &Source, these: &[&str], those: &[&str]) -> bool {
    let headings = source.text().lines().filter(|line| line.starts_with('#'));
    let ids: Vec<&str> =
        headings.flat_map(|line| line.split("{#").skip(1)).filter_map(|id| id.split('}').next()).collect();
    let has = |parts: &[&str]| parts.iter().any(|part| ids.contains(part));
    has(these) && !has(those)
}
