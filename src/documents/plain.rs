//! Plain text: paragraphs between empty lines, entries of lists with typed bullets, and titles as lines that stand alone. A text that
//! has headings as Markdown writes them is Markdown.

use super::collector::Collector;
use super::document::{Block, Document, Run};
use super::vocabulary::{PARTS, key};
use crate::source::Source;
use std::ops::Range;

/// Longer lines are no titles.
const LONGEST: usize = 80;

/// Whether a text has headings or lists that only Markdown has.
pub fn is_markdown(text: &str) -> bool {
    let is_heading = |line: &str| {
        let rest = line.trim_start_matches('#');
        rest.len() < line.len() && line.len() - rest.len() <= 6 && rest.starts_with(' ')
    };
    text.lines().any(is_heading)
}

/// The document of a text; none where it is larger than any.
pub fn read(source: &Source) -> Option<Document> {
    let mut collector = Collector::default();
    for lines in paragraphs(source.text()) {
        for range in entries(source.text(), &lines) {
            let letters = source.text()[range.clone()].to_owned();
            let level = if lines.len() == 1 { level(&letters) } else { None };
            let text = collector.text(vec![Run { letters, ..Run::default() }], Some(range));
            collector.block(level.map_or(Block::Paragraph(text.clone()), |level| Block::Heading(level, text)));
        }
        if collector.is_full() {
            return None;
        }
    }
    Some(collector.document(source.path(), Some(source.clone())))
}

/// The lines of each paragraph.
fn paragraphs(text: &str) -> Vec<Vec<Range<usize>>> {
    let (mut all, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if line.trim().is_empty() {
            all.push(std::mem::take(&mut open));
        } else {
            open.push(range);
        }
    }
    all.push(open);
    all.retain(|lines| !lines.is_empty());
    all
}

/// The lines of a paragraph as one text, but for those that begin with a bullet or a number, which are texts of their own. A line
/// that names a part of a card is one too.
fn entries(text: &str, lines: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut alone = true;
    for range in lines {
        let line = text[range.clone()].trim_start();
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_entry = line.starts_with(['-', '–', '—', '•', '*', '·', '▪', '☐', '☒', '☑'])
            || line.starts_with("[ ]")
            || line.starts_with("[x]")
            || digits.len() < line.len() && digits.starts_with(['.', ')']);
        let is_part = key(line, &PARTS).is_some();
        match all.last_mut().filter(|_| !alone && !is_entry && !is_part) {
            Some(last) => last.end = range.end,
            None => all.push(range.clone()),
        }
        alone = is_part;
    }
    all
}

/// The level of the heading that a line alone is: 2 for a part of a card, 1 for a title.
fn level(line: &str) -> Option<u8> {
    let line = line.trim();
    if key(line, &PARTS).is_some() {
        return Some(2);
    }
    let is_title = line.chars().count() <= LONGEST
        && line.chars().next().is_some_and(char::is_uppercase)
        && !line.ends_with(['.', '?', '!', ';', ':', ',', '…', '»', '”']);
    is_title.then_some(1)
}
