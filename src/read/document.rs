//! A file of a deck: front matter, then text in sections that are known by the attribute behind their heading.

use super::fields::{Field, Fields, with_fields};
use super::markdown::{Heading, Piece, pieces};
use super::rules;
use crate::deck::{Block, BlockKind, Inline, Line, Prose};
use crate::diagnostic::{Findings, Rule};
use crate::source::{At, Place, Source};

const FENCE: &str = "+++\n";

/// A text with the sections below it.
pub struct Section {
    /// The attribute behind the heading.
    pub id: At<String>,
    /// `key=value` behind the heading.
    pub attributes: Vec<(String, String)>,
    /// 2 to 6; 0 for the text before the first section.
    pub level: u8,
    /// The heading.
    pub title: Line,
    /// The text up to the first section below.
    pub body: Prose,
    /// The sections below.
    pub sections: Vec<Section>,
}

/// Reads a file: hands its front matter to `front`, and gives what that makes of it with the body as an unnamed section.
pub fn document<T>(
    source: &Source,
    fields: &[Field],
    findings: &mut Findings,
    front: impl FnOnce(&Fields<'_>, &mut Findings) -> T,
) -> (T, Section) {
    let text = source.text();
    let (toml, body) = match text.strip_prefix(FENCE).map(|rest| (rest, find_end(rest))) {
        None => {
            findings.add(&rules::NO_FRONT_MATTER, &source.place(0..text.find('\n').unwrap_or(text.len())));
            ((0, ""), 0)
        }
        Some((_, None)) => {
            findings.add(&rules::OPEN_FRONT_MATTER, &source.place(0..3));
            ((0, ""), text.len())
        }
        Some((rest, Some(end))) => {
            let close = FENCE.len() + end;
            let after = text[close..].find('\n').map_or(text.len(), |at| close + at + 1);
            ((FENCE.len(), &rest[..end]), after)
        }
    };
    let missing = toml.0 == 0;
    let made = with_fields(source, toml, if missing { &[] } else { fields }, findings, front);
    let root = nest(source, pieces(source, body, findings));
    (made, root)
}

/// Where the closing fence begins.
fn find_end(rest: &str) -> Option<usize> {
    let mut at = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Headings with an attribute open a section; a heading without one is part of the text.
fn nest(source: &Source, pieces: Vec<Piece>) -> Section {
    let nothing = Line { content: Vec::new(), place: source.whole() };
    let id = At::new(String::new(), source.whole());
    let mut open = vec![Section {
        id,
        attributes: Vec::new(),
        level: 0,
        title: nothing,
        body: Prose::default(),
        sections: Vec::new(),
    }];
    for piece in pieces {
        match piece {
            Piece::Heading(Heading { level, id: Some(id), attributes, title }) => {
                close(&mut open, level);
                let id = At::new(id, title.place.clone());
                open.push(Section { id, attributes, level, title, body: Prose::default(), sections: Vec::new() });
            }
            Piece::Heading(Heading { level, title, .. }) => {
                let kind = BlockKind::Heading(level, title.content);
                push(&mut open, Block { kind, place: title.place });
            }
            Piece::Block(block) => push(&mut open, block),
        }
    }
    close(&mut open, 1);
    open.remove(0)
}

fn push(open: &mut [Section], block: Block) {
    if let Some(section) = open.last_mut() {
        section.body.0.push(block);
    }
}

/// Closes the sections that a heading of a level ends.
fn close(open: &mut Vec<Section>, level: u8) {
    while open.len() > 1 && open.last().is_some_and(|section| section.level >= level) {
        if let (Some(done), Some(parent)) = (open.pop(), open.last_mut()) {
            parent.sections.push(done);
        }
    }
}

impl Section {
    /// Reports sections that are not among those known here, and those that stand twice.
    pub fn know(&self, known: &[&str], findings: &mut Findings) {
        for (at, section) in self.sections.iter().enumerate() {
            if !known.contains(&section.id.as_str()) {
                let listed = known.join(", ");
                findings.add(&rules::UNKNOWN_SECTION, &section.id.place).with("id", &*section.id).with("known", listed);
            } else if self.sections[..at].iter().any(|before| *before.id == *section.id) {
                findings.add(&rules::DOUBLE_SECTION, &section.id.place).with("id", &*section.id);
            }
        }
    }

    /// The first section of an id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| *section.id == id)
    }

    /// The first section of an id; a finding where it is missing.
    pub fn must(&self, id: &'static str, findings: &mut Findings) -> Option<&Section> {
        let found = self.section(id);
        if found.is_none() {
            findings.add(&rules::MISSING_SECTION, &self.id.place).with("id", id);
        }
        found
    }

    /// Reports headings in the text: where sections are known by their attribute, one without it was forgotten.
    pub fn no_headings(&self, findings: &mut Findings) {
        for block in &self.body.0 {
            if let BlockKind::Heading(..) = block.kind {
                findings.add(&rules::STRAY_HEADING, &block.place);
            }
        }
    }

    /// The entries of the one list that the section is, as lines; everything else in it is a finding.
    pub fn lines(&self, findings: &mut Findings) -> Vec<Line> {
        let mut lines = Vec::new();
        for block in &self.body.0 {
            match &block.kind {
                BlockKind::List { entries, .. } => {
                    lines.extend(entries.iter().map(|entry| line(&entry.body, &entry.place, findings)));
                }
                _ => {
                    findings.add(&rules::NOT_A_LIST, &block.place);
                }
            }
        }
        if lines.is_empty() {
            self.empty(&rules::EMPTY_SECTION, findings);
        }
        lines
    }

    /// Reports the section as a whole.
    pub fn empty(&self, rule: &'static Rule, findings: &mut Findings) {
        findings.add(rule, &self.id.place).with("id", &*self.id);
    }
}

/// The one line that a text is; paragraphs beyond the first are joined to it with a break.
pub fn line(body: &Prose, place: &Place, findings: &mut Findings) -> Line {
    let mut content: Vec<Inline> = Vec::new();
    for block in &body.0 {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            findings.add(&rules::NOT_A_LIST, &block.place);
            continue;
        };
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.extend(inlines.iter().cloned());
    }
    Line { content, place: place.clone() }
}
