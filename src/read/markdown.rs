//! Markdown into blocks and headings with their places; what a deck may not hold becomes a finding. Knows no deck file.

mod foreign;
mod headings;
mod spans;

use super::rules;
use crate::deck::{Block, BlockKind, Entry, Line, Prose};
use crate::diagnostic::{Findings, Rule};
use crate::source::{Place, Source};
use pulldown_cmark::{Event, HeadingLevel, OffsetIter, Options, Parser, Tag};
use spans::is_inline;
use std::iter::Peekable;
use std::ops::Range;

/// How deep lists and quotes may stand in each other.
const DEEPEST: usize = 6;

/// The Markdown that is parsed. A deck has no use for tables, footnotes and struck text; they are parsed to be refused, where
/// they would else show as strange characters.
pub const MARKDOWN: Options = Options::ENABLE_HEADING_ATTRIBUTES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH);

/// A piece of a body: a block or a heading.
pub enum Piece {
    /// A block.
    Block(Block),
    /// A heading with its attributes.
    Heading(Heading),
}

/// A heading with its attributes.
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// What stands behind `#` in the attributes.
    pub id: Option<String>,
    /// `key=value` in the attributes; a class is a key without a value.
    pub attributes: Vec<(String, String)>,
    /// The text.
    pub title: Line,
}

/// The pieces of a body that begins at `offset` of its source.
pub fn pieces(source: &Source, offset: usize, findings: &mut Findings) -> Vec<Piece> {
    let events = Parser::new_ext(&source.text()[offset..], MARKDOWN).into_offset_iter().peekable();
    let mut builder = Builder { events, source, offset, findings, depth: 0, html: 0, raw_signs: 0 };
    let mut pieces = Vec::new();
    while let Some((event, range)) = builder.events.next() {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let title = builder.line(&range);
                let mut attributes: Vec<_> = classes.iter().map(|c| (c.to_string(), String::new())).collect();
                attributes.extend(attrs.iter().map(|(k, v)| (k.to_string(), v.as_deref().unwrap_or("").to_owned())));
                let id = id.map(|id| id.to_string());
                let heading = Heading { level: number(level), id, attributes, title };
                pieces.push(Piece::Heading(builder.mended(heading)));
            }
            Event::Start(Tag::Paragraph) if builder.is_glued(&range) => {
                pieces.push(Piece::Heading(builder.glued(&range)));
            }
            event => pieces.extend(builder.block(event, range).map(Piece::Block)),
        }
    }
    pieces
}

/// Passes over all that belongs to a tag that has just been opened.
pub fn skip<'a>(events: &mut impl Iterator<Item = (Event<'a>, Range<usize>)>) {
    let mut open = 1;
    while open > 0 {
        match events.next() {
            Some((Event::Start(_), _)) => open += 1,
            Some((Event::End(_), _)) => open -= 1,
            Some(_) => {}
            None => return,
        }
    }
}

struct Builder<'a, 'f> {
    events: Peekable<OffsetIter<'a>>,
    source: &'a Source,
    offset: usize,
    findings: &'f mut Findings,
    depth: usize,
    /// How many HTML tags are open: the tag that closes one is no fault of its own.
    html: usize,
    /// How many signs that show as they are were reported.
    raw_signs: usize,
}

impl Builder<'_, '_> {
    fn place(&self, range: &Range<usize>) -> Place {
        let text = &self.source.text()[self.offset..][range.clone()];
        let end = range.start + text.trim_end().len();
        self.source.place(range.start + self.offset..end + self.offset)
    }

    fn refuse(&mut self, rule: &'static Rule, what: &str, range: &Range<usize>) {
        let place = self.place(range);
        self.findings.add(rule, &place).with("what", what);
    }

    fn block(&mut self, event: Event<'_>, range: Range<usize>) -> Option<Block> {
        let place = self.place(&range);
        let made = match event {
            Event::Start(Tag::Paragraph) => Some(BlockKind::Paragraph(self.inlines())),
            Event::Start(Tag::Heading { level, .. }) => Some(BlockKind::Heading(number(level), self.inlines())),
            Event::Start(Tag::List(start)) => self.nested(&range, |b| b.list(start.is_some())),
            Event::Start(Tag::BlockQuote(_)) => self.nested(&range, |b| BlockKind::Quote(b.prose())),
            // Text straight in an entry of a tight list is a paragraph of its own.
            event if is_inline(&event) => Some(BlockKind::Paragraph(self.loose(event, range))),
            Event::Start(tag) => {
                let rule = match tag {
                    Tag::HtmlBlock => &rules::RAW_HTML,
                    Tag::Table(_) => &rules::TABLE,
                    Tag::CodeBlock(_) => &rules::CODE_BLOCK,
                    _ => &rules::UNSUPPORTED_MARKDOWN,
                };
                self.refuse(rule, sign(&tag), &range);
                skip(&mut self.events);
                None
            }
            Event::Rule => {
                self.refuse(&rules::UNSUPPORTED_MARKDOWN, "---", &range);
                None
            }
            _ => return None,
        };
        // A paragraph without anything keeps the place of what was refused: its section is not empty besides.
        Some(Block { kind: made.unwrap_or(BlockKind::Paragraph(Vec::new())), place })
    }

    /// What stands inside a tag that has just been opened, where it is not too deep.
    fn nested<T>(&mut self, range: &Range<usize>, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEEPEST {
            self.refuse(&rules::NESTED_TOO_DEEPLY, &DEEPEST.to_string(), range);
            skip(&mut self.events);
            return None;
        }
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        Some(made)
    }

    fn list(&mut self, ordered: bool) -> BlockKind {
        let mut entries = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            let place = self.place(&range);
            // In a loose list the mark stands inside the first paragraph.
            let paragraph = self.events.next_if(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
            let mark = match self.events.next_if(|(event, _)| matches!(event, Event::TaskListMarker(_))) {
                Some((Event::TaskListMarker(checked), _)) => Some(checked),
                _ => None,
            };
            let mut blocks = Vec::new();
            if let Some((_, range)) = paragraph {
                let place = self.place(&range);
                blocks.push(Block { kind: BlockKind::Paragraph(self.inlines()), place });
            }
            blocks.extend(self.prose().0);
            let body = Prose(blocks);
            entries.push(Entry { mark, body, place });
        }
        BlockKind::List { ordered, entries }
    }

    /// Blocks up to the end of the tag that is open.
    fn prose(&mut self) -> Prose {
        let mut blocks = Vec::new();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            blocks.extend(self.block(event, range));
        }
        Prose(blocks)
    }

    fn line(&mut self, range: &Range<usize>) -> Line {
        Line { content: self.inlines(), place: self.place(range) }
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}

/// How Markdown is written that a deck has no use for: the sign is the same in all languages.
fn sign(tag: &Tag<'_>) -> &'static str {
    match tag {
        Tag::Strikethrough => "~~…~~",
        _ => "[^…]",
    }
}
