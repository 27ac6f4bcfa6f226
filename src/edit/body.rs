//! The body of a text as the pieces of a form: its parts, what is written in each, the entries of its lists. Names and words are
//! those that translators are given, from the same walk. Knows no field of front matter.

use super::what::What;
use super::written::Written;
use crate::diagnostic::{Findings, Locale, say};
use crate::read::split;
use crate::translate::{Entry, File, Section, Unit, Walked, body};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// One text of the body.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// Its name, for instance `/q1/option-2/feedback-1`.
    pub name: String,
    /// What it is, for people.
    pub label: String,
    /// Markdown, without the signs of the list or quote that it is in.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its bytes in the text as it is read (line ends are one byte).
    pub range: Range<usize>,
}

/// An entry of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its name, for instance `/q1/option-2`, which is that of its own text too.
    pub name: String,
    /// What it is, for people.
    pub label: String,
    /// Whether it is ticked; none where it has no box.
    pub mark: Option<bool>,
    /// Its own text.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its bytes, with its sign and what is below it.
    pub range: Range<usize>,
    /// What else it says, its feedback above all.
    pub pieces: Vec<Piece>,
    /// The entries below it.
    pub entries: Vec<Choice>,
}

/// A part of the body: what stands before the first heading with a mark, or below such a heading.
#[derive(Clone, Debug, Serialize)]
pub struct Part {
    /// Its name, for instance `/prompts` or `/q1`; empty for what stands before the first.
    pub name: String,
    /// What it is, for people.
    pub label: String,
    /// The attribute behind its heading.
    pub id: String,
    /// 2 to 6; 0 for what stands before the first.
    pub level: u8,
    /// `kind`, `source` and what else stands behind the heading.
    pub attributes: BTreeMap<String, String>,
    /// Its heading.
    pub title: Option<Piece>,
    /// Its paragraphs and quotes.
    pub pieces: Vec<Piece>,
    /// The entries of its lists.
    pub entries: Vec<Choice>,
    /// The parts below.
    pub parts: Vec<Part>,
    /// Its line, from 1.
    pub line: usize,
    /// Its bytes, with the parts below.
    pub range: Range<usize>,
}

/// A body that was walked over.
pub struct Body {
    /// Where it begins in the text.
    pub start: usize,
    /// What was found.
    pub walked: Walked,
}

impl Body {
    /// Walks over the body of a text; none where the file has none.
    pub fn of(what: What, key: &str, written: &Written) -> Option<Self> {
        let What::Text(kind) = what else { return None };
        let source = written.source(key);
        let start = split(&source, &mut Findings::default()).body;
        let file = File { base: String::new(), kind, id: None, version: None, checked: None, source: &source };
        Some(Self { start, walked: body(&file, start) })
    }

    /// The text of a name.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.walked.units.iter().find(|unit| unit.context == name)
    }

    /// The entry of a name.
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.walked.entries.iter().find(|entry| entry.context == name)
    }

    /// The section of a name, and its bytes up to the next one that is not below it.
    pub fn section(&self, name: &str, text: &str) -> Option<(&Section, Range<usize>)> {
        let at = self.walked.sections.iter().position(|section| section.context == name)?;
        let own = &self.walked.sections[at];
        let next = self.walked.sections[at + 1..].iter().find(|other| other.opened.level <= own.opened.level);
        Some((own, own.heading.start..next.map_or(text.len(), |next| next.heading.start)))
    }

    /// The parts of the body.
    pub fn parts(&self, written: &Written, locale: Locale) -> Vec<Part> {
        let view = View { body: self, written, locale };
        let end = self.walked.sections.first().map_or(written.text().len(), |first| first.heading.start);
        let mut all = vec![view.part(None, self.start..end, self.start..end)];
        all.extend(view.below(0, self.start..written.text().len()));
        all
    }
}

struct View<'a> {
    body: &'a Body,
    written: &'a Written,
    locale: Locale,
}

impl View<'_> {
    /// The parts in a range that are not below one another, of levels above one.
    fn below(&self, level: u8, range: Range<usize>) -> Vec<Part> {
        let (mut parts, mut at) = (Vec::new(), range.start);
        for section in &self.body.walked.sections {
            let start = section.heading.start;
            if !range.contains(&start) || start < at || section.opened.level <= level {
                continue;
            }
            let is_next = |other: &&Section| other.heading.start > start && other.opened.level <= section.opened.level;
            let next = self.body.walked.sections.iter().find(is_next).map_or(range.end, |next| next.heading.start);
            let whole = start..next.min(range.end);
            let first = self.body.walked.sections.iter().find(|other| other.heading.start > start);
            let own = start..first.map_or(whole.end, |first| first.heading.start.min(whole.end));
            at = whole.end;
            parts.push(self.part(Some(section), own, whole));
        }
        parts
    }

    fn part(&self, section: Option<&Section>, own: Range<usize>, whole: Range<usize>) -> Part {
        let name = section.map_or("", |section| section.context.as_str());
        let in_heading = |unit: &Unit| section.is_some_and(|section| section.heading.contains(&unit.range.start));
        let entries = self.entries(&own);
        let is_loose = |unit: &&Unit| {
            own.contains(&unit.range.start)
                && !in_heading(unit)
                && !entries.iter().any(|entry| entry.range.contains(&unit.range.start))
        };
        let level = section.map_or(0, |section| section.opened.level);
        let id = section.map_or("", |section| section.opened.id.as_str());
        let kind = section.and_then(|section| section.opened.kind.as_deref());
        Part {
            name: name.to_owned(),
            label: label(self.locale, "part", kind.unwrap_or(if section.is_none() { "start" } else { id })),
            id: id.to_owned(),
            level,
            attributes: section.map(|section| section.attributes.iter().cloned().collect()).unwrap_or_default(),
            title: self.body.walked.units.iter().find(|unit| in_heading(unit)).map(|unit| self.piece(unit)),
            pieces: self.body.walked.units.iter().filter(is_loose).map(|unit| self.piece(unit)).collect(),
            entries,
            parts: if section.is_none() { Vec::new() } else { self.below(level, own.start + 1..whole.end) },
            line: self.written.line(whole.start),
            range: whole,
        }
    }

    /// The entries in a range that are not below one another.
    fn entries(&self, range: &Range<usize>) -> Vec<Choice> {
        let all = &self.body.walked.entries;
        let inside = |other: &Range<usize>| range.start <= other.start && other.end <= range.end && other != range;
        let is_top = |entry: &&Entry| {
            inside(&entry.range)
                && !all.iter().any(|other| {
                    let is_around = other.range.start <= entry.range.start && entry.range.end <= other.range.end;
                    is_around && other.context != entry.context && inside(&other.range)
                })
        };
        let mut entries: Vec<Choice> = all.iter().filter(is_top).map(|entry| self.choice(entry)).collect();
        entries.sort_by_key(|entry| entry.range.start);
        entries
    }

    fn choice(&self, entry: &Entry) -> Choice {
        let text = self.written.text();
        let entries = self.entries(&entry.range);
        let is_loose = |unit: &&Unit| {
            entry.range.contains(&unit.range.start)
                && unit.context != entry.context
                && !entries.iter().any(|below| below.range.contains(&unit.range.start))
        };
        Choice {
            name: entry.context.clone(),
            label: label(self.locale, "piece", entry.word),
            mark: entry.mark.clone().map(|mark| text[mark].contains(['x', 'X'])),
            text: self.body.unit(&entry.context).map(|unit| unit.text.clone()).unwrap_or_default(),
            line: self.written.line(entry.range.start),
            range: entry.range.clone(),
            pieces: self.body.walked.units.iter().filter(is_loose).map(|unit| self.piece(unit)).collect(),
            entries,
        }
    }

    fn piece(&self, unit: &Unit) -> Piece {
        Piece {
            name: unit.context.clone(),
            label: label(self.locale, "piece", unit.word),
            text: unit.text.clone(),
            line: self.written.line(unit.range.start),
            range: unit.range.clone(),
        }
    }
}

/// The word for a field, a part or a piece; the key itself where there is none, as for ids that authors chose.
pub fn label(locale: Locale, family: &str, key: &str) -> String {
    let full = format!("{family}.{key}");
    let said = say(locale, &full, &[]);
    if said == full { key.to_owned() } else { said }
}
