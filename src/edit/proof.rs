//! The proof of a change in a body: read again, it says what it said before, with the new text where it was put. Knows no disk and no field
//! of front matter.

use super::body::Body;
use crate::translate::Unit;

/// Whether a body says the same as before, but for one piece, which is now this text. It does not where the text would be read as something
/// else in its place: `# ` or `- ` at the start of one of its lines, `---`, a table, the address of a link.
pub(super) fn has_set(old: &Body, new: &Body, name: &str, text: &str) -> bool {
    let wanted = old.walked.units.iter().map(|unit| if unit.context == name { text } else { &unit.text });
    is_shaped(old, new, 0) && wanted.flat_map(str::split_whitespace).eq(words(&new.walked.units))
}

/// Whether a body says the same as before, and a text besides in one place; `entries` is how many entries came with it.
pub(super) fn has_taken(old: &Body, new: &Body, entries: usize, text: &str) -> bool {
    let units = &old.walked.units;
    let stands_at = |at| {
        let (front, back) = units.split_at(at);
        words(front).chain(text.split_whitespace()).chain(words(back)).eq(words(&new.walked.units))
    };
    is_shaped(old, new, entries) && (0..=units.len()).any(stands_at)
}

/// Whether one part has come, with this heading.
pub(super) fn has_part(old: &Body, new: &Body, title: &str) -> bool {
    let is_new = |id: &str| headings(old).all(|(_, known)| known != id);
    let mut added = new.walked.sections.iter().filter(|section| is_new(&section.opened.id));
    let said = added.next().and_then(|section| new.unit(&format!("{}/title", section.context)));
    added.next().is_none() && said.is_some_and(|unit| unit.text.split_whitespace().eq(title.split_whitespace()))
}

/// Whether a body has the headings that it had, and so many entries more.
fn is_shaped(old: &Body, new: &Body, entries: usize) -> bool {
    headings(old).eq(headings(new)) && new.walked.entries.len() == old.walked.entries.len() + entries
}

fn headings(body: &Body) -> impl Iterator<Item = (u8, &str)> {
    body.walked.sections.iter().map(|section| (section.opened.level, section.opened.id.as_str()))
}

/// The words of texts; where lines and paragraphs end is the writer's.
fn words(units: &[Unit]) -> impl Iterator<Item = &str> {
    units.iter().flat_map(|unit| unit.text.split_whitespace())
}
