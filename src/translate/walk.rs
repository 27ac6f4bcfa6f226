//! The walk over the body of a file that cuts it into units, with the parser and the options that read decks.

use super::files::{File, Kind};
use super::scope::{Opened, Scope};
use super::unit::{Spelling, Unit};
use crate::read::{MARKDOWN, skip};
use pulldown_cmark::{CowStr, Event, OffsetIter, Parser, Tag};
use std::iter::Peekable;
use std::ops::Range;

/// What was found in a body.
pub struct Walked {
    /// Its units in their order.
    pub units: Vec<Unit>,
    /// Its sections in their order.
    pub sections: Vec<Section>,
    /// The entries of its lists; one below another comes before it.
    pub entries: Vec<Entry>,
    /// What no translation repeats.
    pub answers: Vec<Range<usize>>,
}

/// A section: a heading with an attribute.
#[derive(Debug)]
pub struct Section {
    /// What the contexts of its units begin with.
    pub context: String,
    /// The level, the attribute and the kind.
    pub opened: Opened,
    /// `key=value` behind the heading, as it is written.
    pub attributes: Vec<(String, String)>,
    /// Where the heading stands.
    pub heading: Range<usize>,
}

/// An entry of a list.
#[derive(Debug)]
pub struct Entry {
    /// What the contexts of its units begin with; also the context of its own text.
    pub context: String,
    /// What it is.
    pub word: &'static str,
    /// Where it stands, with its sign.
    pub range: Range<usize>,
    /// Where `[x]` or `[ ]` stands, with the space behind it.
    pub mark: Option<Range<usize>>,
}

/// Walks over a body that begins at `offset` of its file.
pub fn body(file: &File<'_>, offset: usize) -> Walked {
    let text = file.source.text();
    let events = Parser::new_ext(&text[offset..], MARKDOWN).into_offset_iter().peekable();
    let walked = Walked { units: Vec::new(), sections: Vec::new(), entries: Vec::new(), answers: Vec::new() };
    let mut walk = Walk { events, text, offset, quotes: 0, walked };
    walk.sections(&file.base, file.kind);
    walk.walked
}

/// The links and pictures of a text. Telephone numbers do not count: each country has its own.
pub fn links(text: &str) -> usize {
    let is_link = |event: &Event<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => !dest_url.starts_with("tel:"),
        event => matches!(event, Event::Start(Tag::Image { .. })),
    };
    Parser::new_ext(text, MARKDOWN).filter(is_link).count()
}

struct Walk<'a> {
    events: Peekable<OffsetIter<'a>>,
    text: &'a str,
    offset: usize,
    /// How many quotes the walk is in.
    quotes: usize,
    walked: Walked,
}

impl Walk<'_> {
    /// The whole body: a heading with an attribute opens a section, as it does for the reader.
    fn sections(&mut self, base: &str, kind: Kind) {
        let mut open: Vec<Opened> = Vec::new();
        let mut scope = Scope::section(base, kind, &open);
        while let Some((event, range)) = self.events.next() {
            let Event::Start(Tag::Heading { level, id, classes, attrs }) = event else {
                self.block(event, &mut scope, false);
                continue;
            };
            let content = self.run();
            let Some(id) = id else {
                self.heading(level as u8, &mut scope, content);
                continue;
            };
            let value = |name: &str| attrs.iter().find(|(key, _)| &**key == name).and_then(|(_, v)| v.as_deref());
            open.retain(|section| section.level < level as u8);
            open.push(Opened { level: level as u8, id: id.to_string(), kind: value("kind").map(str::to_owned) });
            scope = Scope::section(base, kind, &open);
            let own = |(key, value): &(CowStr<'_>, Option<CowStr<'_>>)| {
                (key.to_string(), value.as_deref().unwrap_or_default().to_owned())
            };
            self.walked.sections.push(Section {
                context: scope.path.clone(),
                opened: open[open.len() - 1].clone(),
                attributes: attrs.iter().map(own).collect(),
                heading: range.start + self.offset..range.end + self.offset,
            });
            // A source has its own answers, and each language is checked on its own.
            let attributes = attrs.iter().filter(|(key, _)| !["source", "checked"].contains(&&**key));
            let mut attributes: Vec<_> =
                attributes.map(|(k, v)| format!("{k}={}", v.as_deref().unwrap_or_default())).collect();
            attributes.extend(classes.iter().map(|class| class.to_string()));
            let form = format!("{level} {}", attributes.join(" "));
            let (context, word) = (format!("{}/title", scope.path), scope.words.title);
            if let Some(content) = content {
                self.source_attribute(content.end..range.end + self.offset);
                self.unit(context, word, content, form);
            }
        }
    }

    /// A heading that is part of the text.
    fn heading(&mut self, level: u8, scope: &mut Scope, content: Option<Range<usize>>) {
        if let Some(content) = content {
            let context = scope.next("heading");
            self.unit(context, "heading", content, level.to_string());
        }
    }

    fn block(&mut self, event: Event<'_>, scope: &mut Scope, in_quote: bool) {
        match event {
            Event::Start(Tag::Paragraph) => {
                let content = self.run();
                self.paragraph(content, scope, in_quote);
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let content = self.run();
                self.heading(level as u8, scope, content);
            }
            Event::Start(Tag::List(start)) => self.list(scope, start.is_some()),
            Event::Start(Tag::BlockQuote(_)) => {
                self.quotes += 1;
                self.blocks(scope, true);
                self.quotes -= 1;
            }
            // What a deck may not hold is not translated either.
            Event::Start(_) => skip(&mut self.events),
            _ => {}
        }
    }

    /// Blocks, and text straight in an entry, up to the end of the tag that is open.
    fn blocks(&mut self, scope: &mut Scope, in_quote: bool) {
        while let Some((event, _)) = self.events.peek() {
            if matches!(event, Event::End(_)) {
                self.events.next();
                return;
            }
            if is_running(event) {
                let content = self.loose();
                self.paragraph(content, scope, in_quote);
            } else if let Some((event, _)) = self.events.next() {
                self.block(event, scope, in_quote);
            }
        }
    }

    fn list(&mut self, scope: &mut Scope, ordered: bool) {
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                return;
            }
            let mut entry = scope.entry();
            let (first, answers) = (self.walked.units.len(), self.walked.answers.len());
            self.blocks(&mut entry, false);
            let range = range.start + self.offset..range.end + self.offset;
            let is_own = |mark: &&Range<usize>| !self.text[range.start..mark.start].contains('\n');
            let mark = self.walked.answers.get(answers).filter(is_own).cloned();
            self.walked.entries.push(Entry { context: entry.path.clone(), word: scope.words.entry, range, mark });
            if let Some(unit) = self.walked.units.get_mut(first).filter(|_| ordered) {
                unit.form = "1.".to_owned();
            }
        }
    }

    fn paragraph(&mut self, content: Option<Range<usize>>, scope: &mut Scope, in_quote: bool) {
        if let Some(content) = content {
            let (context, word) = scope.paragraph(in_quote);
            self.unit(context, word, content, String::new());
        }
    }

    fn unit(&mut self, context: String, word: &'static str, range: Range<usize>, form: String) {
        let raw = &self.text[range.clone()];
        let lines: Vec<_> = raw.split('\n').enumerate().map(|(at, line)| self.bare(at, line)).collect();
        let text = lines.join("\n");
        self.walked.units.push(Unit { context, word, text, range, spelling: Spelling::Prose, form });
    }

    /// A line of a block without what stands before it because of the quotes and lists that the block is in.
    fn bare<'t>(&self, at: usize, line: &'t str) -> &'t str {
        let quotes = if at == 0 { 0 } else { self.quotes };
        let strip = |line: &'t str, _| line.strip_prefix('>').unwrap_or(line).trim_start();
        if at == 0 { line } else { (0..quotes).fold(line.trim_start(), strip) }
    }

    /// Running text up to the end of the tag that is open.
    fn run(&mut self) -> Option<Range<usize>> {
        let content = self.loose();
        self.events.next_if(|(event, _)| matches!(event, Event::End(_)));
        content
    }

    /// Running text up to the next block or the end of what it stands in. A mark before it is no part of it.
    fn loose(&mut self) -> Option<Range<usize>> {
        let mut content: Option<Range<usize>> = None;
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_running(event)) {
            let range = range.start + self.offset..range.end + self.offset;
            match event {
                Event::TaskListMarker(_) => {
                    let space = self.text[range.end..].len() - self.text[range.end..].trim_start_matches(' ').len();
                    self.walked.answers.push(range.start..range.end + space);
                    continue;
                }
                Event::Start(_) => skip(&mut self.events),
                _ => {}
            }
            // The parser leaves out a backslash that takes its meaning from a sign.
            let is_escaped = self.text[..range.start].ends_with('\\');
            let start = content.map_or(range.start - usize::from(is_escaped), |content| content.start);
            content = Some(start..range.end);
        }
        content
    }

    /// Notes `source=…` behind a heading, with the space before it.
    fn source_attribute(&mut self, range: Range<usize>) {
        let behind = &self.text[range.clone()];
        let Some(at) = behind.find(" source=") else { return };
        let length = behind[at + 1..].find([' ', '}', '\n']).map_or(behind.len() - at, |end| end + 1);
        self.walked.answers.push(range.start + at..range.start + at + length);
    }
}

/// Whether an event belongs to running text.
fn is_running(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => {
            matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => true,
        Event::FootnoteReference(_) | Event::TaskListMarker(_) => true,
        _ => false,
    }
}
