//! Markdown as any editor writes it. Its places are those of the file. Marks behind headings, as decks have them, are taken off.

use super::collector::{Collector, Position};
use super::document::{Block, Document, Run, Text};
use crate::source::Source;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// What is understood; a table of contents or mathematics is text.
const MARKDOWN: Options = Options::ENABLE_HEADING_ATTRIBUTES
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH);

/// The document of a text; none where it is larger than any.
pub fn read(source: &Source) -> Option<Document> {
    let mut reader = Reader::default();
    let (front, body) = split(source.text());
    if let Some(range) = front {
        let letters = source.text()[range.clone()].to_owned();
        reader.runs.push(Run { letters, ..Run::default() });
        let text = reader.take(range);
        reader.collector.block(Block::Heading(0, text));
    }
    for (event, range) in Parser::new_ext(&source.text()[body..], MARKDOWN).into_offset_iter() {
        reader.event(event, range.start + body..range.end + body);
        if reader.collector.is_full() {
            return None;
        }
    }
    reader.flush(source.text().len()..source.text().len());
    Some(reader.collector.document(source.path(), Some(source.clone())))
}

/// The title in front matter, and where the text begins. Other front matter is text.
fn split(text: &str) -> (Option<Range<usize>>, usize) {
    for fence in ["---\n", "+++\n"] {
        let Some(rest) = text.strip_prefix(fence) else { continue };
        let Some(end) = rest.find(&format!("\n{fence}")) else { continue };
        let (front, body) = (&rest[..end], fence.len() + end + 1 + fence.len());
        let line = front.lines().find(|line| line.starts_with("title"));
        let value =
            line.and_then(|line| line.split_once([':', '='])).map(|(_, value)| value.trim().trim_matches(['"', '\'']));
        let [line] = front.lines().collect::<Vec<_>>()[..] else { continue };
        if let Some(value) = value.filter(|value| !value.is_empty() && line.contains(*value)) {
            let start = fence.len() + front.find(value).unwrap_or(0);
            return (Some(start..start + value.len()), body);
        }
    }
    (None, 0)
}

#[derive(Default)]
struct Reader {
    collector: Collector,
    runs: Vec<Run>,
    bold: usize,
    italic: usize,
    links: Vec<String>,
    /// The picture that is open.
    picture: Option<usize>,
    /// The lists that are open: whether each is numbered.
    lists: Vec<bool>,
    /// The number of the outermost list.
    number: usize,
    /// Whether the entry that is open has its first paragraph.
    begun: bool,
    mark: Option<bool>,
    quotes: usize,
    heading: Option<u8>,
    rows: Vec<Vec<Vec<Text>>>,
    in_table: bool,
    note: usize,
}

impl Reader {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Code(text) => self.letters(&text),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.letters(&text),
            Event::Html(text) | Event::InlineHtml(text) => {
                // Comments and tags are no words of a reader, but nobody knows: they are kept as text.
                self.letters(&text);
            }
            Event::SoftBreak | Event::HardBreak => self.letters(" "),
            Event::TaskListMarker(ticked) => self.mark = Some(ticked),
            Event::Rule => self.flush(range),
            Event::FootnoteReference(_) => {}
        }
    }

    fn letters(&mut self, letters: &str) {
        let look = Run {
            letters: letters.to_owned(),
            bold: self.bold > 0,
            italic: self.italic > 0,
            link: self.links.last().cloned(),
            picture: None,
        };
        match self.runs.last_mut().filter(|_| self.picture.is_some()) {
            Some(picture) => picture.letters.push_str(letters),
            None => self.runs.push(look),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => self.links.push(dest_url.into_string()),
            Tag::Image { dest_url, .. } => {
                let name = dest_url.rsplit(['/', '\\']).next().unwrap_or_default();
                let picture = self.collector.picture(name, None);
                self.runs.push(Run { picture: Some(picture), ..Run::default() });
                self.picture = Some(picture);
            }
            Tag::Heading { level, .. } => {
                self.flush(range.start..range.start);
                self.heading = Some(number(level));
            }
            Tag::List(start) => {
                self.flush(range.start..range.start);
                if self.lists.is_empty() {
                    self.number += 1;
                }
                self.lists.push(start.is_some());
            }
            Tag::Item => (self.begun, self.mark) = (false, None),
            Tag::BlockQuote(_) => {
                self.flush(range.start..range.start);
                self.quotes += 1;
            }
            Tag::FootnoteDefinition(_) => self.note += 1,
            Tag::Table(_) => (self.rows, self.in_table) = (Vec::new(), true),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::HtmlBlock => self.flush(range.start..range.start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Link => drop(self.links.pop()),
            TagEnd::Image => self.picture = None,
            TagEnd::List(_) => {
                self.flush(range);
                self.lists.pop();
                self.begun = true;
                if self.lists.is_empty() {
                    self.collector.close();
                }
            }
            TagEnd::BlockQuote(_) => {
                self.flush(range);
                self.quotes -= 1;
            }
            TagEnd::FootnoteDefinition => {
                self.flush(range);
                self.note -= 1;
            }
            TagEnd::TableCell => {
                let text = self.take(range);
                let cell = if text.is_empty() { Vec::new() } else { vec![text] };
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                self.in_table = false;
                let rows = std::mem::take(&mut self.rows);
                self.collector.block(Block::Table(rows));
            }
            TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.flush(range)
            }
            _ => {}
        }
    }

    /// The letters so far as a text.
    fn take(&mut self, range: Range<usize>) -> Text {
        let runs = std::mem::take(&mut self.runs);
        self.collector.text(runs, Some(range))
    }

    /// Ends a paragraph, and puts it where it belongs.
    fn flush(&mut self, range: Range<usize>) {
        if self.runs.is_empty() || self.in_table {
            return;
        }
        let runs = std::mem::take(&mut self.runs);
        if self.note > 0 {
            return self.collector.aside_at("footnote", runs, range);
        }
        let text = self.collector.text(runs, Some(range));
        let heading = self.heading.take();
        match (heading, self.lists.len()) {
            (Some(level), 0) => self.collector.block(Block::Heading(level, text)),
            (_, 0) if self.quotes > 0 => self.collector.block(Block::Quote(text)),
            (_, 0) => self.collector.block(Block::Paragraph(text)),
            (_, depth) if self.begun => self.collector.more(depth - 1, text),
            (_, depth) => {
                let ordered = self.lists.last().copied().unwrap_or(false);
                let position = Position { list: self.number, level: depth - 1, ordered };
                match self.mark.take() {
                    Some(mark) => self.collector.marked_entry(position, Some(mark), text),
                    None => self.collector.entry(position, text),
                }
                self.begun = true;
            }
        }
    }
}

fn number(level: HeadingLevel) -> u8 {
    level as u8
}
