//! Pieces of a body are removed and exchanged. Knows no field of front matter.

use super::body::Body;
use super::entries::{number, siblings};
use super::refusal::Refusal;
use super::tables::exchange;
use super::written::{line_end, line_start, trimmed};
use crate::translate::{Edit, Entry};
use std::ops::Range;

/// The changes that take out what a name stands for: a part with all below it, an entry with all below it, or one text.
///
/// # Errors
/// Where there is nothing of that name.
pub fn remove(body: &Body, text: &str, name: &str) -> Result<Vec<Edit>, Refusal> {
    let gone = |range: Range<usize>| Edit { range, text: String::new() };
    if let Some((_, whole)) = body.section(name, text) {
        return Ok(vec![gone(whole)]);
    }
    if let Some(entry) = body.entry(name) {
        let siblings = siblings(body, entry);
        let at = siblings.iter().position(|other| other.context == entry.context).unwrap_or(0);
        let mut edits = vec![gone(with_lines(text, trimmed(text, entry.range.clone())))];
        // In a numbered list those behind it move up by one.
        for pair in siblings[at..].windows(2) {
            let [old, new] =
                [pair[1], pair[0]].map(|entry| entry.range.start..entry.range.start + number(text, entry).len());
            if !old.is_empty() {
                edits.push(Edit { range: old, text: text[new].to_owned() });
            }
        }
        return Ok(edits);
    }
    let unit = body.unit(name).ok_or_else(|| Refusal::new("unknown_piece", name))?;
    Ok(vec![gone(with_lines(text, unit.range.clone()))])
}

/// Whole lines, with the empty lines behind them where there is one before them too.
fn with_lines(text: &str, range: Range<usize>) -> Range<usize> {
    let (start, mut end) = (line_start(text, range.start), line_end(text, range.end));
    if text[..start].ends_with("\n\n") {
        let empty = text[end..].split_inclusive('\n').take_while(|line| line.trim().is_empty());
        end += empty.map(str::len).sum::<usize>();
    }
    start..end
}

/// The changes that let two entries of one list, or two parts below one part, change places. Numbers of a list stay where they are.
///
/// # Errors
/// Where one of them is not there, or they do not belong together.
pub fn swap(body: &Body, text: &str, name: &str, other: &str) -> Result<Vec<Edit>, Refusal> {
    let unknown = |name: &str| Refusal::new("unknown_piece", name);
    if name == other {
        return Ok(Vec::new());
    }
    if let (Some(one), Some(two)) = (body.entry(name), body.entry(other)) {
        if !siblings(body, one).iter().any(|entry| entry.context == two.context) {
            return Err(Refusal::new("not_together", other));
        }
        let content = |entry: &Entry| {
            let whole = trimmed(text, entry.range.clone());
            whole.start + number(text, entry).len()..whole.end
        };
        return Ok(exchange(text, content(one), content(two)));
    }
    let (one, first) = body.section(name, text).ok_or_else(|| unknown(name))?;
    let (two, second) = body.section(other, text).ok_or_else(|| unknown(other))?;
    let between = first.end.min(second.end)..first.start.max(second.start);
    let is_apart = body
        .walked
        .sections
        .iter()
        .any(|section| between.contains(&section.heading.start) && section.opened.level < one.opened.level);
    if one.opened.level != two.opened.level || is_apart {
        return Err(Refusal::new("not_together", other));
    }
    Ok(exchange(text, trimmed(text, first), trimmed(text, second)))
}
