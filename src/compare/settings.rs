//! What `deck.toml` decides about tracking, completion and terms.

use super::change::{Change, Sort, What};
use crate::deck::{Completion, Deck};

/// Holds the settings against each other; one that a deck does not make counts as its default.
pub fn compare(old: &Deck, new: &Deck, changes: &mut Vec<Change>) {
    let settings = |deck: &Deck| {
        let completion = match deck.completion {
            Completion::All => "all".to_owned(),
            Completion::Situations(number, _) => number.to_string(),
        };
        let threshold = deck.success.map_or_else(String::new, |threshold| threshold.to_string());
        [
            ("tracking", deck.tracking.key().to_owned()),
            ("journal", if deck.journal { "device" } else { "none" }.to_owned()),
            ("completion.situations", completion),
            ("success.threshold", threshold),
            ("licence.id", deck.licence.id.value.clone()),
        ]
    };
    for ((name, before), (_, now)) in settings(old).into_iter().zip(settings(new)) {
        let change = Change::new(What::Setting, name, &new.id.place);
        changes.push(if before == now { change } else { change.of(Sort::Changed) });
    }
}
