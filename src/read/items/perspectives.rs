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
    let options: Vec<_> = answers.entries.iter().map(|entry| option(entry, findings)).collect();
    options.into_iter().collect::<Option<_>>().map(ItemBody::Perspectives)
}

fn option(entry: &Entry, findings: &mut Findings) -> Option<Perspective> {
    let (text, rest) = head(entry);
    let found = below(&rest).map_or(0, |(voices, _)| voices.len());
    let Some(([person, professional, organisation, law], true)) = below(&rest) else {
        findings.add(&rules::NOT_FOUR_VOICES, &entry.place).with("found", found);
        return None;
    };
    for voice in [person, professional, organisation, law].into_iter().filter(|voice| voice.body.is_empty()) {
        findings.add(&rules::EMPTY_LINE, &voice.place);
    }
    let voices = [person, professional, organisation, law].map(|voice| voice.body.clone());
    Some(Perspective { text: line(&text, &entry.place, findings), voices })
}
