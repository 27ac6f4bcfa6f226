//! A situation: one card, with all that a learner does about it.

use super::item::{Item, ItemBody};
use super::level::Level;
use super::prose::{Line, Prose};
use crate::source::{At, Place, Source};

/// One card.
#[derive(Clone, Debug)]
pub struct Situation {
    /// Unique in the deck, kept for ever.
    pub id: At<String>,
    /// The ids that it had before.
    pub was: Vec<At<String>>,
    /// Its title.
    pub title: At<String>,
    /// The name of its scene.
    pub scene: Option<At<String>>,
    /// Ids of the capsules it points to.
    pub capsules: Vec<At<String>>,
    /// Words to find it by.
    pub keywords: Vec<At<String>>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// The story.
    pub story: Prose,
    /// What may be hard to read, and where help is.
    pub content_note: Prose,
    /// The tension between two goods.
    pub dilemma: Option<Dilemma>,
    /// The questions to discuss.
    pub prompts: Vec<Line>,
    /// The reflection quiz.
    pub items: Vec<Item>,
    /// Ideas for actions, by level, in the order of the board.
    pub actions: Vec<(Level, Vec<Line>)>,
    /// The file it stands in.
    pub source: Source,
}

/// A tension, and what there is to weigh.
#[derive(Clone, Debug)]
pub struct Dilemma {
    /// The tension in words.
    pub tension: Prose,
    /// Two sides with their arguments; none where the card only tells the tension.
    pub sides: Option<[Side; 2]>,
    /// The heading.
    pub place: Place,
}

/// One side of a dilemma.
#[derive(Clone, Debug)]
pub struct Side {
    /// Its name.
    pub title: Line,
    /// What speaks for it.
    pub arguments: Vec<Line>,
}

impl Situation {
    /// The position item, which is asked before and after, where there is one.
    pub fn position(&self) -> Option<&Item> {
        self.items.iter().find(|item| matches!(item.body, ItemBody::Position { .. }))
    }
}
