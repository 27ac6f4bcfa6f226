//! The catalogue of a deck for a language: every unit of the source, with its translation where there is one.

use super::catalogue::parse;
use super::cut::Cut;
use super::deck_toml;
use super::files::{Pair, pairs};
use super::po::{Entry, write};
use super::unit::Unit;
use crate::deck::{Deck, TermRule, occurs};
use crate::diagnostic::Findings;
use crate::source::Place;
use std::collections::BTreeMap;

/// Writes the catalogue. It depends on the deck alone: no date, no name of a machine.
pub fn export(deck: &Deck, language: &str) -> String {
    export_after(deck, language, &BTreeMap::new())
}

/// The texts of the source in an earlier catalogue, by context; empty where it cannot be read.
pub fn previous(catalogue: &[u8]) -> BTreeMap<String, String> {
    let catalogue = parse("", catalogue, &mut Findings::default());
    let messages = catalogue.into_iter().flat_map(|catalogue| catalogue.messages);
    messages.filter_map(|message| Some((message.context?, message.id))).collect()
}

/// The same, where an earlier catalogue tells the texts that were translated then: digests say that a text has changed, not what
/// it was.
pub fn export_after(deck: &Deck, language: &str, previous: &BTreeMap<String, String>) -> String {
    let name = format!("{} {}", deck.id.value, deck.version.value);
    // gettext joins language and region by a low line.
    let tag = language.replace('-', "_");
    let header = [
        ("Project-Id-Version", name.as_str()),
        ("Language", &tag),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("X-Cartable-Deck", &deck.id),
        ("X-Cartable-Version", &deck.version),
    ];
    let mut entries: Vec<Entry> = deck_toml::texts(deck, language).into_iter().map(of_deck).collect();
    entries.extend(pairs(deck, language, |_| false).iter().flat_map(|pair| of_file(pair, &deck.version)));
    for entry in &mut entries {
        let said = glossed(deck, language, &entry.id);
        entry.comment.push_str(&said);
        let before = previous.get(&entry.context).filter(|before| entry.fuzzy && before.trim() != entry.id.trim());
        entry.previous = before.cloned();
    }
    write(&header, &entries)
}

/// What the table of terms says of the words of a text: each term that occurs in it, with what it is called in the language.
fn glossed(deck: &Deck, language: &str, text: &str) -> String {
    let small = text.to_lowercase();
    let told = |term: &TermRule| {
        let (source, own) = (term.words.get(deck.source_language())?, term.words.get(language)?);
        let note = term.note.as_ref().map(|note| format!(" ({})", note.value)).unwrap_or_default();
        occurs(source, &small).then(|| format!(" · {} = {}{note}", source.value, own.value))
    };
    deck.terms.iter().filter_map(told).collect()
}

fn of_deck(text: deck_toml::Text) -> Entry {
    Entry {
        comment: text.word.to_owned(),
        // The languages stand in one file there: a line's number would change with every language that comes.
        reference: text.source.place.source.path().to_owned(),
        fuzzy: false,
        context: text.context.to_owned(),
        previous: None,
        id: text.source.value,
        text: text.present.map(|present| present.value).unwrap_or_default(),
    }
}

fn of_file(pair: &Pair<'_>, version: &str) -> Vec<Entry> {
    let source = Cut::new(&pair.source);
    let present = pair.translation.as_ref().map(|file| (Cut::new(file), is_older(file.version, version)));
    // Where the units are not the same, what stands under a name may be the translation of something else.
    let is_other = present.as_ref().is_some_and(|(cut, _)| !cut.is_like(&source));
    let is_current = |unit: &Unit| present.as_ref().is_some_and(|(cut, older)| cut.front.is_made_from(unit, !older));
    let entry = |unit: &Unit| {
        let text = present.as_ref().and_then(|(cut, _)| cut.unit(&unit.context)).map(|unit| unit.text.clone());
        Entry {
            comment: unit.word.to_owned(),
            reference: reference(&source.source.place(unit.range.clone())),
            fuzzy: text.is_some() && (is_other || !is_current(unit)),
            context: unit.context.clone(),
            previous: None,
            id: unit.text.clone(),
            text: text.unwrap_or_default(),
        }
    };
    source.units.iter().map(entry).collect()
}

fn reference(place: &Place) -> String {
    format!("{}:{}", place.source.path(), place.line_column().0)
}

/// Whether a translation was made from an older version, or does not say from which.
fn is_older(made_from: Option<&str>, version: &str) -> bool {
    let numbers = |text: &str| text.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u64>>();
    made_from.is_none_or(|made_from| numbers(made_from) < numbers(version))
}
