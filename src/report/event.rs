//! One thing that happened: who, what, when, and what came of it. Names are numbers of [`super::Events`].

/// What kind of thing an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A situation.
    Situation,
    /// A module.
    Module,
    /// An item of a quiz.
    Item,
    /// Anything else: a session, a course, an activity of another tool.
    Other,
}

/// What an event says about progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// The thing was met and not finished.
    Begun,
    /// It was gone through.
    Handled,
    /// A module's threshold was reached.
    Passed,
    /// A module's threshold was not reached.
    Failed,
    /// An item was answered.
    Answered,
    /// Something that does not count as progress.
    Other,
}

/// How much whoever tells of a module tells of it. What is not told has not therefore not happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Extent {
    /// How it ended, as a list of completions does.
    End,
    /// That it was opened too, as a report of attempts does.
    Opening,
    /// Its situations too, as modules themselves do.
    Situations,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The id of its statement, by which it can be voided.
    pub id: (u64, u64),
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Who.
    pub learner: u32,
    /// The activity.
    pub thing: u32,
    /// What the activity belongs to: the module of a situation, the situation of an item.
    pub within: Option<u32>,
    /// The verb.
    pub verb: u32,
    /// The answer, where one was given.
    pub answer: Option<u32>,
    /// The group that the statement names beside the learner.
    pub team: Option<u32>,
    /// The language in which it happened, where the statement says so.
    pub language: Option<u32>,
    /// What the activity is.
    pub kind: Kind,
    /// What it says about progress.
    pub deed: Deed,
    /// Whether an answer was right.
    pub right: Option<bool>,
    /// Points: of a hundred where the score is scaled or says of how many it is, and as they are otherwise.
    pub score: Option<f32>,
    /// How much its source tells of modules.
    pub extent: Extent,
}
