//! `perspectives`: options, each seen by four.

use super::super::document::line;
use super::super::rules;
use super::{Answers, below, head};
use crate::deck::{Entry, ItemBody, Perspective};
use crate::diagnostic::Findings;

pub fn perspectives(answers: &Answers<'_>, findings: &mut Findings) -> Option<ItemBody> {
    if !answers.count(2, 5, findings) {
        return None;
    }
    Some(ItemBody::Perspectives(answers.entries.iter().filter_map(|entry| option(entry, findings)).collect()))
}

fn option(entry: &Entry, findings: &mut Findings) -> Option<Perspective> {
    let (text, rest) = head(entry);
    let found = below(&rest).map_or(0, |(voices, _)| voices.len());
    let Some(([person, professional, organisation, law], true)) = below(&rest) else {
        findings.add(&rules::NOT_FOUR_VOICES, &entry.place).with("found", found);
        return None;
    };
    let voices = [person, professional, organisation, law].map(|voice| voice.body.clone());
    Some(Perspective { text: line(&text, &entry.place, findings), voices })
}
