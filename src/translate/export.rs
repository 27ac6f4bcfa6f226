//! The catalogue of a deck for a language: every unit of the source, with its translation where there is one.

use super::catalogue::parse;
use super::po::{Entry, write};
use super::side::{Side, sides, told};
use crate::deck::Deck;
use crate::diagnostic::Findings;
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
    let mut entries: Vec<Entry> = sides(deck, language).into_iter().map(|side| entry(deck, language, side)).collect();
    for entry in &mut entries {
        let before = previous.get(&entry.context).filter(|before| entry.fuzzy && before.trim() != entry.id.trim());
        entry.previous = before.cloned();
    }
    catalogue(deck, language, &entries)
}

/// A catalogue of some texts only. Translations that were `given`, by context, are in the place of those that the deck has, and need no
/// second look.
pub fn export_some(deck: &Deck, language: &str, some: &[Side], given: &BTreeMap<String, String>) -> String {
    let with = |side: &Side| {
        let mut entry = entry(deck, language, side.clone());
        if let Some(text) = given.get(&side.context) {
            (entry.text, entry.fuzzy) = (text.clone(), false);
        }
        entry
    };
    catalogue(deck, language, &some.iter().map(with).collect::<Vec<_>>())
}

fn catalogue(deck: &Deck, language: &str, entries: &[Entry]) -> String {
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
    write(&header, entries)
}

fn entry(deck: &Deck, language: &str, side: Side) -> Entry {
    let glossed = told(deck, language, &side.text).into_iter().map(|term| {
        let note = term.note.map(|note| format!(" ({note})")).unwrap_or_default();
        format!(" · {} = {}{note}", term.source, term.own)
    });
    Entry {
        comment: std::iter::once(side.word.to_owned()).chain(glossed).collect(),
        reference: reference(&side),
        fuzzy: side.translation.is_some() && !side.is_current,
        context: side.context,
        previous: None,
        id: side.text,
        text: side.translation.unwrap_or_default(),
    }
}

/// All languages stand in one `deck.toml`: a line's number would change there with every language that comes.
fn reference(side: &Side) -> String {
    let path = side.place.source.path();
    let is_shared = side.context.starts_with("deck.toml/");
    if is_shared { path.to_owned() } else { format!("{path}:{}", side.place.line_column().0) }
}
