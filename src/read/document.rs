//! A file of a deck: front matter, then text in sections that are known by the attribute behind their heading.

use super::fields::{Fields, with_fields};
use super::front::{Parts, split};
use super::kinds::Field;
use super::mark::guess;
use super::markdown::{Heading, Piece, pieces};
use super::rules;
use crate::deck::{Block, BlockKind, Entry, Inline, Line, Prose, plain};
use crate::diagnostic::{Findings, Rule};
use crate::source::{At, Place, Source};
use std::collections::BTreeSet;

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
    let Parts { toml, body, is_there } = split(source, findings);
    let toml = (toml.start, &source.text()[toml]);
    let made = with_fields(source, toml, if is_there { fields } else { &[] }, findings, front);
    let pieces = pieces(source, body, findings);
    (made, nest(source, pieces, findings))
}

/// Headings with an attribute open a section; a heading without one is part of the text.
fn nest(source: &Source, pieces: Vec<Piece>, findings: &mut Findings) -> Section {
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
                if is_empty(&title.content) {
                    findings.add(&rules::EMPTY_LINE, &title.place);
                }
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
    /// Reports sections that are not among those known here, those that stand twice, and attributes that mean nothing.
    pub fn know(&self, known: &[&str], findings: &mut Findings) {
        let mut seen = BTreeSet::new();
        for section in &self.sections {
            let (id, place) = (section.id.as_str(), &section.id.place);
            let written = attribute(id);
            if known.is_empty() {
                findings.add(&rules::NO_SECTION_HERE, place).with("id", written);
            } else if !known.contains(&id) {
                let known: Vec<String> = known.iter().map(|id| attribute(id)).collect();
                findings.add(&rules::UNKNOWN_SECTION, place).with("id", written).with("known", known.join(", "));
            } else if !seen.insert(id) {
                findings.add(&rules::DOUBLE_SECTION, place).with("id", written);
            }
            for (key, _) in section.attributes.iter().filter(|_| known.contains(&id)) {
                findings.add(&rules::UNKNOWN_ATTRIBUTE, place).with("key", key);
            }
        }
        self.unmarked(known, findings);
    }

    /// Reports headings without a mark that stand beside the sections here: they were meant to open another one, among `marks`.
    pub fn unmarked(&self, marks: &[&str], findings: &mut Findings) {
        for section in &self.sections {
            section.unmarked_up_to(self.level, section.level, marks, findings);
        }
    }

    fn unmarked_up_to(&self, above: u8, level: u8, marks: &[&str], findings: &mut Findings) {
        for block in &self.body.0 {
            match block.kind {
                // From here on the text belongs to what that heading was meant to open.
                BlockKind::Heading(own, _) if own <= above => break,
                BlockKind::Heading(own, _) if own <= level => no_mark(block, marks, findings),
                _ => {}
            }
        }
        self.sections.iter().for_each(|section| section.unmarked_up_to(above, level, marks, findings));
    }

    /// The first section of an id.
    pub fn section(&self, id: &str) -> Option<&Section> {
        self.sections.iter().find(|section| *section.id == id)
    }

    /// The first section of an id; a finding where it is missing.
    pub fn must(&self, id: &'static str, findings: &mut Findings) -> Option<&Section> {
        let found = self.section(id);
        if found.is_none() && !self.may_hide(id) {
            findings.add(&rules::MISSING_SECTION, &self.id.place).with("id", attribute(id));
        }
        found
    }

    /// Whether the section is perhaps there, under a heading that has been reported: at the wrong level, or without attribute.
    fn may_hide(&self, id: &str) -> bool {
        let stray = self.body.0.iter().any(|block| matches!(block.kind, BlockKind::Heading(..)));
        stray || self.sections.iter().any(|section| *section.id == id || section.may_hide(id))
    }

    /// The text up to the first heading. Where sections are known by their attribute, a heading without it was forgotten:
    /// it is reported with the `marks` that it may have, and what follows it belongs elsewhere.
    pub fn text(&self, marks: &[&str], findings: &mut Findings) -> &[Block] {
        let mut end = self.body.0.len();
        for (at, block) in self.body.0.iter().enumerate() {
            let BlockKind::Heading(level, _) = block.kind else { continue };
            end = end.min(at);
            // One that is beside this section, with all below it, is reported by the section around both.
            if level <= self.level {
                break;
            }
            no_mark(block, marks, findings);
        }
        &self.body.0[..end]
    }

    /// The same as text of its own, without sections below; a finding where there is none.
    pub fn prose(&self, findings: &mut Findings) -> Prose {
        self.know(&[], findings);
        let text = Prose(self.text(&[], findings).to_vec());
        if self.body.is_empty() {
            self.empty(&rules::EMPTY_SECTION, findings);
        }
        text
    }

    /// Reports text in a section that only holds others, which have these marks.
    pub fn no_text(&self, marks: &[&str], findings: &mut Findings) {
        for block in self.text(marks, findings).iter().filter(|block| !is_refused(block)) {
            findings.add(&rules::NOT_A_LIST, &block.place);
        }
        if self.body.is_empty() && self.sections.is_empty() {
            self.empty(&rules::EMPTY_SECTION, findings);
        }
    }

    /// The entries of the one list that the section is, as lines; everything else in it is a finding.
    pub fn lines(&self, findings: &mut Findings) -> Vec<Line> {
        self.know(&[], findings);
        let mut lines = Vec::new();
        for block in self.text(&[], findings) {
            match &block.kind {
                BlockKind::List { entries, .. } => {
                    stray_marks(entries, findings);
                    lines.extend(entries.iter().map(|entry| line(&entry.body, &entry.place, findings)));
                }
                _ if is_refused(block) => {}
                _ => {
                    findings.add(&rules::NOT_A_LIST, &block.place);
                }
            }
        }
        if self.body.is_empty() {
            self.empty(&rules::EMPTY_SECTION, findings);
        }
        lines.shrink_to_fit();
        lines
    }

    /// Reports the section as a whole.
    pub fn empty(&self, rule: &'static Rule, findings: &mut Findings) {
        findings.add(rule, &self.id.place).with("id", attribute(&self.id));
    }
}

/// Reports a heading without a mark, with the one that its words suggest; or a heading where none can have a mark.
fn no_mark(block: &Block, marks: &[&str], findings: &mut Findings) {
    let BlockKind::Heading(level, title) = &block.kind else { return };
    if marks.is_empty() {
        findings.add(&rules::HEADING_HERE, &block.place);
        return;
    }
    let title = plain(title);
    let mark = guess(&title, marks).or(marks.first().filter(|mark| mark.contains(' ')).copied()).unwrap_or("…");
    let example = format!("{} {title} {}", "#".repeat(usize::from(*level)), attribute(mark));
    let known: Vec<String> = marks.iter().map(|mark| attribute(mark)).collect();
    findings.add(&rules::STRAY_HEADING, &block.place).with("example", example).with("known", known.join(", "));
}

/// An id as it is written behind a heading.
fn attribute(id: &str) -> String {
    format!("{{#{id}}}")
}

/// Reports the first mark of a list in which nothing is right or wrong.
pub fn stray_marks(entries: &[Entry], findings: &mut Findings) {
    if let Some(entry) = entries.iter().find(|entry| entry.mark.is_some()) {
        findings.add(&rules::STRAY_MARKS, &entry.place);
    }
}

/// The one line that a text is; paragraphs beyond the first are joined to it with a break.
pub fn line(body: &Prose, place: &Place, findings: &mut Findings) -> Line {
    let mut content: Vec<Inline> = Vec::new();
    let mut is_plain = true;
    for block in &body.0 {
        let BlockKind::Paragraph(inlines) = &block.kind else {
            findings.add(&rules::NOT_A_LIST, &block.place);
            is_plain = false;
            continue;
        };
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        is_plain &= !is_refused(block);
        // A large deck keeps hundreds of thousands of lines, nearly all of one piece.
        content.reserve_exact(inlines.len());
        content.extend(inlines.iter().cloned());
    }
    if is_plain && is_empty(&content) {
        findings.add(&rules::EMPTY_LINE, place);
    }
    Line { content, place: place.clone() }
}

/// Whether a block only keeps the place of one that was refused: the finding is already there.
pub fn is_refused(block: &Block) -> bool {
    matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty())
}

/// Whether running text shows nothing.
fn is_empty(content: &[Inline]) -> bool {
    !content.iter().any(|inline| matches!(inline, Inline::Image { .. })) && plain(content).trim().is_empty()
}
