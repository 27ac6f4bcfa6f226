//! How a command ended, and the exit code for it.

use super::reason::Reason;
use crate::diagnostic::Findings;
use crate::ui::Ui;
use std::path::Path;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked for is done.
    Done,
    /// Findings that are errors.
    Findings,
    /// The command was used wrongly.
    Usage,
    /// A file cannot be read or written.
    File,
    /// The network or a record store failed.
    Network,
    /// Our own fault.
    Internal,
}

impl Outcome {
    /// The exit code. `clap` uses 2 for usage too.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::File => 3,
            Self::Network => 4,
            Self::Internal => 70,
        }
    }

    /// Findings that are errors are the outcome; otherwise the work is done.
    pub fn of(findings: &Findings) -> Self {
        if findings.has_errors() { Self::Findings } else { Self::Done }
    }

    /// Says that a file cannot be read or written.
    pub fn file(ui: &Ui, path: &Path, error: impl Reason) -> Self {
        ui.message("outcome.file", &[("path", &path.display().to_string()), ("reason", &error.say(ui.locale))]);
        Self::File
    }
}
