//! New ids in texts, at the places that the reader noted; all else stays as its author wrote it.

use crate::source::{At, Place, Source};
use std::ops::Range;

/// Changes to one text.
pub struct Edits<'a> {
    source: &'a Source,
    changes: Vec<(Range<usize>, String)>,
}

impl<'a> Edits<'a> {
    /// No change yet.
    pub fn of(source: &'a Source) -> Self {
        Self { source, changes: Vec::new() }
    }

    /// Puts a new id in the place of one. What a translation has from its source is not in its text, and stays there.
    pub fn id(&mut self, id: &At<String>, new: &str) {
        if id.value == new || id.place.source != *self.source {
            return;
        }
        let text = &self.source.text()[id.place.start..id.place.end];
        let source = format!("source={}", id.value);
        let Some(at) = text.find(&source).map(|at| at + "source=".len()).or_else(|| text.find(id.as_str())) else {
            return;
        };
        let start = id.place.start + at;
        self.changes.push((start..start + id.value.len(), new.to_owned()));
    }

    /// Takes a range out.
    pub fn cut(&mut self, range: Range<usize>) {
        self.changes.push((range, String::new()));
    }

    /// Puts a text in the place of another.
    pub fn put(&mut self, place: &Place, new: String) {
        if place.source == *self.source {
            self.changes.push((place.start..place.end, new));
        }
    }

    /// The text with its changes. Ranges do not overlap.
    pub fn done(mut self) -> String {
        self.changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut text = self.source.text().to_owned();
        for (range, new) in self.changes {
            text.replace_range(range, &new);
        }
        text
    }
}

/// The sections of a text that begin with these headings: each from the line of its heading to the next one, the last to `end`.
pub fn sections(text: &str, headings: &[&Place], end: usize) -> Vec<Range<usize>> {
    let begins: Vec<usize> = headings.iter().map(|place| line(text, place)).collect();
    let ends = begins.iter().skip(1).copied().chain([end]);
    begins.iter().copied().zip(ends).map(|(begin, end)| begin..end).collect()
}

/// Where the line of a place begins.
pub fn line(text: &str, place: &Place) -> usize {
    text[..place.start].rfind('\n').map_or(0, |at| at + 1)
}
