//! The kinds of package that are judged to the end, one row each, and those that are only recognised. A new kind is a file
//! and a row. Question files have no manifest and no row (`questions`).

use super::archive::Package;
use super::files::{CMI5, IMS, TINCAN};
use super::moodle::Api;
use super::report::Report;
use super::xml::Manifest;
use super::{backup, cartridge, cmi5, epub, scorm12, scorm2004, tincan};

/// A kind of package that has a manifest.
pub(super) struct Kind {
    /// The path of its manifest in the archive; but for a book's, it stands at the root.
    pub file: &'static str,
    /// Whether a document of that name is of this kind; the first row that says so judges it.
    pub is: fn(&Manifest) -> bool,
    /// Judges the document; says whether something in the package is to talk to an LMS.
    pub judge: fn(&Manifest, &Package, &mut Report) -> bool,
    /// By what its pages then talk.
    pub api: Api,
    /// How the clauses of its standard begin.
    pub clauses: &'static str,
}

impl Kind {
    /// How the clauses of all other kinds begin, with `|` between them.
    pub(super) fn others(&self) -> String {
        let others = KINDS.iter().map(|kind| kind.clauses).filter(|clauses| *clauses != self.clauses);
        others.collect::<Vec<_>>().join("|")
    }
}

/// How the clauses of all kinds with a manifest begin, with `|` between them: nothing of them is said of what has none.
pub(super) fn clauses() -> String {
    KINDS.iter().map(|kind| kind.clauses).collect::<Vec<_>>().join("|")
}

/// The kinds that are judged.
pub(super) const KINDS: [Kind; 7] = [
    Kind { file: IMS, is: cartridge::is, judge: cartridge::judge, api: Api::None, clauses: "Common Cartridge" },
    Kind { file: IMS, is: scorm2004::is, judge: scorm2004::judge, api: Api::Scorm2004, clauses: "SCORM 2004" },
    Kind { file: IMS, is: |_| true, judge: scorm12::judge, api: Api::Scorm12, clauses: "SCORM 1.2" },
    Kind { file: CMI5, is: |_| true, judge: cmi5::judge, api: Api::Cmi5, clauses: "cmi5" },
    Kind { file: TINCAN, is: |_| true, judge: tincan::judge, api: Api::Xapi, clauses: "tincan|xAPI" },
    Kind { file: backup::MANIFEST, is: |_| true, judge: backup::judge, api: Api::None, clauses: "Moodle backup" },
    Kind { file: epub::MANIFEST, is: |_| true, judge: epub::judge, api: Api::None, clauses: "EPUB" },
];

/// Files by which packages of other kinds are known, and what those are called.
pub(super) const OTHERS: [(&str, &str); 3] =
    [("h5p.json", "H5P"), ("mimetype", "OpenDocument"), ("[Content_Types].xml", "Office Open XML")];
