//! Any package's bytes → findings. It trusts nothing that the package says of itself, nor anything that `package` says when
//! it makes one: it reads bytes and knows the standard and the LMS. Only SCORM 1.2 is judged to the end for now.
//!
//! A file a family of rules; `rules` is their table.

mod archive;
mod content;
mod directory;
mod hosts;
mod html;
mod identifiers;
mod manifest;
mod metadata;
mod moodle;
mod names;
mod organizations;
mod privacy;
mod report;
mod resources;
mod rules;
mod script;
mod secrets;
mod spelling;
mod structure;
mod text;
mod unpack;
mod words;
mod xml;

pub use rules::RULES;
pub use words::missing_words;

use crate::diagnostic::Findings;
use archive::Package;
use report::Report;

/// All that there is to say about a package of this name. A package that cannot be read is a finding, whatever its bytes.
pub fn verify(name: &str, bytes: &[u8]) -> Findings {
    let mut report = Report::new(name);
    if let Some(package) = Package::open(bytes, &mut report) {
        names::check(&package, &mut report);
        let has_scos = manifest::check(&package, &mut report);
        let behaviour = content::examine(&package, &mut report);
        if has_scos {
            behaviour.conclude(&mut report);
        }
    }
    report.finish()
}
