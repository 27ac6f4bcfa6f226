//! The proof of a change in a body: read again, it says what it said before, with the new text where it was put. Knows no disk and no field
//! of front matter.

use super::body::Body;
use super::body_new::New;
use super::change::Change;
use crate::translate::Unit;

/// Whether a body says after a change what was asked. It does not where a text would be read as something else in its place: `# ` or `- ` at
/// the start of one of its lines, `---`, a table, the address of a link.
pub(super) fn says(old: &Body, new: &Body, change: &Change) -> bool {
    let is_as_long = |more: usize| new.walked.entries.len() == old.walked.entries.len() + more;
    let same_headings = || headings(old).eq(headings(new));
    match change {
        Change::Set { name, value } => {
            let set = value.as_str().unwrap_or_default();
            let wanted = old.walked.units.iter().map(|unit| if unit.context == *name { set } else { &unit.text });
            same_headings() && is_as_long(0) && wanted.flat_map(str::split_whitespace).eq(words(&new.walked.units))
        }
        Change::Add { new: New::Entry { text }, .. } => same_headings() && is_as_long(1) && has_taken(old, new, text),
        Change::Add { new: New::Quote { text } | New::Paragraph { text }, .. } => {
            same_headings() && is_as_long(0) && has_taken(old, new, text)
        }
        Change::Add { new: New::Part { title, .. }, .. } => has_part(old, new, title),
        Change::Table { .. } | Change::Remove { .. } | Change::Swap { .. } => true,
    }
}

fn headings(body: &Body) -> impl Iterator<Item = (u8, &str)> {
    body.walked.sections.iter().map(|section| (section.opened.level, section.opened.id.as_str()))
}

/// Whether one part has come, with this heading.
fn has_part(old: &Body, new: &Body, title: &str) -> bool {
    let is_new = |id: &str| headings(old).all(|(_, known)| known != id);
    let mut added = new.walked.sections.iter().filter(|section| is_new(&section.opened.id));
    let said = added.next().and_then(|section| new.unit(&format!("{}/title", section.context)));
    added.next().is_none() && said.is_some_and(|unit| unit.text.split_whitespace().eq(title.split_whitespace()))
}

/// Whether a body says the same as before, and a text besides in one place.
fn has_taken(old: &Body, new: &Body, text: &str) -> bool {
    let units = &old.walked.units;
    (0..=units.len()).any(|at| {
        let (front, back) = units.split_at(at);
        words(front).chain(text.split_whitespace()).chain(words(back)).eq(words(&new.walked.units))
    })
}

/// The words of texts; where lines and paragraphs end is the writer's.
fn words(units: &[Unit]) -> impl Iterator<Item = &str> {
    units.iter().flat_map(|unit| unit.text.split_whitespace())
}
