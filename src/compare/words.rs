//! What is not an activity and only has words: themes, capsules, the game, the board, the glossary, and the translations.

use super::change::{Change, Sort, What};
use crate::deck::{Deck, Edition, Inline, Item, Situation, plain};
use crate::source::{At, Place};
use std::collections::BTreeMap;

/// The words of something, run by run.
pub type Words = Vec<String>;

fn gather<'a>(texts: impl FnOnce(&mut dyn FnMut(&'a [Inline], &'a Place))) -> Words {
    let mut words = Vec::new();
    texts(&mut |content, _| words.push(plain(content).into_owned()));
    words
}

/// What a situation says without its items.
pub fn situation_words(card: &Situation) -> Words {
    let without = Situation { items: Vec::new(), ..card.clone() };
    let mut words = vec![card.title.value.clone()];
    without.texts(&mut |content, _| words.push(plain(content).into_owned()));
    words.extend(card.capsules.iter().map(|id| id.value.clone()));
    words
}

/// What an item says.
pub fn item_words(item: &Item) -> Words {
    gather(|mut visit| item.texts(&mut visit))
}

/// Holds languages against each other, and the texts in one language of each.
pub fn compare(old: &Deck, new: &Deck, languages: [&str; 2], changes: &mut Vec<Change>) {
    for language in &new.languages {
        let change = Change::new(What::Language, &language.value, &language.place);
        changes.push(match (old.edition(language), new.edition(language)) {
            (Some(before), Some(edition)) if all_words(before) == all_words(edition) => change,
            (Some(_), Some(_)) => change.of(Sort::Reworded),
            _ => change.of(Sort::New),
        });
    }
    for language in old.languages.iter().filter(|language| new.edition(language).is_none()) {
        changes.push(Change::new(What::Language, &language.value, &language.place).of(Sort::Gone));
    }
    let (Some(before), Some(edition)) = (old.edition(languages[0]), new.edition(languages[1])) else { return };
    for (what, texts) in [(What::Capsule, capsules as Texts), (What::Text, others as Texts)] {
        by_id(what, &texts(before), &texts(edition), changes);
    }
}

type Texts = for<'a> fn(&'a Edition) -> BTreeMap<String, (Words, &'a Place)>;

fn by_id(
    what: What,
    old: &BTreeMap<String, (Words, &Place)>,
    new: &BTreeMap<String, (Words, &Place)>,
    changes: &mut Vec<Change>,
) {
    for (id, (words, place)) in new {
        let change = Change::new(what, id, place);
        changes.push(match old.get(id) {
            None => change.of(Sort::New),
            Some((before, _)) if before != words => change.of(Sort::Reworded),
            Some(_) => change,
        });
    }
    for (id, (_, place)) in old.iter().filter(|(id, _)| !new.contains_key(*id)) {
        changes.push(Change::new(what, id, place).of(Sort::Gone));
    }
}

fn capsules(edition: &Edition) -> BTreeMap<String, (Words, &Place)> {
    let one = |capsule: &crate::deck::Capsule| titled(&capsule.title, gather(|mut visit| capsule.texts(&mut visit)));
    edition.capsules.iter().map(|capsule| (capsule.id.value.clone(), (one(capsule), &capsule.id.place))).collect()
}

fn titled(title: &At<String>, mut words: Words) -> Words {
    words.push(title.value.clone());
    words
}

fn others(edition: &Edition) -> BTreeMap<String, (Words, &Place)> {
    let mut all = BTreeMap::new();
    for theme in &edition.themes {
        let words = gather(|visit| theme.intro.paragraphs(&mut |content, place| visit(content, place)));
        all.insert(theme.id.value.clone(), (titled(&theme.title, words), &theme.id.place));
        if let Some(sheet) = &theme.teaching {
            let words = titled(&sheet.title, gather(|mut visit| sheet.texts(&mut visit)));
            all.insert(format!("{}/teaching", theme.id.value), (words, &sheet.title.place));
        }
    }
    for country in &edition.countries {
        let words = titled(&country.title, gather(|mut visit| country.texts(&mut visit)));
        all.insert(format!("country/{}", *country.id), (words, &country.id.place));
    }
    if let Some(game) = &edition.game {
        all.insert("game".into(), (titled(&game.title, gather(|mut visit| game.texts(&mut visit))), &game.title.place));
    }
    if let Some(board) = &edition.board {
        let words = gather(|mut visit| board.texts(&mut visit));
        all.insert("board".into(), (titled(&board.title, words), &board.title.place));
    }
    if let Some(glossary) = &edition.glossary {
        let words = gather(|mut visit| glossary.texts(&mut visit));
        all.insert("glossary".into(), (titled(&glossary.title, words), &glossary.title.place));
    }
    all
}

/// In the order of the alphabet: that cards changed places is said of their module.
fn all_words(edition: &Edition) -> Words {
    let mut words = gather(|mut visit| edition.texts(&mut visit));
    words.extend(edition.titles().map(|title| title.value.clone()));
    words.sort_unstable();
    words
}
