//! `match` and `sort`: a list under each entry says what belongs to it.

use super::super::document::line;
use super::super::rules;
use super::{Answers, below, head};
use crate::deck::{Entry, ItemBody, Line, Pair, SortBox};
use crate::diagnostic::Findings;

pub fn pairs(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.count(2, 8, findings) {
        return None;
    }
    let groups = groups(answers, 1, findings)?.into_iter();
    let pairs = groups.filter_map(|(left, mut partners)| Some(Pair { left, right: partners.pop()? }));
    Some(ItemBody::Match(pairs.collect()))
}

pub fn boxes(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.count(2, 4, findings) {
        return None;
    }
    let boxes = groups(answers, 8, findings)?.into_iter();
    Some(ItemBody::Sort(boxes.map(|(label, statements)| SortBox { label, statements }).collect()))
}

/// All entries with the lines below them; none where one of them has too few or too many.
fn groups(answers: &Answers<'_>, most: usize, findings: &mut Findings) -> Option<Vec<(Line, Vec<Line>)>> {
    let all: Vec<_> = answers.entries.iter().map(|entry| group(entry, most, findings)).collect();
    all.into_iter().collect()
}

/// An entry and the lines below it: at least one, at most `most`.
fn group(entry: &Entry, most: usize, findings: &mut Findings) -> Option<(Line, Vec<Line>)> {
    let (text, rest) = head(entry);
    let lines: Vec<Line> =
        below(&rest).into_iter().flat_map(|(e, _)| e).map(|e| line(&e.body, &e.place, findings)).collect();
    if lines.is_empty() || lines.len() > most {
        findings.add(&rules::NO_PARTNER, &entry.place).with("found", lines.len()).with("most", most);
        return None;
    }
    Some((line(&text, &entry.place, findings), lines))
}
