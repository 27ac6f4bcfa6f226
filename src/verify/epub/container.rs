//! The container of a book: the file by which readers know it, and the way to its package document (OCF 3.3, 4.2 and 4.3).

use super::MANIFEST;
use crate::source::Place;
use crate::verify::archive::Package;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;

const MIMETYPE: &str = "mimetype";
const EPUB: &[u8] = b"application/epub+zip";
const PUBLICATION: &str = "application/oebps-package+xml";
/// The fixed part of a file's own header in a zip archive (APPNOTE 4.3.7).
const HEADER: usize = 30;
/// More than any media type has, in bytes.
const LONGEST: u64 = 200;

/// Whether an archive says that it is a book.
pub(in crate::verify) fn is_book(package: &Package) -> bool {
    content(package).is_some_and(|content| content.trim_ascii().starts_with(EPUB))
}

fn content(package: &Package) -> Option<Vec<u8>> {
    let is_short = package.size(MIMETYPE) <= LONGEST;
    is_short.then(|| package.read(MIMETYPE, true, &mut Report::new("", &[]))).flatten()
}

/// Holds `mimetype` against the rules.
pub(super) fn check(package: &Package, report: &mut Report) {
    let first = package.members().iter().min_by_key(|member| member.extent.start);
    let Some(member) = package.members().iter().find(|member| member.name == MIMETYPE) else {
        return report.package(&rules::MIMETYPE_FIRST, []);
    };
    if first.is_some_and(|first| first.name != MIMETYPE) || member.extent.start > 0 {
        report.package(&rules::MIMETYPE_FIRST, []);
    }
    if member.method != 0 || member.data.start - member.extent.start > HEADER + MIMETYPE.len() {
        report.add(&rules::MIMETYPE_PACKED, &Place::file(MIMETYPE), []);
    }
    if content(package).is_none_or(|content| content != EPUB) {
        report.add(&rules::MIMETYPE_OTHER, &Place::file(MIMETYPE), []);
    }
}

/// The path of the package document, where the container names one that is there.
pub(super) fn publication(manifest: &Manifest, package: &Package, report: &mut Report) -> Option<String> {
    let roots = manifest.tree.descendants().filter(|node| node.tag_name().name() == "rootfile");
    let named = roots.filter(|node| node.attribute("media-type").is_none_or(|kind| kind.trim() == PUBLICATION));
    let named: Vec<&str> = named.filter_map(|node| node.attribute("full-path")).collect();
    let path = named.iter().find(|path| package.has(path));
    if path.is_none() {
        let file = named.first().copied().unwrap_or("").to_owned();
        report.add(&rules::NO_PUBLICATION, &Place::file(MANIFEST), [("file", file)]);
    }
    path.map(|path| (*path).to_owned())
}
