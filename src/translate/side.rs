//! The texts of a deck beside their translations, one by one. Knows no catalogue and no disk.

use super::cut::Cut;
use super::deck_toml;
use super::files::{Pair, pairs};
use super::unit::Unit;
use crate::deck::{Deck, TermRule, occurs};
use crate::source::Place;

/// One text of the source, and what a translation says in its place.
#[derive(Clone, Debug)]
pub struct Side {
    /// What names it, the same in every language and for ever: `t2-s01/q1/option-2`.
    pub context: String,
    /// What it is: a word of the catalogue's comments, in English.
    pub word: &'static str,
    /// What it says: Markdown, or a line for each of a list's texts.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// The path of the file that has the translation, or would.
    pub path: String,
    /// The translation.
    pub translation: Option<String>,
    /// Where that stands.
    pub translation_place: Option<Place>,
    /// Whether there is a translation, made from the text as it is now.
    pub is_current: bool,
}

/// A term of the deck's table that occurs in a text.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What it is called in the source.
    pub source: &'a str,
    /// What it is called in the language.
    pub own: &'a str,
    /// What a translator has to know.
    pub note: Option<&'a str>,
}

/// All texts of the source, those of `deck.toml` first, then file by file in the order of the deck.
pub fn sides(deck: &Deck, language: &str) -> Vec<Side> {
    let mut all: Vec<Side> = deck_toml::texts(deck, language).into_iter().map(of_deck).collect();
    all.extend(pairs(deck, language, |_| false).iter().flat_map(|pair| of_file(pair, &deck.version)));
    all
}

/// What the table of terms says of the words of a text.
pub fn told<'a>(deck: &'a Deck, language: &str, text: &str) -> Vec<Told<'a>> {
    let small = text.to_lowercase();
    let told = |term: &'a TermRule| {
        let (source, own) = (term.words.get(deck.source_language())?, term.words.get(language)?);
        let note = term.note.as_ref().map(|note| note.as_str());
        occurs(source, &small).then_some(Told { source, own, note })
    };
    deck.terms.iter().filter_map(told).collect()
}

fn of_deck(text: deck_toml::Text) -> Side {
    Side {
        context: text.context.to_owned(),
        word: text.word,
        path: text.source.place.source.path().to_owned(),
        is_current: text.present.is_some() && text.is_made_from,
        translation_place: text.present.as_ref().map(|present| present.place.clone()),
        translation: text.present.map(|present| present.value),
        place: text.source.place,
        text: text.source.value,
    }
}

fn of_file(pair: &Pair<'_>, version: &str) -> Vec<Side> {
    let source = Cut::new(&pair.source);
    let present = pair.translation.as_ref().map(|file| (Cut::new(file), is_older(file.version, version)));
    // Where the units are not the same, what stands under a name may be the translation of something else.
    let is_other = present.as_ref().is_some_and(|(cut, _)| !cut.is_like(&source));
    let is_current = |unit: &Unit| present.as_ref().is_some_and(|(cut, older)| cut.front.is_made_from(unit, !older));
    let side = |unit: &Unit| {
        let there = present.as_ref().and_then(|(cut, _)| Some((cut, cut.unit(&unit.context)?)));
        Side {
            context: unit.context.clone(),
            word: unit.word,
            text: unit.text.clone(),
            place: source.source.place(unit.range.clone()),
            path: pair.path.clone(),
            translation: there.map(|(_, own)| own.text.clone()),
            translation_place: there.map(|(cut, own)| cut.source.place(own.range.clone())),
            is_current: there.is_some() && !is_other && is_current(unit),
        }
    };
    source.units.iter().map(side).collect()
}

/// Whether a translation was made from an older version, or does not say from which.
fn is_older(made_from: Option<&str>, version: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>();
    made_from.is_none_or(|made_from| numbers(made_from) < numbers(version))
}
