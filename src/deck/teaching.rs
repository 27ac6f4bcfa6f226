//! The teaching sheet of a theme: what a trainer needs to run a session with its cards.

use super::edition::Part;
use super::prose::{BlockKind, Entry, Prose};
use crate::source::{At, Source, line, sections};
use std::ops::Range;

/// The teaching sheet of a theme.
#[derive(Clone, Debug)]
pub struct Teaching {
    /// Its title.
    pub title: At<String>,
    /// Who has read it over and signed it; empty or none while nobody has.
    pub reviewer: Option<At<String>>,
    /// The version of the source a translation was made from.
    pub source_version: Option<At<String>>,
    /// What it is for.
    pub intro: Prose,
    /// Its sections, in the order of the file.
    pub parts: Vec<Part>,
    /// The file it stands in.
    pub source: Source,
}

impl Teaching {
    /// The ids of its sections.
    pub const PARTS: [&str; 7] = ["objectives", "competences", "plan-45", "plan-60", "plan-90", Self::CARDS, "closing"];
    /// The section whose own sections are each about a card, by the card's id.
    pub const CARDS: &str = "cards";

    /// Its plans, each with the minutes that the session has.
    pub fn plans(&self) -> impl Iterator<Item = (usize, &Part)> {
        self.parts.iter().filter_map(|part| Some((part.id.strip_prefix("plan-")?.parse().ok()?, part)))
    }

    /// What it says of single cards.
    pub fn cards(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| *part.id == Self::CARDS).flat_map(|part| &part.parts)
    }

    /// The same with where each stands, from its heading to the next.
    pub fn card_sections(&self) -> Vec<(&Part, Range<usize>)> {
        let text = self.source.text();
        let cards: Vec<&Part> = self.cards().collect();
        let headings: Vec<_> = cards.iter().map(|card| &card.title.place).collect();
        let after = self.parts.iter().skip_while(|part| *part.id != Self::CARDS).nth(1);
        let end = after.map_or(text.len(), |part| line(text, &part.title.place));
        cards.into_iter().zip(sections(text, &headings, end)).collect()
    }
}

/// The steps of a plan: the entries of its numbered lists.
pub fn steps(plan: &Part) -> impl Iterator<Item = &Entry> {
    let entries = |kind: &'_ BlockKind| matches!(kind, BlockKind::List { ordered: true, .. });
    plan.body.0.iter().filter(move |block| entries(&block.kind)).flat_map(|block| match &block.kind {
        BlockKind::List { entries, .. } => entries.as_slice(),
        _ => &[],
    })
}

/// The minutes of a step: the number that it begins with; none where it begins with words.
pub fn minutes(step: &Entry) -> Option<usize> {
    let text = step.body.text();
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().ok()
}
