//! What a translation leaves to its source: right answers, where facts are said, which capsules a situation points to, which scene
//! it has, which ids were given up.

use crate::deck::{Choice, Edition, Item, ItemBody, Situation};
use std::collections::BTreeMap;

/// Completes every edition after the first from the first.
pub fn complete(editions: &mut [Edition]) {
    let Some((source, translations)) = editions.split_first_mut() else { return };
    let originals: BTreeMap<&str, &Situation> = source.situations().map(|card| (card.id.as_str(), card)).collect();
    for edition in translations {
        for card in edition.themes.iter_mut().flat_map(|theme| &mut theme.situations) {
            if let Some(original) = originals.get(card.id.as_str()) {
                situation(card, original);
            }
        }
    }
}

fn situation(card: &mut Situation, original: &Situation) {
    if card.capsules.is_empty() {
        card.capsules = original.capsules.clone();
    }
    if card.was.is_empty() {
        card.was = original.was.clone();
    }
    if card.scene.is_none() {
        card.scene = original.scene.clone();
    }
    let originals: BTreeMap<&str, &Item> = original.items.iter().map(|item| (item.id.as_str(), item)).collect();
    for item in &mut card.items {
        if let Some(original) = originals.get(item.id.as_str()) {
            answers(item, original);
        }
    }
}

fn answers(item: &mut Item, original: &Item) {
    item.source = original.source.clone();
    if item.was.is_empty() {
        item.was = original.was.clone();
    }
    let mark = |choices: &mut Vec<Choice>, original: &Vec<Choice>| {
        for (choice, original) in choices.iter_mut().zip(original) {
            choice.right = original.right;
        }
    };
    match (&mut item.body, &original.body) {
        (ItemBody::Fact(choices), ItemBody::Fact(original)) => mark(choices, original),
        (ItemBody::Facts(choices), ItemBody::Facts(original)) => mark(choices, original),
        _ => {}
    }
}
