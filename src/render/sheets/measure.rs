//! How much room a text takes on a card, from the number of its letters. `print.css` sets every face to one height of its small
//! letters (`font-size-adjust`), so that the same text takes nearly the same room whatever font a machine has.

use crate::deck::{Block, BlockKind, Inline, Prose};

/// The sizes of type that a card may have, the best first; points. Each is a class in `print.css`.
pub const SIZES: [f32; 5] = [12.0, 11.0, 10.0, 9.0, 8.5];
/// From line to line, in sizes of type; `--leading` in `print.css`.
const LEADING: f32 = 1.36;
/// Between two blocks, in sizes of type.
const GAP: f32 = 0.5;
/// Below a heading, and between two entries of a list.
const SMALL_GAP: f32 = 0.25;
/// What an entry or a quote is set in by, in sizes of type.
const INDENT: f32 = 1.1;
/// The narrowest column, in sizes of type.
const NARROWEST: f32 = 8.0;
/// The mean width of a letter, in sizes of type: the widest that was measured over DejaVu, Noto, Palatino, Century Schoolbook,
/// Times and Carlito in the four languages of the deck that ships; Greek takes more.
const LETTER: f32 = 0.48;
const GREEK_LETTER: f32 = 0.51;
/// Capitals, digits and the widest of the small letters.
const WIDE_LETTER: f32 = 0.66;
/// How much narrower letters without serifs are.
pub const SANS: f32 = 0.92;
/// How much wider bold letters are, and sloping ones at most.
pub const BOLD: f32 = 1.2;
/// What the end of a line leaves empty because words are not broken, in sizes of type.
const LOST: f32 = 1.6;
/// Pictures are no higher than this, in points.
const PICTURE: f32 = 90.0;

/// A column of text in one size of type; points.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// The size of type.
    pub size: f32,
    /// The width of the column.
    pub width: f32,
}

impl Measure {
    /// The height of blocks.
    pub fn prose(self, prose: &Prose) -> f32 {
        prose.0.iter().map(|block| self.block(block)).sum()
    }

    /// The height of a block and the gap below it.
    pub fn block(self, block: &Block) -> f32 {
        let own = match &block.kind {
            BlockKind::Heading(_, content) => return self.text(content) + self.size * SMALL_GAP,
            BlockKind::Paragraph(content) => self.text(content),
            BlockKind::List { entries, .. } => entries.iter().map(|entry| self.entry(&entry.body)).sum(),
            BlockKind::Quote(inner) => self.inside().prose(inner),
        };
        own + self.size * GAP
    }

    /// The height of an entry of a list. One of a single paragraph is written without a block of its own.
    pub fn entry(self, body: &Prose) -> f32 {
        let own = match body.0.as_slice() {
            [only] => self.inside().block(only) - self.size * GAP,
            _ => self.inside().prose(body),
        };
        own + self.size * SMALL_GAP
    }

    /// The column inside a list or a quote, however deep.
    pub fn inside(self) -> Self {
        Self { width: (self.width - self.size * INDENT).max(self.size * NARROWEST), ..self }
    }

    /// The height of the lines that hold this text.
    pub fn text(self, content: &[Inline]) -> f32 {
        (self.length(content) / self.filled()).ceil().max(1.0) * self.line()
    }

    /// The length of a text on one endless line. A break takes a line of the column, a picture as many as are its height.
    pub fn length(self, content: &[Inline]) -> f32 {
        let length = |inline: &Inline| match inline {
            Inline::Text(text) | Inline::Code(text) => text.chars().map(|letter| self.letter(letter)).sum(),
            Inline::Strong(inner) | Inline::Emphasis(inner) => self.length(inner) * BOLD,
            Inline::Link { content: inner, .. } | Inline::Foreign { content: inner, .. } => self.length(inner),
            Inline::Image { .. } => PICTURE / self.line() * self.filled(),
            Inline::Break => self.filled(),
        };
        content.iter().map(length).sum()
    }

    /// The length of a text that goes into a height.
    pub fn room(self, height: f32) -> f32 {
        (height / self.line()).floor() * self.filled()
    }

    /// The width of a letter.
    pub fn letter(self, letter: char) -> f32 {
        let width = match letter {
            '0'..='9' | 'm' | 'w' => WIDE_LETTER,
            _ if letter.is_uppercase() => WIDE_LETTER,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => GREEK_LETTER,
            _ => LETTER,
        };
        self.size * width
    }

    /// The height of a line.
    fn line(self) -> f32 {
        self.size * LEADING
    }

    /// How much of a line is filled.
    fn filled(self) -> f32 {
        self.width - self.size * LOST
    }
}
