//! A web site of the whole deck: plain files for any server, for a folder and for a USB stick. Nothing is recorded, so there is no
//! adapter and no manifest; what the site is stands in its pages and in `CITATION.cff`.

use super::citation::{CITATION, citation};
use crate::course::{Metadata, Module};
use crate::tree::Tree;

/// The site with how to cite it.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    pages.put(CITATION, citation(&Metadata::of(module), None));
    pages
}
