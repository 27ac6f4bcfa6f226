//! The entries of a body's lists: which stand together, and with what sign. Changes nothing.

use super::body::Body;
use super::written::{line_start, trimmed};
use crate::translate::Entry;
use std::ops::Range;

/// The entries in a range that are not below one another, in their order.
pub(super) fn children<'b>(body: &'b Body, range: &Range<usize>) -> Vec<&'b Entry> {
    let inside = |other: &Range<usize>| range.start <= other.start && other.end <= range.end && other != range;
    let all = &body.walked.entries;
    let is_below = |entry: &Entry| {
        all.iter().any(|other| {
            other.context != entry.context
                && inside(&other.range)
                && other.range.start <= entry.range.start
                && entry.range.end <= other.range.end
        })
    };
    let mut children: Vec<_> = all.iter().filter(|entry| inside(&entry.range) && !is_below(entry)).collect();
    children.sort_by_key(|entry| entry.range.start);
    children
}

/// The entries beside one, with it.
pub(super) fn siblings<'b>(body: &'b Body, entry: &Entry) -> Vec<&'b Entry> {
    let parent = entry.context.rsplit_once('/').map_or("", |(parent, _)| parent);
    let is_beside = |other: &&Entry| other.context.rsplit_once('/').map_or("", |(parent, _)| parent) == parent;
    let mut siblings: Vec<_> = body.walked.entries.iter().filter(is_beside).collect();
    siblings.sort_by_key(|entry| entry.range.start);
    siblings
}

pub(super) fn indent<'t>(text: &'t str, entry: &Entry) -> &'t str {
    &text[line_start(text, entry.range.start)..entry.range.start]
}

/// The sign of an entry with the space behind it: `- ` or `1. `.
pub(super) fn sign<'t>(text: &'t str, entry: &Entry) -> &'t str {
    let own = &text[entry.range.clone()];
    let sign = own.find(char::is_whitespace).unwrap_or(own.len());
    let space = own[sign..].len() - own[sign..].trim_start_matches(' ').len();
    &own[..sign + space]
}

/// The digits of a numbered entry; empty otherwise.
pub(super) fn number<'t>(text: &'t str, entry: &Entry) -> &'t str {
    let own = &text[entry.range.clone()];
    &own[..own.bytes().take_while(u8::is_ascii_digit).count()]
}

/// Where what an entry says itself ends, before the entries below it.
pub(super) fn own_end(body: &Body, text: &str, entry: &Entry) -> usize {
    let below = children(body, &entry.range);
    let end = below.first().map_or(entry.range.end, |first| line_start(text, first.range.start));
    trimmed(text, entry.range.start..end).end
}
