//! What came of reading and saving a text: the text with its checksum, or why nothing was saved. Only says; does nothing.

use super::merge::{Hunk, Side};
use super::refusal::Refusal;
use serde::Serialize;
use std::io;

/// A text that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The text as it is on disk, with its own line ends.
    pub text: String,
    /// SHA-256 of its bytes, which a save gives back.
    pub checksum: String,
}

/// A text that was saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// What is on disk now.
    pub text: String,
    /// SHA-256 of its bytes.
    pub checksum: String,
    /// What somebody else had changed, and is in it too.
    pub incoming: Vec<Hunk>,
}

/// Why nothing was saved.
#[derive(Debug)]
pub enum Failure {
    /// The request cannot be met.
    Refused(Refusal),
    /// Somebody else changed the same lines. The writer's text is in the journal.
    Conflict(Box<Conflict>),
    /// The disk says no.
    Disk(io::Error),
}

/// Two texts that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Conflict {
    /// The key.
    pub key: String,
    /// What both were made from; none where it is no longer known.
    pub base: Option<String>,
    /// The writer's.
    pub mine: String,
    /// What is on disk; none where the file is gone.
    pub theirs: Option<String>,
    /// The checksum of what is on disk, with which a save of what the writer makes of both is accepted.
    pub checksum: Option<String>,
    /// The texts side by side.
    pub pieces: Vec<Side>,
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
