//! Question files, whoever made them, alone or in an archive: Moodle XML and GIFT. What makes Moodle's import stop, lose or change
//! something. Knows what Moodle 4.5 and 5.0 read (`qformat_xml`, `qformat_gift`, `qformat_default`, the question types).

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
use judge::Judge;

/// The names of files that came without an archive.
const XML_ALONE: &str = "questions.xml";
const GIFT_ALONE: &str = "questions.txt";
/// The largest file that is read, in bytes, and all of them together.
const LARGEST: u64 = 12 << 20;
const MOST_TEXT: u64 = 40 << 20;
/// More tags than a bank of ten thousand questions has.
const MOST_TAGS: usize = 500_000;
/// How much of a file is looked at to see what it is.
const HEAD: usize = 4096;

/// What may stand in front of the first element.
const ASIDE: [(&str, &str); 3] = [("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Xml,
    Gift,
}

/// The name by which a file of this name without an archive is judged; none where it holds no questions. Of `.txt` and `.gift` nothing
/// else is known that anybody would verify.
pub(super) fn alone(name: &str, bytes: &[u8]) -> Option<&'static str> {
    let head = head(bytes);
    if is_quiz(&head) {
        return Some(XML_ALONE);
    }
    let is_named = [".txt", ".gift"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let is_binary = bytes.iter().take(HEAD).any(|byte| *byte < 9) && !bytes.starts_with(&[0xff, 0xfe]);
    (is_named && !is_binary || is_gift(&head)).then_some(GIFT_ALONE)
}

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

fn form(name: &str, bytes: &[u8], is_alone: bool) -> Option<Form> {
    let head = head(bytes);
    match name.ends_with(".xml") {
        true => is_quiz(&head).then_some(Form::Xml),
        false => (is_alone || name.ends_with(".gift") || is_gift(&head)).then_some(Form::Gift),
    }
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

/// The beginning of a file as text; what is UTF-16 loses every other byte.
fn head(bytes: &[u8]) -> String {
    let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&head).into_owned()
}

/// Whether the first element is `quiz`, behind a declaration and comments.
fn is_quiz(head: &str) -> bool {
    let mut rest = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    while let Some((_, end)) = ASIDE.iter().find(|(begin, _)| rest.starts_with(begin)) {
        rest = rest.split_once(end).map_or("", |(_, rest)| rest).trim_start();
    }
    rest.strip_prefix("<quiz").is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
}

/// A line that begins as a question or a category does, and answers in braces.
fn is_gift(head: &str) -> bool {
    let begins = |line: &str| line.starts_with("::") || line.starts_with("$CATEGORY:");
    head.lines().any(|line| begins(line.trim_start_matches('\u{feff}').trim_start()))
        && (head.contains('{') || head.contains("$CATEGORY:"))
}
