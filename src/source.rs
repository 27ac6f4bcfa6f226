//! Where a text came from: files, and places in them. Knows nothing of what the texts mean.

mod pieces;
mod sections;

pub use pieces::Part;
pub use sections::{line, sections};

use pieces::Piece;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// A text file with its path, shared cheaply by everything that was read from it.
#[derive(Clone, Debug)]
pub struct Source(Arc<File>);

#[derive(Debug)]
struct File {
    path: String,
    text: String,
    /// What was taken from other files, in the order of the text.
    pieces: Vec<Piece>,
    /// The number of its first line: not 1 where it is a part of a file that is too large to be held.
    first: usize,
    /// Found when first asked: a file with thousands of findings is counted through once.
    index: OnceLock<Index>,
}

/// What is counted ahead in a text.
#[derive(Debug)]
struct Index {
    /// Where lines begin.
    lines: Vec<usize>,
    /// How many characters stand before every [`STEP`]th byte.
    characters: Vec<usize>,
}

const STEP: usize = 1024;

impl Source {
    /// `path` is relative to the deck (or is the member's name in an archive), with `/` between folders.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::with_pieces(path.into(), text.into(), Vec::new())
    }

    /// Some lines of a file that is not held as a whole, the first of them by its number.
    pub fn from_line(first: usize, path: impl Into<String>, text: impl Into<String>) -> Self {
        Self(Arc::new(File { path: path.into(), text: text.into(), pieces: Vec::new(), first, index: OnceLock::new() }))
    }

    fn with_pieces(path: String, text: String, pieces: Vec<Piece>) -> Self {
        Self(Arc::new(File { path, text, pieces, first: 1, index: OnceLock::new() }))
    }

    fn pieces(&self) -> &[Piece] {
        &self.0.pieces
    }

    /// The path as it was given, with `/` between folders.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.0.text
    }

    fn index(&self) -> &Index {
        self.0.index.get_or_init(|| {
            let ends = self.text().match_indices('\n').map(|(at, _)| at + 1);
            let counts = self.text().as_bytes().chunks(STEP).scan(0, |sum, chunk| {
                *sum += characters(chunk);
                Some(*sum)
            });
            Index {
                lines: std::iter::once(0).chain(ends).collect(),
                characters: std::iter::once(0).chain(counts).collect(),
            }
        })
    }

    /// How many characters stand before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.index().characters[step] + characters(&self.text().as_bytes()[step * STEP..at])
    }

    fn line_column(&self, at: usize) -> (usize, usize) {
        let starts = &self.index().lines;
        let line = starts.partition_point(|start| *start <= at);
        let column = self.characters_before(at) - self.characters_before(starts[line - 1]) + 1;
        (line + self.0.first - 1, column)
    }

    /// A place by byte offsets, clamped to the text and to character boundaries.
    pub fn place(&self, range: Range<usize>) -> Place {
        let floor = |at: usize| {
            let mut at = at.min(self.text().len());
            while !self.text().is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(range.start);
        Place { start, end: floor(range.end).max(start), source: self.clone() }
    }

    /// The file as a whole, where no part of it is meant.
    pub fn whole(&self) -> Place {
        self.place(0..0)
    }
}

/// How many characters begin in a run of bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.path() == other.path() && self.0.first == other.0.first && self.text() == other.text())
    }
}

impl Eq for Source {}

/// A part of a source: byte offsets on character boundaries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub source: Source,
    /// The first byte.
    pub start: usize,
    /// One past the last byte; equal to `start` where a point or the whole file is meant.
    pub end: usize,
}

impl Place {
    /// A file of which there is no text to show: it is binary, missing or a folder.
    pub fn file(path: impl Into<String>) -> Self {
        Source::new(path, "").whole()
    }

    /// Line and column of the start, both from 1, the column in characters.
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.start)
    }

    /// The same of the end, which is one past the last character.
    pub fn end_line_column(&self) -> (usize, usize) {
        self.source.line_column(self.end)
    }
}

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct At<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl<T> At<T> {
    /// Binds a value to its place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> Deref for At<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_offsets_never_split_one() {
        let source = Source::new("a.md", "été\nà côté");
        let place = source.place(6..7);
        assert_eq!(place.line_column(), (2, 1));
        assert_eq!(source.place(9..10).line_column(), (2, 3));
        let long = Source::new("a.md", format!("a\n{}", "é".repeat(3000)));
        assert_eq!(long.place(2 + 2 * 2500..usize::MAX).line_column(), (2, 2501));
        assert_eq!(long.place(usize::MAX..usize::MAX).line_column(), (2, 3001));
        assert_eq!(source.place(1..999).start, 0, "offset 1 is inside the first é");
        assert_eq!(source.place(1..999).end, source.text().len());
    }
}
