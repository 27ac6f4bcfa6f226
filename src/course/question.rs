//! Items as questions of a bank that marks them by itself: which can be one, and why the others cannot. What Moodle's import sets
//! limits to is here, because the sheet for tutors names the reason. Knows no format and no words.

use crate::deck::{Item, ItemBody};

/// The most right answers whose equal shares are among Moodle's fractions (`question_bank::ensure_grade_options_initialised`).
pub const MOST_RIGHT: usize = 10;
/// The longest answer that is matched, in characters (`qtype_match_subquestions.answertext`, CHAR(255)).
const LONGEST_MATCH: usize = 255;

/// How an item is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// One right answer.
    One,
    /// Several right answers.
    Several,
    /// Each statement with what belongs to it.
    Pairs,
    /// Steps in their order.
    Order,
}

/// Why an item is no question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unasked {
    /// It has no right answer, by its kind: `position`, `perspectives`, `note`.
    Kind(&'static str),
    /// No share of the mark fits so many right answers.
    Shares,
    /// What is matched is too long.
    Long,
}

impl Unasked {
    /// The name of the reason.
    pub fn key(self) -> &'static str {
        match self {
            Self::Kind(kind) => kind,
            Self::Shares => "shares",
            Self::Long => "long",
        }
    }
}

/// How an item is asked.
///
/// # Errors
/// Where it is no question, the reason.
pub fn question(item: &Item) -> Result<Question, Unasked> {
    let fits = |text: String| text.chars().count() <= LONGEST_MATCH;
    let pairs = |fit: bool| if fit { Ok(Question::Pairs) } else { Err(Unasked::Long) };
    match &item.body {
        ItemBody::Fact(_) => Ok(Question::One),
        ItemBody::Facts(choices) => match choices.iter().filter(|choice| choice.right).count() {
            1..=MOST_RIGHT => Ok(Question::Several),
            _ => Err(Unasked::Shares),
        },
        ItemBody::Match(list) => pairs(list.iter().all(|pair| fits(pair.right.text()))),
        ItemBody::Sort(boxes) => pairs(boxes.iter().all(|own| fits(own.label.text()))),
        ItemBody::Order(_) => Ok(Question::Order),
        ItemBody::Position { .. } | ItemBody::Perspectives(_) | ItemBody::Note => Err(Unasked::Kind(item.body.kind())),
    }
}
