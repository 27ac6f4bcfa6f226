//! A question as both forms tell of it.

use crate::source::Place;

/// More answers of one question are not looked at.
pub(super) const MOST_PARTS: usize = 10_000;

/// A question. What a form does not have is empty.
pub(super) struct Question {
    /// Moodle's name of the type, as the file writes it.
    pub kind: String,
    pub place: Place,
    /// What it lacks of its parts: `name`, `questiontext`.
    pub lacks: Option<&'static str>,
    pub idnumber: String,
    /// Whether one answer only can be chosen.
    pub single: bool,
    pub answers: Vec<Answer>,
    pub pairs: Vec<Pair>,
    /// How many hints it has; none is counted where the form has none.
    pub hints: Option<usize>,
}

/// An answer and its share of the mark as it is written, in per cent.
pub(super) struct Answer {
    pub share: String,
    pub place: Place,
}

/// A statement and what belongs to it.
pub(super) struct Pair {
    /// Whether there is a statement; without one, the answer is only one more to choose from.
    pub is_asked: bool,
    /// What belongs to it; none where that is missing.
    pub answer: Option<String>,
    pub place: Place,
}
