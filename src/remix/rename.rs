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
