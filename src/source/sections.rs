//! Where the sections of a text begin and end.

use super::Place;
use std::ops::Range;

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
