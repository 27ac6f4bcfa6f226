//! Any package's bytes → findings. It trusts nothing that the package says of itself, nor anything that `package` says when
//! it makes one: it reads bytes and knows the standards and the LMSs.
//!
//! A file a family of rules; `rules` is their table. A kind of package is a file, or a folder, and a row in `kinds`; its
//! schema is a text in `grammars/`.

mod archive;
mod backup;
mod calls;
mod cartridge;
mod cmi5;
mod compose;
mod conclusions;
mod conformance;
mod content;
mod contents;
mod elements;
mod encoding;
mod epub;
mod files;
mod grammar;
mod hosts;
mod html;
mod judge;
mod kinds;
mod known;
mod launch;
mod lms;
mod manifest;
mod moodle;
mod names;
mod packaging;
mod privacy;
mod questions;
mod report;
mod rules;
mod scorm12;
mod scorm2004;
mod script;
mod secrets;
mod site;
mod text;
mod tincan;
mod unjudged;
mod values;
mod words;
mod xml;
mod zip;

pub use archive::MOST_BYTES;
pub use contents::{Entry, Section, contents};
pub use known::Known;
pub use lms::Lms;
pub use rules::RULES;
pub use unjudged::{Unjudged, unjudged};
pub use words::missing_words;
pub use zip::MOST_FILES;

use crate::diagnostic::Findings;

/// All that there is to say about a package of this name. A package that cannot be read is a finding, whatever its bytes.
pub fn verify(name: &str, bytes: &[u8]) -> Findings {
    Known::default().verify(name, bytes)
}

/// The same for those who use these LMSs, as far as it matters in one of them; for everyone where none is named.
pub fn verify_for(audience: &[Lms], name: &str, bytes: &[u8]) -> Findings {
    Known::default().verify_for(audience, name, bytes)
}
