//! E-books (`.epub`), whoever made them: what a reading system needs in order to open one, and what it would lose without a word. Knows
//! EPUB 3.3, EPUB Accessibility 1.1, and as much of EPUB 2 as is needed to leave it alone.

mod container;
mod pages;
mod publication;

pub(super) use container::is_book;

use super::archive::Package;
use super::encoding::decode;
use super::report::Report;
use super::rules;
use super::xml::{LARGEST, Manifest, parse};
use crate::source::{Place, Source};

/// The file that leads to the book (OCF 3.3, 4.2.6.3.1).
pub(super) const MANIFEST: &str = "META-INF/container.xml";

/// Judges a book from its container on. It talks to no LMS.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    container::check(package, report);
    let Some(path) = container::publication(manifest, package, report) else { return false };
    if package.size(&path) > LARGEST {
        report.add(&rules::NOT_EXAMINED, &Place::file(&path), [("file", path.clone())]);
        return false;
    }
    // A damaged file is told when all files are read.
    let Some(bytes) = package.read(&path, true, &mut Report::new("", &[])) else { return false };
    let Some(text) = decode(&path, &bytes, report) else { return false };
    let source = Source::new(&path, text);
    let Some(tree) = parse(&source, report) else { return false };
    publication::check(&Manifest { tree: &tree, source: &source }, package, report);
    false
}
