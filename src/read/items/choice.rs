//! `fact` and `facts`: a task list whose marks say what is right.

use super::super::document::line;
use super::super::rules;
use super::{Answers, head};
use crate::deck::{BlockKind, Choice, Entry, ItemBody, Prose};
use crate::diagnostic::Findings;

const MOST: usize = 8;

pub fn fact(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    let choices = choices(answers, findings)?;
    let right = choices.iter().filter(|choice| choice.right).count();
    if !answers.translation && right != 1 {
        findings.add(&rules::WRONG_MARKS, answers.place).with("kind", "fact").with("found", right);
    }
    Some(ItemBody::Fact(choices))
}

pub fn facts(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    let choices = choices(answers, findings)?;
    let right = choices.iter().filter(|choice| choice.right).count();
    if !answers.translation && (right == 0 || right == choices.len()) {
        findings.add(&rules::WRONG_MARKS, answers.place).with("kind", "facts").with("found", right);
    }
    Some(ItemBody::Facts(choices))
}

fn choices(answers: &Answers<'_>, findings: &mut Findings) -> Option<Vec<Choice>> {
    let counted = answers.count(2, MOST, findings);
    let marked = answers.entries.iter().any(|entry| entry.mark.is_some());
    let bare = answers.entries.iter().find(|entry| entry.mark.is_none());
    if answers.translation && marked {
        findings.add(&rules::MARKS_IN_TRANSLATION, answers.place);
    }
    let choices = answers.entries.iter().map(|entry| choice(entry, findings)).collect();
    if let Some(entry) = bare.filter(|_| !answers.translation) {
        findings.add(&rules::NO_MARKS, &entry.place);
        return None;
    }
    counted.then_some(choices)
}

fn choice(entry: &Entry, findings: &mut Findings) -> Choice {
    let (text, below) = head(entry);
    let mut feedback = Vec::new();
    for block in below {
        match &block.kind {
            BlockKind::Quote(inner) => feedback.extend(inner.0.iter().cloned()),
            _ => {
                findings.add(&rules::NOT_A_LIST, &block.place);
            }
        }
    }
    feedback.shrink_to_fit();
    Choice { text: line(&text, &entry.place, findings), right: entry.mark == Some(true), feedback: Prose(feedback) }
}

/// Reports a quote for everyone where each answer but the last has feedback of its own: it was meant for the last one.
pub fn feedback(body: &ItemBody, closing: &Prose, findings: &mut Findings) {
    let (ItemBody::Fact(choices) | ItemBody::Facts(choices)) = body else { return };
    let Some((last, others)) = choices.split_last() else { return };
    let is_odd = last.feedback.is_empty() && others.len() > 1 && others.iter().all(|other| !other.feedback.is_empty());
    if let Some(quote) = closing.0.first().filter(|_| is_odd) {
        findings.add(&rules::LAST_WITHOUT_FEEDBACK, &quote.place);
    }
}
