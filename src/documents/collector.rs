//! The way of the readers into a document: they say one paragraph after another, and lists come out of it. A document that is no
//! text of its own gets one, a line for each paragraph, so that findings have a place to show.

use super::document::{Aside, Block, Document, Entry, List, Picture, Run, Text};
use crate::source::Source;
use std::ops::Range;

/// The most letters that are taken, in bytes, and the most paragraphs.
const MOST_BYTES: usize = 4 << 20;
const MOST_TEXTS: usize = 100_000;
/// The most pictures.
const MOST_PICTURES: usize = 1_000;
/// How deep entries are kept below each other; those further down stand at the last level.
const DEEPEST: usize = 4;

/// A document that is being read.
#[derive(Default)]
pub struct Collector {
    lines: String,
    texts: usize,
    bytes: usize,
    blocks: Vec<Block>,
    asides: Vec<Aside>,
    pictures: Vec<Picture>,
    /// The list that the last block is, by a number that its reader gives to it.
    open: Option<usize>,
}

/// How an entry stands in its list.
#[derive(Clone, Copy)]
pub struct Position {
    /// A number for the list: an entry with another one opens a new list.
    pub list: usize,
    /// How deep it stands, from 0.
    pub level: usize,
    /// Whether the list of that level is numbered.
    pub ordered: bool,
}

impl Collector {
    /// Whether more was said than is taken.
    pub fn is_full(&self) -> bool {
        self.texts > MOST_TEXTS || self.bytes > MOST_BYTES || self.pictures.len() > MOST_PICTURES
    }

    /// A line of text, cleaned, with a place of its own in the document's lines, or at `range` of the file.
    pub fn text(&mut self, runs: Vec<Run>, range: Option<Range<usize>>) -> Text {
        let runs = clean(runs);
        let mut text = Text { runs, ..Text::default() };
        self.texts += 1;
        self.bytes += text.runs.iter().map(|run| run.letters.len()).sum::<usize>();
        text.range = range.unwrap_or_else(|| {
            let start = self.lines.len();
            text.runs.iter().for_each(|run| self.lines.push_str(&run.letters));
            self.lines.push('\n');
            start..self.lines.len() - 1
        });
        text
    }

    /// A block; one without words is left out.
    pub fn block(&mut self, block: Block) {
        let mut is_empty = true;
        block.texts(&mut |text| is_empty &= text.is_empty());
        if !is_empty {
            self.blocks.push(block);
            self.open = None;
        }
    }

    /// An entry of a list.
    pub fn entry(&mut self, position: Position, text: Text) {
        let (mark, text) = ticked(text);
        self.marked_entry(position, mark, text);
    }

    /// An entry of a list whose box is known.
    pub fn marked_entry(&mut self, position: Position, mark: Option<bool>, text: Text) {
        if text.is_empty() {
            return;
        }
        // Word gives a list of its own to what stands below an entry, where it looks different.
        let goes_on = self.open == Some(position.list) || position.level > 0 && self.open.is_some();
        if !goes_on || !matches!(self.blocks.last(), Some(Block::List(_))) {
            self.blocks.push(Block::List(List { ordered: position.ordered, entries: Vec::new() }));
            self.open = Some(position.list);
        }
        if let Some(Block::List(list)) = self.blocks.last_mut() {
            let entry = Entry { mark, text, ..Entry::default() };
            put(list, position.level.min(DEEPEST), position.ordered, entry);
        }
    }

    /// A further paragraph of the last entry at a level; a block of its own where no list is open.
    pub fn more(&mut self, level: usize, text: Text) {
        if text.is_empty() {
            return;
        }
        if let (Some(_), Some(Block::List(list))) = (self.open, self.blocks.last_mut())
            && let Some(entry) = last(list, level.min(DEEPEST))
        {
            entry.more.push(text);
        } else {
            self.block(Block::Paragraph(text));
        }
    }

    /// Ends the list that is open.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// What stands outside the text.
    pub fn aside(&mut self, kind: &'static str, runs: Vec<Run>) {
        let text = self.text(runs, None);
        self.put_aside(kind, text);
    }

    /// The same at a place in the file.
    pub fn aside_at(&mut self, kind: &'static str, runs: Vec<Run>, range: Range<usize>) {
        let text = self.text(runs, Some(range));
        self.put_aside(kind, text);
    }

    fn put_aside(&mut self, kind: &'static str, text: Text) {
        if !text.is_empty() {
            self.asides.push(Aside { kind, text });
        }
    }

    /// A picture, and the number by which a run shows it.
    pub fn picture(&mut self, name: &str, bytes: Option<Vec<u8>>) -> usize {
        if self.is_full() {
            return 0;
        }
        if let Some(at) = self.pictures.iter().position(|picture| picture.name == name && picture.bytes == bytes) {
            return at;
        }
        self.pictures.push(Picture { name: name.to_owned(), bytes });
        self.pictures.len() - 1
    }

    /// The document, with the file's own text where its places are in that.
    pub fn document(self, path: &str, own: Option<Source>) -> Document {
        let source = own.unwrap_or_else(|| Source::new(path, self.lines));
        Document { source, blocks: self.blocks, asides: self.asides, pictures: self.pictures }
    }
}

fn put(list: &mut List, level: usize, ordered: bool, entry: Entry) {
    match list.entries.last_mut().filter(|_| level > 0) {
        Some(last) => {
            if last.below.entries.is_empty() {
                last.below.ordered = ordered;
            }
            put(&mut last.below, level - 1, ordered, entry);
        }
        None => list.entries.push(entry),
    }
}

fn last(list: &mut List, level: usize) -> Option<&mut Entry> {
    let entry = list.entries.last_mut()?;
    if level > 0 && !entry.below.entries.is_empty() { last(&mut entry.below, level - 1) } else { Some(entry) }
}

/// Runs without what has no place in a text, blanks in a row as one, neighbours of one look as one run, no blanks around the whole.
fn clean(runs: Vec<Run>) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut blank = true;
    for run in runs {
        let mut letters = String::new();
        for c in run.letters.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}');
            let is_lost = !is_blank
                && (c.is_control() || matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'));
            if is_blank && !blank {
                letters.push(' ');
            } else if !is_blank && !is_lost {
                letters.push(c);
            }
            blank = if is_lost { blank } else { is_blank };
        }
        if letters.is_empty() && run.picture.is_none() {
            continue;
        }
        match all.last_mut().filter(|last| last.picture.is_none() && run.picture.is_none() && is_alike(last, &run)) {
            Some(last) => last.letters.push_str(&letters),
            None => all.push(Run { letters, ..run }),
        }
    }
    while let Some(last) = all.last_mut() {
        let kept = last.letters.trim_end_matches(' ').len();
        last.letters.truncate(kept);
        if kept > 0 || last.picture.is_some() {
            break;
        }
        all.pop();
    }
    all
}

fn is_alike(a: &Run, b: &Run) -> bool {
    (a.bold, a.italic, &a.link) == (b.bold, b.italic, &b.link)
}

/// The box in front of a text or behind it, and the text without it.
pub fn ticked(mut text: Text) -> (Option<bool>, Text) {
    const BOXES: [(&str, bool); 14] = [
        ("[x]", true),
        ("[X]", true),
        ("(x)", true),
        ("(X)", true),
        ("☒", true),
        ("☑", true),
        ("✓", true),
        ("✔", true),
        ("✗", false),
        ("✘", false),
        ("[ ]", false),
        ("( )", false),
        ("☐", false),
        ("□", false),
    ];
    let plain = text.plain();
    let found = BOXES.iter().find(|(sign, _)| plain.starts_with(sign) && plain.len() > sign.len());
    if let Some((sign, ticked)) = found {
        cut(&mut text.runs, sign.len());
        let blanks = text.plain();
        cut(&mut text.runs, blanks.len() - blanks.trim_start().len());
        return (Some(*ticked), text);
    }
    let found = BOXES.iter().find(|(sign, _)| plain.ends_with(sign) && plain.len() > sign.len());
    let Some((sign, ticked)) = found else { return (None, text) };
    let kept = plain[..plain.len() - sign.len()].trim_end().len();
    let mut left = kept;
    for run in &mut text.runs {
        run.letters.truncate(left.min(run.letters.len()));
        left -= run.letters.len();
    }
    text.runs.retain(|run| !run.letters.is_empty() || run.picture.is_some());
    (Some(*ticked), text)
}

/// Takes so many bytes, which end at a letter, away from the start of runs.
pub fn cut(runs: &mut Vec<Run>, bytes: usize) {
    let mut left = bytes;
    for run in runs.iter_mut() {
        let taken = left.min(run.letters.len());
        run.letters.drain(..taken);
        left -= taken;
    }
    runs.retain(|run| !run.letters.is_empty() || run.picture.is_some());
}
