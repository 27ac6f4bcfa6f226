//! From a place in a module to the line that it was made from.

use crate::deck::Deck;
use crate::source::Source;

/// The file, and the line from 1, of a text that stands in a module below the element `id`; nothing where the deck has none. `id` is one
/// of a page, such as `t1-s02/quiz`; `text` is what is read there.
pub(super) fn place(deck: &Deck, language: &str, id: &str, text: &str) -> Option<(String, usize)> {
    let edition = deck.edition(language)?;
    let part = id.split('/').next().unwrap_or(id);
    let card = edition.situations().find(|card| *card.id == part).map(|card| &card.source);
    let capsule = || edition.capsules.iter().find(|capsule| *capsule.id == part).map(|capsule| &capsule.source);
    let theme = || edition.themes.iter().find(|theme| *theme.id == part).map(|theme| &theme.source);
    let wanted = letters(text);
    let own = card.or_else(capsule).or_else(theme);
    let found = own.and_then(|source| Some((source, line(source, &wanted)?)));
    // What a page shows need not be in the file of the part: a capsule in a step, a term of the glossary.
    let anywhere = || edition.sources().find_map(|source| Some((source, line(source, &wanted)?)));
    let (source, line) = found.or_else(anywhere).or_else(|| Some((own?, 1)))?;
    Some((source.path().to_owned(), line))
}

/// The line in which a text begins, told by its letters alone: marks and spaces are written differently.
fn line(source: &Source, wanted: &str) -> Option<usize> {
    if wanted.len() < 3 {
        return None;
    }
    let lines: Vec<String> = source.text().lines().map(letters).collect();
    let is_it = |line: &&String| line.len() >= 3 && (line.contains(wanted) || wanted.starts_with(line.as_str()));
    lines.iter().position(|line| is_it(&line)).map(|at| at + 1)
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(400).collect()
}
