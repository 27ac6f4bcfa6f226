//! `order`: a numbered list in a good order.

use super::super::document::line;
use super::super::rules;
use super::Answers;
use crate::deck::ItemBody;
use crate::diagnostic::Findings;

pub fn order(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.count(3, 8, findings) {
        return None;
    }
    if !answers.ordered {
        findings.add(&rules::NOT_A_LIST, &answers.entries[0].place);
    }
    Some(ItemBody::Order(answers.entries.iter().map(|entry| line(&entry.body, &entry.place, findings)).collect()))
}
