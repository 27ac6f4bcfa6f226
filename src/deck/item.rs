//! The items of a reflection quiz. What a kind means is here; how it is written is in `read`, how it is shown in `render`.

use super::prose::{Line, Prose};
use crate::source::{At, Place};

/// One question of a quiz.
#[derive(Clone, Debug)]
pub struct Item {
    /// Unique in its situation, kept for ever.
    pub id: At<String>,
    /// The ids that it had before.
    pub was: Vec<At<String>>,
    /// The question.
    pub question: Line,
    /// What stands before the answers.
    pub intro: Prose,
    /// The kind, with its answers.
    pub body: ItemBody,
    /// What is said once the learner has answered.
    pub closing: Prose,
    /// The capsule that says what is right; for facts.
    pub source: Option<At<String>>,
    /// The heading.
    pub place: Place,
}

/// The kinds of item.
#[derive(Clone, Debug)]
pub enum ItemBody {
    /// One right answer.
    Fact(Vec<Choice>),
    /// Several right answers.
    Facts(Vec<Choice>),
    /// A place between two ends, asked before and after.
    Position {
        /// The two ends of the line.
        ends: [Line; 2],
        /// How many places there are: 5 or 7.
        steps: u8,
    },
    /// A choice without a right answer; each option is seen from four sides.
    Perspectives(Vec<Perspective>),
    /// Things to put in order, given in a good order.
    Order(Vec<Line>),
    /// Pairs to find.
    Match(Vec<Pair>),
    /// Statements to put into boxes.
    Sort(Vec<SortBox>),
    /// Free text for the learner alone. It never leaves the page.
    Note,
}

/// An option of a fact.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What it says.
    pub text: Line,
    /// Whether it is right. A translation leaves this to its source.
    pub right: bool,
    /// What is said to those who chose it.
    pub feedback: Prose,
}

/// An option seen by the person, the professional, the organisation and the law, in this order.
#[derive(Clone, Debug)]
pub struct Perspective {
    /// What it says.
    pub text: Line,
    /// What it protects and costs, for each of the four.
    pub voices: [Prose; 4],
}

/// Two things that belong together.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The thing that is given.
    pub left: Line,
    /// The thing that is to be found.
    pub right: Line,
}

/// A box and what belongs in it.
#[derive(Clone, Debug)]
pub struct SortBox {
    /// Its label.
    pub label: Line,
    /// The statements that belong there.
    pub statements: Vec<Line>,
}

impl ItemBody {
    /// The kind's name, as an author writes it behind `kind=`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fact(_) => "fact",
            Self::Facts(_) => "facts",
            Self::Position { .. } => "position",
            Self::Perspectives(_) => "perspectives",
            Self::Order(_) => "order",
            Self::Match(_) => "match",
            Self::Sort(_) => "sort",
            Self::Note => "note",
        }
    }

    /// Whether it counts in the score. Only facts do.
    pub fn is_scored(&self) -> bool {
        matches!(self, Self::Fact(_) | Self::Facts(_))
    }
}
