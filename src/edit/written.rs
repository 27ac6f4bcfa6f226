//! A text as it is written on disk: with its mark of byte order and its line ends, which no change touches. Knows nothing of what the
//! text says.

use crate::source::Source;
use crate::translate::{Edit, apply};
use std::ops::Range;

/// A text on disk, and the same text as `read` sees it: without a byte order mark, with `\n` at the end of lines.
pub struct Written {
    raw: String,
    text: String,
    /// Where in `text` a line ends that ends with CRLF on disk.
    long_ends: Vec<usize>,
    /// The length of the byte order mark in bytes.
    mark: usize,
}

impl Written {
    /// The text of a file.
    pub fn of(raw: &str) -> Self {
        let bare = raw.strip_prefix('\u{feff}').unwrap_or(raw);
        let text = bare.replace("\r\n", "\n").replace('\r', "\n");
        let long_ends = bare.match_indices("\r\n").enumerate().map(|(count, (at, _))| at - count).collect();
        Self { text, long_ends, mark: raw.len() - bare.len(), raw: raw.to_owned() }
    }

    /// The text as `read` sees it. Ranges of edits are bytes of this.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as a source of this path.
    pub fn source(&self, path: &str) -> Source {
        Source::new(path, &self.text)
    }

    /// The line of a byte, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.text[..at.min(self.text.len())].matches('\n').count() + 1
    }

    /// The text for the disk with all edits made. What an edit does not change keeps its bytes.
    pub fn with(&self, edits: Vec<Edit>) -> String {
        let end = if self.long_ends.len() * 2 > self.text.matches('\n').count() { "\r\n" } else { "\n" };
        let on_disk = |edit: Edit| {
            let Edit { range, text } = self.least(edit);
            Edit { range: self.raw(range.start)..self.raw(range.end), text: text.replace('\n', end) }
        };
        apply(&self.raw, edits.into_iter().map(on_disk).collect())
    }

    /// An edit without what stays the same at its ends.
    fn least(&self, Edit { range, text }: Edit) -> Edit {
        let old = &self.text[range.clone()];
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
            pairs.take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
        };
        let front = same(&mut old.chars().zip(text.chars()));
        let back = same(&mut old[front..].chars().rev().zip(text[front..].chars().rev()));
        Edit { range: range.start + front..range.end - back, text: text[front..text.len() - back].to_owned() }
    }

    fn raw(&self, at: usize) -> usize {
        self.mark + at + self.long_ends.partition_point(|end| *end < at)
    }
}

/// Where the line of a byte begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, behind its line end.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// A range without the white space at its end.
pub fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range.clone()].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends_and_the_byte_order_mark_stay() {
        let edit = |range, text: &str| vec![Edit { range, text: text.to_owned() }];
        let raw = "\u{feff}é\r\nb\nc\r\nd\r\n";
        let written = Written::of(raw);
        assert_eq!(written.text(), "é\nb\nc\nd\n");
        assert_eq!(written.with(edit(0..9, "é\nb\nc\nd\n")), raw);
        assert_eq!(written.with(edit(5..6, "x\ny")), "\u{feff}é\r\nb\nx\r\ny\r\nd\r\n");
        assert_eq!(written.with(edit(3..9, "b\nc\nD\n")), "\u{feff}é\r\nb\nc\r\nD\r\n");
        assert_eq!(written.with(edit(4..5, "")), "\u{feff}é\r\nbc\r\nd\r\n");
    }
}
