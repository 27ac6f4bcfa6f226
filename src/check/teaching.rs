//! Whether a teaching sheet can be used: its plans take the time that they say, and it speaks of the theme's cards and no others.

use crate::deck::{Deck, Edition, Teaching, Theme, minutes, steps};
use crate::diagnostic::{Findings, rules};

rules! {
    /// A step of a plan that does not begin with its minutes.
    NO_MINUTES = error "C130";
    /// A plan whose steps take more or less time than the session has.
    OTHER_SUM = error "C131";
    /// A section about a card that the theme does not have.
    NO_CARD = error "C132";
    /// A card of the theme that the sheet does not speak of.
    CARD_LEFT_OUT = warning "C133";
}

/// Checks the sheets of every edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let Some(source) = deck.editions.first() else { return };
    for edition in &deck.editions {
        for theme in &edition.themes {
            let Some(sheet) = &theme.teaching else { continue };
            plans(sheet, findings);
            cards(deck, source, theme, sheet, findings);
        }
    }
}

fn plans(sheet: &Teaching, findings: &mut Findings) {
    for (wanted, plan) in sheet.plans() {
        let (mut sum, mut is_whole) = (0_usize, true);
        for step in steps(plan) {
            match minutes(step) {
                Some(own) => sum = sum.saturating_add(own),
                None => {
                    findings.add(&NO_MINUTES, &step.place);
                    is_whole = false;
                }
            }
        }
        // An empty section has its own finding.
        if is_whole && sum != wanted && !plan.body.is_empty() {
            findings.add(&OTHER_SUM, &plan.id.place).with("found", sum).with("wanted", wanted);
        }
    }
}

/// The cards are those that the theme has in the source: a translation may lack some.
fn cards(deck: &Deck, source: &Edition, theme: &Theme, sheet: &Teaching, findings: &mut Findings) {
    let Some(original) = source.themes.iter().find(|original| *original.id == *theme.id) else { return };
    // A card that could not be read is no missing one.
    if deck.has_unread(&format!("{}/", source.language)) {
        return;
    }
    let ids: Vec<&str> = original.situations.iter().map(|card| card.id.as_str()).collect();
    for part in sheet.cards().filter(|part| !ids.contains(&part.id.as_str())) {
        let finding = findings.add(&NO_CARD, &part.id.place);
        finding.with("id", &part.id.value).with("theme", &theme.id.value).with("known", ids.join(", "));
    }
    let Some(place) = sheet.parts.iter().find(|part| *part.id == Teaching::CARDS).map(|part| &part.id.place) else {
        return;
    };
    for id in ids.iter().filter(|id| !sheet.cards().any(|part| part.id.as_str() == **id)) {
        findings.add(&CARD_LEFT_OUT, place).with("id", id);
    }
}
