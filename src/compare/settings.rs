//! What `deck.toml` decides about tracking, completion and terms, and what it says of the deck and of those who made it.

use super::change::{Change, Sort, What};
use crate::deck::{Completion, Credit, Deck};
use crate::source::{At, Place};
use std::collections::{BTreeMap, BTreeSet};

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

/// Holds against each other what catalogues and credits show. It asks nothing of the version number, and is no part of an update's report.
pub fn compare_credits(old: &Deck, new: &Deck, changes: &mut Vec<Change>) {
    let settings = |deck: &Deck| {
        let texts = |texts: &BTreeMap<String, At<String>>| -> Vec<String> {
            texts.iter().map(|(language, text)| format!("{language} {}", text.value)).collect()
        };
        let keywords = deck
            .keywords
            .iter()
            .flat_map(|(language, words)| words.value.iter().map(move |word| format!("{language} {}", word.value)));
        let text = |text: &Option<At<String>>| text.as_ref().map_or_else(String::new, |text| text.value.clone());
        let credit = |credit: &Credit| {
            [credit.role.value.clone(), credit.name.value.clone(), text(&credit.url), text(&credit.note)].join(" ")
        };
        let funding = deck.funding.iter().flat_map(|own| {
            [vec![own.programme.value.clone(), own.project.value.clone()], texts(&own.statement)].concat()
        });
        [
            ("title", texts(&deck.title)),
            ("description", texts(&deck.description)),
            ("keywords", keywords.collect()),
            ("credits", deck.credits.iter().map(credit).collect()),
            ("funding", funding.collect()),
        ]
    };
    for ((name, before), (_, now)) in settings(old).into_iter().zip(settings(new)) {
        let change = Change::new(What::Setting, name, &new.id.place);
        changes.push(if before == now { change } else { change.of(Sort::Changed) });
    }
    for path in old.media.keys().chain(new.media.keys()).collect::<BTreeSet<_>>() {
        let change = Change::new(What::Text, path, &Place::file(path));
        changes.push(match (old.media.get(path), new.media.get(path)) {
            (None, _) => change.of(Sort::New),
            (_, None) => change.of(Sort::Gone),
            (before, now) if before == now => change,
            _ => change.of(Sort::Changed),
        });
    }
}
