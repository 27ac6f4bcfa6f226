//! Whether a card has become another one under the same id. Rewording leaves words of the title, the story or the prompts in place.

use crate::deck::Situation;
use std::collections::BTreeSet;

/// Shorter words say little about what a text is about.
const SHORTEST: usize = 5;
/// Cards of one deck seldom share more than a fifth of their longer words by chance; one that was reworded keeps more.
const SHARED: usize = 5;

/// Whether two states of a card, in one language, have nothing in common.
pub fn is_another(old: &Situation, new: &Situation) -> bool {
    let titles = [old, new].map(|card| words(&card.title));
    let texts = [old, new].map(|card| {
        let prompts: Vec<String> = card.prompts.iter().map(|prompt| prompt.text()).collect();
        words(&format!("{} {}", card.story.text(), prompts.join(" ")))
    });
    let shared = texts[0].intersection(&texts[1]).count();
    let fewest = texts[0].len().min(texts[1].len());
    old.title.value != new.title.value && titles[0].is_disjoint(&titles[1]) && fewest > 0 && shared * SHARED <= fewest
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    words.map(str::to_lowercase).collect()
}
