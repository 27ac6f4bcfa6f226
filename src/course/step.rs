//! The steps of a situation, in the order in which a learner meets them.

use crate::deck::Situation;

/// A step. Its key is stored in the learner's progress and never changes; new ones are added at the end of the runtime's table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Read the story.
    Read,
    /// A first reaction, and a first position.
    Reaction,
    /// The prompts, one by one.
    Prompts,
    /// The dilemma, weighed.
    Dilemma,
    /// The capsules.
    Capsules,
    /// The quiz.
    Quiz,
    /// Actions on the four levels.
    Actions,
    /// The position again.
    Position,
    /// What to keep.
    Synthesis,
}

impl Step {
    /// The key in pages and in the learner's progress.
    pub fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Reaction => "reaction",
            Self::Prompts => "prompts",
            Self::Dilemma => "dilemma",
            Self::Capsules => "capsules",
            Self::Quiz => "quiz",
            Self::Actions => "actions",
            Self::Position => "position",
            Self::Synthesis => "synthesis",
        }
    }

    /// The steps that a situation has. The position item is no part of the quiz: it is asked with the first reaction and again.
    pub fn of(situation: &Situation) -> Vec<Step> {
        let asked = situation.items.len() - usize::from(situation.position().is_some());
        let all = [
            (Self::Read, true),
            (Self::Reaction, true),
            (Self::Prompts, !situation.prompts.is_empty()),
            (Self::Dilemma, situation.dilemma.is_some()),
            (Self::Capsules, !situation.capsules.is_empty()),
            (Self::Quiz, asked > 0),
            (Self::Actions, true),
            (Self::Position, situation.position().is_some()),
            (Self::Synthesis, true),
        ];
        all.into_iter().filter(|(_, present)| *present).map(|(step, _)| step).collect()
    }
}
