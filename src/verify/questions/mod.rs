//! Question files, whoever made them, alone or in an archive: Moodle XML and GIFT. What makes Moodle's import stop, lose or change
//! something. Knows what Moodle 4.5 and 5.0 read (`qformat_xml`, `qformat_gift`, `qformat_default`, the question types).

pub(super) mod form;
mod fraction;
mod gift;
mod judge;
mod moodle_xml;
mod question;

use super::archive::Package;
use super::encoding::decode;
use super::kinds;
use super::moodle::Api;
use super::report::Report;
use super::rules;
use super::xml::{Manifest, parse_within};
use crate::source::{Place, Source};
use form::{Form, form};
use judge::Judge;

/// The largest file that is read, in bytes, and all of them together.
const LARGEST: u64 = 12 << 20;
const MOST_TEXT: u64 = 40 << 20;
/// More tags than a bank of ten thousand questions has.
const MOST_TAGS: usize = 500_000;
/// Judges every question file of a package; none where it has none.
pub(super) fn check(package: &Package, report: &mut Report) -> Option<Api> {
    let mut left = MOST_TEXT;
    let mut found = false;
    report.without(kinds::clauses());
    for name in package.names() {
        let lower = name.to_ascii_lowercase();
        let is_text = [".xml", ".txt", ".gift"].iter().any(|end| lower.ends_with(end));
        let size = package.size(name);
        if !is_text || size > LARGEST.min(left) {
            // What cannot be looked into may be no question file at all.
            if is_text && (found || package.is_alone) {
                report.add(&rules::NOT_EXAMINED, &Place::file(name), [("file", name.to_owned())]);
                found = true;
            }
            continue;
        }
        left -= size;
        // A damaged file is told when all files are read.
        let Some(bytes) = package.read(name, true, &mut Report::new("", &[])) else { continue };
        if let Some(form) = form(&lower, &bytes, package.is_alone) {
            found = true;
            read(form, name, &bytes, report);
        }
    }
    report.without(String::new());
    found.then_some(Api::None)
}

fn read(form: Form, name: &str, bytes: &[u8], report: &mut Report) {
    let mut judge = Judge::default();
    match form {
        Form::Gift => {
            let source = Source::new(name, gift::text(name, bytes, report));
            gift::read(&source, &mut judge, report);
        }
        Form::Xml => {
            let Some(text) = decode(name, bytes, report) else { return };
            let source = Source::new(name, text);
            let Some(tree) = parse_within(&source, MOST_TAGS, report) else { return };
            moodle_xml::read(&Manifest { tree: &tree, source: &source }, &mut judge, report);
        }
    }
    judge.end(name, report);
}
