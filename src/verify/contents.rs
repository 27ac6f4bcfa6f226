//! What somebody finds in a course once its backup was restored, or its cartridge imported: the sections, with what is in them. Read from the
//! bytes of the package as they are judged; judges nothing.

use super::archive::Package;
use super::report::Report;
use super::{backup, cartridge};
use serde::Serialize;

/// A section of a course.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its title; empty where the LMS gives it one.
    pub title: String,
    /// Whether learners do not see it.
    pub hidden: bool,
    /// What is in it, in its order.
    pub entries: Vec<Entry>,
}

/// An activity or a resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// What it is: of a backup the name of its module (`page`, `forum`, `scorm`), of a cartridge `page`, `topic`, `link`, `quiz`, `tool` or
    /// `other`.
    pub kind: String,
    /// Its title.
    pub title: String,
    /// Whether learners do not see it.
    pub hidden: bool,
    /// What a quiz of a cartridge asks; empty otherwise.
    pub questions: Vec<String>,
}

/// The sections of a Moodle backup or of a Common Cartridge; none where these bytes are neither, or cannot be read.
pub fn contents(name: &str, bytes: &[u8]) -> Option<Vec<Section>> {
    let package = Package::open(bytes, &mut Report::new(name, &[]))?;
    backup::contents(&package).or_else(|| cartridge::contents(&package))
}
