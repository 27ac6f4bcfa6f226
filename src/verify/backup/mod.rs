//! Moodle backups (`.mbz`), whoever made them: what a restore needs, what must agree, and what is left out without a word. Knows what
//! Moodle 4.1, 4.5 and 5.0 read (`backup/util`, `backup/moodle2`). The modules in a backup are judged as packages of their own.

mod activities;
mod contents;
mod files;
mod modules;
mod needed;
mod outline;

pub(super) use contents::contents;
pub(super) use modules::modules;

use super::archive::Package;
use super::encoding::decode;
use super::report::Report;
use super::rules;
use super::xml::{Manifest, parse_within};
use crate::source::{Place, Source};

/// The name of the file that a backup begins with.
pub(super) const MANIFEST: &str = "moodle_backup.xml";
/// The largest file of a backup that is read, in bytes, and all of them together.
const LARGEST: u64 = 12 << 20;
const MOST_TEXT: u64 = 40 << 20;
/// More tags than the list of ten thousand files has.
const MOST_TAGS: usize = 500_000;

/// Judges a backup. It talks to no LMS itself.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    if needed::check(MANIFEST, manifest, report) {
        let mut backup = Backup { package, left: MOST_TEXT };
        outline::check(manifest, &mut backup, report);
    }
    false
}

/// A backup while it is read.
struct Backup<'p> {
    package: &'p Package<'p>,
    /// How many bytes of text may still be read.
    left: u64,
}

impl Backup<'_> {
    /// Has a file judged by the table and then looked at. One that is not there is a finding where it is needed.
    fn file(
        &mut self,
        path: &str,
        kind: &str,
        is_needed: bool,
        report: &mut Report,
        look: &mut dyn FnMut(&Manifest, &mut Report),
    ) {
        if !self.package.has(path) {
            if is_needed {
                report.package(&rules::BACKUP_FILE, [("file", path.to_owned())]);
            }
            return;
        }
        let size = self.package.size(path);
        if size > LARGEST || size > self.left {
            return report.add(&rules::NOT_EXAMINED, &Place::file(path), [("file", path.to_owned())]);
        }
        self.left -= size;
        read(self.package, path, report, &mut |document, report| {
            if needed::check(kind, document, report) {
                look(document, report);
            }
        });
    }
}

/// Reads one file of a backup. A damaged one is told when all files are read.
fn read(package: &Package, path: &str, report: &mut Report, look: &mut dyn FnMut(&Manifest, &mut Report)) {
    let Some(bytes) = package.read(path, true, &mut Report::new("", &[])) else { return };
    let Some(text) = decode(path, &bytes, report) else { return };
    drop(bytes);
    let source = Source::new(path, text);
    let Some(tree) = parse_within(&source, MOST_TAGS, report) else { return };
    look(&Manifest { tree: &tree, source: &source }, report);
}

/// What a child element says; nothing where it is not there or says that there is no value.
fn text(node: roxmltree::Node, name: &str) -> Option<String> {
    let child = node.children().find(|child| child.has_tag_name(name))?;
    Some(Manifest::text(child)).filter(|text| text != "$@NULL@$")
}
