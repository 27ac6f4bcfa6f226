//! The teaching sheet of a theme. Knows its sections; not which cards its theme has, nor whether its minutes add up.

use super::document::{Section, document};
use super::{forms, rules};
use crate::deck::{Part, Prose, Teaching};
use crate::diagnostic::Findings;
use crate::source::Source;

/// Reads a teaching sheet.
pub fn teaching(source: &Source, findings: &mut Findings) -> Teaching {
    let (sheet, root) = document(source, forms::TEACHING, findings, |fields, _| Teaching {
        title: fields.text_or_empty("title"),
        reviewer: fields.text("reviewer"),
        source_version: fields.text("source-version"),
        intro: Prose::default(),
        parts: Vec::new(),
        source: source.clone(),
    });
    root.know(&Teaching::PARTS, findings);
    let intro = Prose(root.text(&Teaching::PARTS, findings).to_vec());
    for id in Teaching::PARTS {
        root.must(id, findings);
    }
    let known = root.sections.iter().filter(|section| Teaching::PARTS.contains(&section.id.as_str()));
    let parts = known.map(|section| part(section, findings)).collect();
    Teaching { intro, parts, ..sheet }
}

/// Only the section about cards has sections below, whose ids are those of the cards.
fn part(section: &Section, findings: &mut Findings) -> Part {
    let (id, title) = (section.id.clone(), section.title.clone());
    if *section.id != Teaching::CARDS {
        return Part { id, title, body: section.prose(findings), parts: Vec::new() };
    }
    let cards: Vec<&str> = section.sections.iter().map(|card| card.id.as_str()).collect();
    section.know(&cards, findings);
    let body = Prose(section.text(&cards, findings).to_vec());
    if cards.is_empty() && body.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    let parts = section.sections.iter().map(|card| self::part(card, findings)).collect();
    Part { id, title, body, parts }
}
