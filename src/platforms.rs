//! Which file for which learning management system: one table, from which the README and every tutor's sheet tell it. Says no more
//! than somebody tried or read. Knows formats and texts by their names alone.

/// The names of the systems that rules know as well (`verify`).
pub const MOODLE: &str = "Moodle";
/// Chamilo.
pub const CHAMILO: &str = "Chamilo";
/// Open edX.
pub const OPEN_EDX: &str = "Open edX";
/// Frappe LMS.
pub const FRAPPE: &str = "Frappe";

/// How it is known that a file works there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A package of cartable was imported and played there.
    Tried,
    /// From the system's documentation, its code, or packages played with its scripts alone.
    Known,
    /// Nobody has tried it.
    Untried,
}

impl State {
    /// The key of its words, in the section `lms` of the interface's texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::Tried => "tried",
            Self::Known => "known",
            Self::Untried => "untried",
        }
    }
}

/// One file that a system takes.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The system's name, one of the constants above where rules know it.
    pub system: &'static str,
    /// Which of its versions or parts is meant; empty for any.
    pub version: &'static str,
    /// The format, by the name of `--to`.
    pub format: &'static str,
    /// How that is known.
    pub state: State,
    /// The key of a remark, in the section `lms`; empty for none.
    pub remark: &'static str,
}

impl Row {
    /// What people call the system.
    pub fn name(&self) -> String {
        format!("{} {}", self.system, self.version).trim_end().to_owned()
    }
}

/// What is known. A system's first row is the file to take there.
pub const TABLE: [Row; 15] = [
    row(MOODLE, "4.5", "moodle", State::Tried, ""),
    row(MOODLE, "4.5", "scorm12", State::Tried, ""),
    row(MOODLE, "5.0", "moodle", State::Tried, ""),
    row(MOODLE, "5.0", "scorm12", State::Tried, ""),
    row(MOODLE, "5.1–5.3", "moodle", State::Known, ""),
    row(MOODLE, "5.1–5.3", "scorm12", State::Known, ""),
    row(MOODLE, "app", "scorm12", State::Known, "app"),
    row(CHAMILO, "1.11", "scorm12", State::Tried, "chamilo"),
    row(OPEN_EDX, "", "scorm12", State::Known, "edx"),
    row(FRAPPE, "LMS", "scorm2004", State::Known, "frappe"),
    row("ILIAS", "", "scorm12", State::Untried, ""),
    row("OpenOlat", "", "scorm12", State::Untried, ""),
    row("Canvas", "", "scorm12", State::Untried, ""),
    row("Blackboard", "", "scorm12", State::Untried, ""),
    row("Brightspace", "", "scorm12", State::Untried, ""),
];

const fn row(
    system: &'static str,
    version: &'static str,
    format: &'static str,
    state: State,
    remark: &'static str,
) -> Row {
    Row { system, version, format, state, remark }
}
