//! From a module and its pages to the files of a package. One file a format, one row here for each. A format knows no other
//! format; what they share is in `adapter`, `launched`, `manifest` and `source`.

mod adapter;
mod cmi5;
mod launched;
mod manifest;
mod scorm12;
mod source;
mod tincan;

pub use source::{SOURCE_FILE, SourceFault, deck_files};

use crate::course::Module;
use crate::tree::Tree;

/// What a module is packaged as.
pub struct Format {
    /// The name by which commands and archives call it.
    pub key: &'static str,
    /// What it holds.
    pub holds: Holds,
    package: fn(&Module<'_>, Tree) -> Tree,
}

/// What a format holds, and so what is to be rendered for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// The pages of one module.
    Module,
}

impl Holds {
    /// Everything that formats hold.
    pub const ALL: [Holds; 1] = [Self::Module];
}

/// Every format.
pub static FORMATS: [Format; 3] = [
    Format { key: "scorm12", holds: Holds::Module, package: scorm12::package },
    Format { key: "cmi5", holds: Holds::Module, package: cmi5::package },
    Format { key: "xapi", holds: Holds::Module, package: tincan::package },
];

impl Format {
    /// The format of a name.
    pub fn from_key(key: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.key == key)
    }

    /// The files of a package: the module's pages and what the format adds; with the deck's source where asked, so that whoever
    /// receives the package can edit it.
    pub fn package(&self, module: &Module<'_>, mut pages: Tree, with_source: bool) -> Tree {
        if with_source {
            pages.put(SOURCE_FILE, source::source(module));
        }
        (self.package)(module, pages)
    }
}
