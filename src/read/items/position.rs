//! `position`: the two ends of a line.

use super::super::document::line;
use super::super::rules;
use super::Answers;
use crate::deck::ItemBody;
use crate::diagnostic::Findings;

pub fn position(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    let steps = match answers.steps {
        None | Some("5") => 5,
        Some("7") => 7,
        Some(other) => {
            let finding = findings.add(&rules::UNKNOWN_WORD, answers.place);
            finding.with("key", "steps").with("value", other).with("words", "5, 7");
            5
        }
    };
    let found = answers.entries.len();
    if found != 2 && found != 0 {
        findings.add(&rules::NOT_TWO_ENDS, answers.place).with("found", found);
        return None;
    }
    if !answers.count(2, 2, findings) {
        return None;
    }
    let end =
        |at: usize, findings: &mut Findings| line(&answers.entries[at].body, &answers.entries[at].place, findings);
    Some(ItemBody::Position { ends: [end(0, findings), end(1, findings)], steps })
}
