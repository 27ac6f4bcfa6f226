//! From a module and its pages to the files of a package. One file a format, one row here for each. A format knows no other
//! format; what they share is in `adapter`, `content_package`, `fragment`, `launched`, `lom`, `manifest`, `schemas`, `source`,
//! `source_edition`, `when` and `words`.

mod adapter;
mod cartridge;
mod citation;
mod cmi5;
mod content_package;
mod epub;
mod fragment;
mod launched;
mod lom;
mod manifest;
mod moodle;
mod print;
mod questions;
mod schemas;
mod scorm;
mod scorm12;
mod scorm2004;
mod source;
mod source_edition;
mod tincan;
mod web;
mod when;
mod words;

pub use crate::tree::{SOURCE_FILE, SourceFault};
pub use citation::{CITATION, citation};
pub use lom::{missing as missing_metadata, record as lom_record};
pub use moodle::ARCHIVE as MODULE_ARCHIVE;
pub use schemas::{Schemas, is_schema, schemas};
pub use source::{book_source, deck_files, register_text, source};

use crate::course::Module;
use crate::tree::Tree;

/// What a module is packaged as.
pub struct Format {
    /// The name by which commands and archives call it.
    pub key: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// The sections of the texts that tell a tutor about it, behind `advice_` and `look_` (`templates/texts/`).
    pub advice: &'static [&'static str],
    /// Whether its pages are launched over the web and speak with a record store.
    pub speaks: bool,
    /// In which elements of the LMS its adapter writes each datum of `course::DATA`, by the datum's key.
    pub elements: Elements,
    /// Whether its adapter keeps a journal of the attempt on the learner's device, where the deck allows it.
    pub journal: bool,
    package: fn(&Module<'_>, Tree) -> Tree,
}

/// What a format holds, and so what is to be rendered for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The page of one module.
    Module,
    /// The same, but where the whole deck goes into one package: there the pages of each theme's module.
    Course,
    /// The pages of a whole deck.
    Site,
    /// The printed sheets of the whole deck.
    Sheets,
    /// Excerpts of the whole deck for a course, and the SCORM 1.2 packages of its modules.
    Backup,
    /// Lessons of the whole deck, in one language: what there is to read, to discuss and to answer.
    Cartridge,
    /// What the questions of the whole deck say, and the sheet beside them.
    Questions,
    /// The pages of the whole deck as a book.
    Book,
}

impl Holds {
    /// Everything that formats hold.
    pub const ALL: [Holds; 8] = [
        Self::Module,
        Self::Course,
        Self::Site,
        Self::Sheets,
        Self::Backup,
        Self::Cartridge,
        Self::Questions,
        Self::Book,
    ];
}

/// The key of a datum, and the names of the elements that carry it.
pub type Elements = &'static [(&'static str, &'static [&'static str])];

/// Every format.
pub static FORMATS: [Format; 10] = [
    Format {
        key: "scorm12",
        holds: Holds::Module,
        advice: &["scorm", "scorm12"],
        speaks: false,
        elements: scorm12::ELEMENTS,
        journal: true,
        package: scorm12::package,
    },
    Format {
        key: "scorm2004",
        holds: Holds::Module,
        advice: &["scorm", "scorm2004"],
        speaks: false,
        elements: scorm2004::ELEMENTS,
        journal: true,
        package: scorm2004::package,
    },
    Format {
        key: "cmi5",
        holds: Holds::Course,
        advice: &["cmi5", "launched"],
        speaks: true,
        elements: launched::ELEMENTS,
        journal: false,
        package: cmi5::package,
    },
    Format {
        key: "xapi",
        holds: Holds::Module,
        advice: &["xapi", "launched"],
        speaks: true,
        elements: launched::ELEMENTS,
        journal: false,
        package: tincan::package,
    },
    Format {
        key: "web",
        holds: Holds::Site,
        advice: &["web"],
        speaks: false,
        elements: &[],
        journal: false,
        package: web::package,
    },
    Format {
        key: "print",
        holds: Holds::Sheets,
        advice: &["print"],
        speaks: false,
        elements: &[],
        journal: false,
        package: print::package,
    },
    Format {
        key: "moodle",
        holds: Holds::Backup,
        advice: &["moodle"],
        speaks: false,
        elements: scorm12::ELEMENTS,
        journal: true,
        package: moodle::package,
    },
    Format {
        key: "common-cartridge",
        holds: Holds::Cartridge,
        advice: &["cartridge"],
        speaks: false,
        elements: &[],
        journal: false,
        package: cartridge::package,
    },
    Format {
        key: "questions",
        holds: Holds::Questions,
        advice: &["questions"],
        speaks: false,
        elements: &[],
        journal: false,
        package: questions::package,
    },
    Format {
        key: "epub",
        holds: Holds::Book,
        advice: &[],
        speaks: false,
        elements: &[],
        journal: false,
        package: epub::package,
    },
];

impl Format {
    /// The format of a name.
    pub fn from_key(key: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.key == key)
    }

    /// The file name of the archive of a module of this name. An e-book's ending says its format.
    pub fn file(&self, name: &str) -> String {
        match self.holds {
            Holds::Book => format!("{name}.epub"),
            Holds::Cartridge => format!("{name}-{}.imscc", self.key),
            Holds::Backup => format!("{name}-{}.mbz", self.key),
            _ => format!("{name}-{}.zip", self.key),
        }
    }

    /// The files of a package: the module's pages and what the format adds.
    pub fn package(&self, module: &Module<'_>, pages: Tree) -> Tree {
        (self.package)(module, pages)
    }
}
