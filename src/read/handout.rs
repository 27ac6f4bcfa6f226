//! The handout of a capsule: its parts, each of a kind that the attribute of its heading names.

use super::document::{Section, is_refused, line, stray_marks};
use super::rules;
use crate::deck::{Block, BlockKind, Entry, Handout, HandoutPart, Line, PartBody, Prose, Tick};
use crate::diagnostic::Findings;

/// The kinds of part. Several of one kind are numbered: `fields`, `fields-2`.
pub const KINDS: [&str; 4] = ["fields", "boxes", "ratings", "text"];
/// The steps that a scale may have.
const STEPS: std::ops::RangeInclusive<usize> = 2..=7;

/// Reads a handout.
pub fn handout(section: &Section, findings: &mut Findings) -> Handout {
    let own = section.sections.iter().map(|part| part.id.as_str()).filter(|id| kind(id).is_some());
    let known: Vec<&str> = KINDS.into_iter().chain(own.filter(|id| !KINDS.contains(id))).collect();
    section.know(&known, findings);
    let intro = Prose(section.text(&KINDS, findings).to_vec());
    let parts: Vec<_> = section.sections.iter().filter_map(|part| self::part(part, findings)).collect();
    if section.sections.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    Handout { title: section.title.clone(), intro, parts }
}

/// The kind in an id: `fields` of `fields` and of `fields-2`.
fn kind(id: &str) -> Option<&'static str> {
    let of = |kind: &&str| {
        let number = id.strip_prefix(*kind).and_then(|rest| rest.strip_prefix('-'));
        id == *kind || number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    KINDS.into_iter().find(of)
}

/// Reads a part; none where its kind does not exist, which has been reported.
fn part(section: &Section, findings: &mut Findings) -> Option<HandoutPart> {
    let body = match kind(&section.id)? {
        "fields" => PartBody::Fields(section.lines(findings)),
        "boxes" => PartBody::Boxes(lists(section, findings).iter().map(|(e, _)| tick(e, findings)).collect()),
        "ratings" => ratings(section, findings),
        _ => PartBody::Text(section.prose(findings)),
    };
    Some(HandoutPart { id: section.id.clone(), title: section.title.clone(), body })
}

/// The entries of the lists that a part is, each with whether its list is numbered; everything else in it is a finding.
fn lists<'a>(section: &'a Section, findings: &mut Findings) -> Vec<(&'a Entry, bool)> {
    section.know(&[], findings);
    let mut all = Vec::new();
    for block in section.text(&[], findings) {
        match &block.kind {
            BlockKind::List { entries, ordered } => {
                stray_marks(entries, findings);
                all.extend(entries.iter().map(|entry| (entry, *ordered)));
            }
            _ if is_refused(block) => {}
            _ => {
                findings.add(&rules::NOT_A_LIST, &block.place);
            }
        }
    }
    if section.body.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    all
}

/// An entry and the entries of the list below it.
fn tick(entry: &Entry, findings: &mut Findings) -> Tick {
    let is_list = |block: &&Block| matches!(block.kind, BlockKind::List { .. });
    let (lists, text): (Vec<&Block>, Vec<&Block>) = entry.body.0.iter().partition(is_list);
    let text = line(&Prose(text.into_iter().cloned().collect()), &entry.place, findings);
    let mut below = Vec::new();
    for block in lists {
        if let BlockKind::List { entries, .. } = &block.kind {
            stray_marks(entries, findings);
            below.extend(entries.iter().map(|entry| line(&entry.body, &entry.place, findings)));
        }
    }
    Tick { text, below }
}

/// The numbered entries are the scale, the others are rated.
fn ratings(section: &Section, findings: &mut Findings) -> PartBody {
    let (scale, statements): (Vec<_>, Vec<_>) = lists(section, findings).into_iter().partition(|(_, ordered)| *ordered);
    let mut lines = |entries: Vec<(&Entry, bool)>| -> Vec<Line> {
        entries.into_iter().map(|(entry, _)| line(&entry.body, &entry.place, findings)).collect()
    };
    let (scale, statements) = (lines(scale), lines(statements));
    if !section.body.is_empty() && !STEPS.contains(&scale.len()) {
        let finding = findings.add(&rules::NO_SCALE, &section.id.place);
        finding.with("found", scale.len()).with("least", STEPS.start()).with("most", STEPS.end());
    }
    if statements.is_empty() && !scale.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    PartBody::Ratings { scale, statements }
}

#[cfg(test)]
mod tests {
    use super::kind;

    #[test]
    fn parts_of_a_kind_may_be_numbered() {
        let kinds = ["fields", "fields-2", "boxes-10", "ratings", "text-3"].map(kind);
        assert_eq!(kinds, ["fields", "fields", "boxes", "ratings", "text"].map(Some));
        assert!(["field", "fields-", "fields2", "fields-a", "texts", "-2", ""].iter().all(|id| kind(id).is_none()));
    }
}
