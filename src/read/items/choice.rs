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
    let marked = answers.entries.iter().filter(|entry| entry.mark.is_some()).count();
    if answers.translation && marked > 0 {
        findings.add(&rules::MARKS_IN_TRANSLATION, answers.place);
    } else if !answers.translation && marked < answers.entries.len() {
        findings.add(&rules::NO_MARKS, answers.place).with("found", answers.entries.len() - marked);
        return None;
    }
    let counted = answers.count(2, MOST, findings);
    counted.then(|| answers.entries.iter().map(|entry| choice(entry, findings)).collect())
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
    Choice { text: line(&text, &entry.place, findings), right: entry.mark == Some(true), feedback: Prose(feedback) }
}
