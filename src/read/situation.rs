//! A situation's file.

use super::document::{Section, document};
use super::forms;
use super::items;
use super::rules;
use crate::deck::{Dilemma, Level, Line, Prose, Side, Situation};
use crate::diagnostic::Findings;
use crate::source::Source;

/// The parts that only a card has.
pub const CARD_PARTS: [&str; 5] = ["content-note", "dilemma", "prompts", "quiz", "actions"];

pub const SIDES: [&str; 2] = ["side-a", "side-b"];

/// Reads a situation. In a translation the right answers are left to the source.
pub fn situation(source: &Source, translation: bool, findings: &mut Findings) -> Situation {
    let (mut card, root) = document(source, forms::SITUATION, findings, |fields, _| Situation {
        id: fields.text_or_empty("id"),
        was: fields.texts("was").value,
        title: fields.text_or_empty("title"),
        scene: fields.text("scene"),
        capsules: fields.texts("capsules").value,
        keywords: fields.texts("keywords").value,
        source_version: fields.text("source-version"),
        story: Default::default(),
        content_note: Default::default(),
        dilemma: None,
        prompts: Vec::new(),
        items: Vec::new(),
        actions: Vec::new(),
        source: source.clone(),
    });
    root.know(&CARD_PARTS, findings);
    card.story = Prose(root.text(&CARD_PARTS, findings).to_vec());
    if let Some(note) = root.section("content-note") {
        card.content_note = note.prose(findings);
    }
    card.dilemma = root.section("dilemma").map(|section| dilemma(section, findings));
    if let Some(prompts) = root.must("prompts", findings) {
        card.prompts = prompts.lines(findings);
    }
    if let Some(quiz) = root.section("quiz") {
        quiz.no_text(&items::MARKS, findings);
        quiz.unmarked(&items::MARKS, findings);
        card.items = quiz.sections.iter().filter_map(|section| items::item(section, translation, findings)).collect();
    }
    if let Some(actions) = root.section("actions") {
        card.actions = levels(actions, findings);
    }
    card
}

fn dilemma(section: &Section, findings: &mut Findings) -> Dilemma {
    section.know(&SIDES, findings);
    let tension = Prose(section.text(&SIDES, findings).to_vec());
    if tension.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    let mut side = |id: &'static str| {
        let section = section.section(id)?;
        Some(Side { title: section.title.clone(), arguments: section.lines(findings) })
    };
    let sides = match (side("side-a"), side("side-b")) {
        (Some(a), Some(b)) => Some([a, b]),
        (None, None) => None,
        (a, _) => {
            section.must(if a.is_some() { "side-b" } else { "side-a" }, findings);
            None
        }
    };
    Dilemma { tension, sides, place: section.id.place.clone() }
}

fn levels(section: &Section, findings: &mut Findings) -> Vec<(Level, Vec<Line>)> {
    let marks = Level::ALL.map(Level::key);
    section.know(&marks, findings);
    section.no_text(&marks, findings);
    let found = Level::ALL.into_iter().filter_map(|level| Some((level, section.section(level.key())?)));
    found.map(|(level, section)| (level, section.lines(findings))).collect()
}
