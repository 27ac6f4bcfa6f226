//! One thing that stays, comes, changes or goes, and what that weighs.

use crate::source::Place;

/// The settings that decide how a module works, and on what terms it is handed on.
pub(super) const DECISIVE: [&str; 5] =
    ["tracking", "journal", "completion.situations", "success.threshold", "licence.id"];

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// What is packaged; its progress is kept under its id.
    Module,
    /// A situation.
    Situation,
    /// An item of a quiz.
    Item,
    /// A capsule.
    Capsule,
    /// A language of the deck.
    Language,
    /// A text that is no activity, a theme's, the game's, the board's, the glossary's; or a file, by its path.
    Text,
    /// A line of `deck.toml` that decides what is tracked, when a module is completed, and on what terms it is handed on; or that tells of
    /// the deck.
    Setting,
    /// The standard that a package follows.
    Format,
    /// How a deck is cut into modules.
    Split,
    /// The identifier of a package's manifest.
    Manifest,
    /// An activity that an LMS launches, by the identifier under which the LMS keeps its progress.
    Unit,
    /// The level of tracking that a package was built at.
    Level,
    /// A datum that leaves the browser, by its key in `course::DATA`.
    Datum,
    /// A column of a tutor's report of answers, by its index.
    Column,
}

impl What {
    /// The name by which reports call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Module => "module",
            Self::Situation => "situation",
            Self::Item => "item",
            Self::Capsule => "capsule",
            Self::Language => "language",
            Self::Text => "text",
            Self::Setting => "setting",
            Self::Format => "format",
            Self::Split => "split",
            Self::Manifest => "manifest",
            Self::Unit => "unit",
            Self::Level => "level",
            Self::Datum => "datum",
            Self::Column => "column",
        }
    }
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It stays as it was.
    Same,
    /// Only its words changed, or the order of what is in it.
    Reworded,
    /// What it consists of changed.
    Changed,
    /// Another thing has its id.
    Reused,
    /// It has another id, which says what it was.
    Renamed,
    /// It is in another module.
    Moved,
    /// It was not there before.
    New,
    /// It is there no more.
    Gone,
}

impl Sort {
    /// The name by which reports call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reworded => "reworded",
            Self::Changed => "changed",
            Self::Reused => "reused",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::New => "new",
            Self::Gone => "gone",
        }
    }
}

/// What a learner who is halfway keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeps {
    /// All.
    All,
    /// Progress and score, but the answers fit no more and are not shown.
    NotAnswers,
    /// Nothing.
    Nothing,
}

impl Keeps {
    /// The name by which reports call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NotAnswers => "not-answers",
            Self::Nothing => "nothing",
        }
    }
}

/// What a change asks of the version number. Source: semantic versioning, with progress in the place of an interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Nothing changed.
    Same,
    /// Only words, or what is said of the deck.
    Patch,
    /// Something was added, or works otherwise; all progress survives.
    Minor,
    /// Somebody's progress does not survive, or what was promised is gone.
    Major,
}

impl Grade {
    /// The version that follows one after a change of this grade.
    pub fn after(self, version: &str) -> String {
        let [major, minor, patch] = super::number(version);
        match self {
            Self::Same => version.to_owned(),
            Self::Patch => format!("{major}.{minor}.{}", patch + 1),
            Self::Minor => format!("{major}.{}.0", minor + 1),
            Self::Major => format!("{}.0.0", major + 1),
        }
    }
}

/// One thing and what became of it.
#[derive(Clone, Debug)]
pub struct Change {
    /// What it is.
    pub what: What,
    /// What became of it.
    pub sort: Sort,
    /// Its ids from the module down, `dlis-t1/t1-s01/q1`; as they are now, or as they were where it is gone.
    pub path: String,
    /// Its ids as they were, where they were others.
    pub was: Option<String>,
    /// What a learner keeps.
    pub keeps: Keeps,
    /// Where it stands, in the newer deck where it is there.
    pub place: Place,
}

impl Change {
    /// A thing that stays, for now.
    pub(super) fn new(what: What, path: impl Into<String>, place: &Place) -> Self {
        Self { what, sort: Sort::Same, path: path.into(), was: None, keeps: Keeps::All, place: place.clone() }
    }

    /// The same with what became of it.
    pub(super) fn of(self, sort: Sort) -> Self {
        Self { sort, ..self }
    }

    /// The same with what a learner keeps of it.
    pub(super) fn keeping(self, keeps: Keeps) -> Self {
        Self { keeps, ..self }
    }

    /// What it asks of the version number.
    pub fn grade(&self) -> Grade {
        match (self.keeps, self.sort) {
            (Keeps::Nothing, _) | (_, Sort::Reused) => Grade::Major,
            (_, Sort::Gone) if self.what == What::Language => Grade::Major,
            (Keeps::NotAnswers, _) => Grade::Minor,
            (_, Sort::Same) => Grade::Same,
            (_, Sort::Reworded) => Grade::Patch,
            (_, Sort::Changed) if self.what == What::Text => Grade::Patch,
            (_, Sort::Changed) if self.what == What::Setting && !DECISIVE.contains(&self.path.as_str()) => Grade::Patch,
            _ => Grade::Minor,
        }
    }
}
