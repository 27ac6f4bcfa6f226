//! Whether every scene that a card names is there, and every scene that is there is named.

use crate::deck::Deck;
use crate::diagnostic::{Findings, rules};
use std::collections::BTreeSet;

rules! {
    /// A card that names a scene which does not exist.
    NO_SCENE = error "C150";
    /// A scene that no card names.
    UNUSED_SCENE = note "C151";
}

/// Checks the cards of every edition. What a translation has from its source is said there.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let mut used = BTreeSet::new();
    for card in deck.editions.iter().flat_map(|edition| edition.situations()) {
        let Some(scene) = &card.scene else { continue };
        used.insert(scene.as_str());
        if !deck.scenes.contains_key(scene.as_str()) && scene.place.source.path() == card.source.path() {
            let known = deck.scenes.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            let known = if known.is_empty() { "–".to_owned() } else { known };
            findings.add(&NO_SCENE, &scene.place).with("name", &scene.value).with("known", known);
        }
    }
    let is_whole = !deck.has_unread("");
    for (name, scene) in deck.scenes.iter().filter(|(name, _)| is_whole && !used.contains(name.as_str())) {
        findings.add(&UNUSED_SCENE, &scene.source.whole()).with("name", name);
    }
}
