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
    let mut pairs = Vec::new();
    for entry in answers.entries {
        let (left, mut partners) = group(entry, 1, findings)?;
        pairs.push(Pair { left, right: partners.remove(0) });
    }
    Some(ItemBody::Match(pairs))
}

pub fn boxes(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.count(2, 4, findings) {
        return None;
    }
    let mut boxes = Vec::new();
    for entry in answers.entries {
        let (label, statements) = group(entry, 8, findings)?;
        boxes.push(SortBox { label, statements });
    }
    Some(ItemBody::Sort(boxes))
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
