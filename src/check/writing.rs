//! The guide's own advice on writing cards, and what makes a text easy to read.

use crate::deck::{Deck, Edition, Situation, plain};
use crate::diagnostic::{Findings, rules};
use crate::source::Place;
use std::collections::BTreeSet;

/// The longest story, in words: the guide's stories have 33 to 129.
const LONGEST_STORY: usize = 130;
/// The longest sentence that is easy to read, in words.
const LONGEST_SENTENCE: usize = 25;
/// The longest title that an LMS shows whole, in characters. Moodle's data base refuses more than 255.
const LONGEST_TITLE: usize = 120;
/// The longest capsule, in words.
const LONGEST_CAPSULE: usize = 350;

rules! {
    /// A story that is too long for a card.
    LONG_STORY = warning "C060";
    /// A sentence that is hard to read.
    LONG_SENTENCE = note "C061";
    /// A title that an LMS cuts.
    LONG_TITLE = warning "C062";
    /// A capsule that is no capsule any more.
    LONG_CAPSULE = note "C063";
    /// A prompt that asks nothing.
    NOT_A_QUESTION = note "C064";
    /// A title that an LMS loses.
    BARE_TITLE = error "C065";
}

/// Checks every text of every edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    for edition in &deck.editions {
        edition.situations().for_each(|card| check_card(card, findings));
        for capsule in &edition.capsules {
            let words = count(&capsule.body.text());
            if words > LONGEST_CAPSULE {
                let finding = findings.add(&LONG_CAPSULE, &capsule.title.place);
                finding.with("words", words).with("most", LONGEST_CAPSULE);
            }
        }
        for title in edition.titles() {
            if title.chars().count() > LONGEST_TITLE {
                let finding = findings.add(&LONG_TITLE, &title.place);
                finding.with("found", title.chars().count()).with("most", LONGEST_TITLE);
            }
            // Moodle's importer drops a text that is "0".
            if title.value == "0" {
                findings.add(&BARE_TITLE, &title.place);
            }
        }
        // A reference is as long as the titles it names.
        let references = references(edition);
        edition.texts(&mut |content, place| {
            if !references.contains(&std::ptr::from_ref(place)) {
                sentences(&plain(content), &edition.language, place, findings);
            }
        });
    }
}

/// The places of the entries in the capsules' lists of sources, themselves and not what they say.
fn references(edition: &Edition) -> BTreeSet<*const Place> {
    let mut places = BTreeSet::new();
    for capsule in &edition.capsules {
        capsule.sources.paragraphs(&mut |_, place| {
            places.insert(std::ptr::from_ref(place));
        });
    }
    places
}

fn check_card(card: &Situation, findings: &mut Findings) {
    let words = count(&card.story.text());
    if let Some(first) = card.story.0.first().filter(|_| words > LONGEST_STORY) {
        findings.add(&LONG_STORY, &first.place).with("words", words).with("most", LONGEST_STORY);
    }
    // A Greek question mark looks like a semicolon, and may be one.
    let asks = |text: &str| text.trim().is_empty() || text.contains(['?', ';', '\u{37e}']);
    for prompt in card.prompts.iter().filter(|prompt| !asks(&prompt.text())) {
        findings.add(&NOT_A_QUESTION, &prompt.place);
    }
}

/// A colon and a semicolon go on with a sentence; in Greek the semicolon is a question mark, and ends one.
fn sentences(text: &str, language: &str, place: &Place, findings: &mut Findings) {
    let greek = language.starts_with("el");
    let ends = |c: char| ['.', '!', '?', '…', '\u{37e}'].contains(&c) || (greek && c == ';');
    let longest = text.split(ends).map(count).max().unwrap_or(0);
    if longest > LONGEST_SENTENCE {
        findings.add(&LONG_SENTENCE, place).with("words", longest).with("most", LONGEST_SENTENCE);
    }
}

/// Words are runs with a letter or a digit between spaces.
fn count(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
}
