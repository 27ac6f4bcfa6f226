//! Ids that nothing in a deck has or ever had.

use crate::course::registered;
use crate::deck::Deck;
use crate::form::LONGEST_ID;
use std::collections::BTreeSet;

/// Every id of a deck that may not be given again, by its path below the deck's IRI.
pub fn taken(deck: &Deck) -> BTreeSet<String> {
    let register = registered(deck);
    let mut taken: BTreeSet<String> =
        register.themes.into_iter().chain(register.situations.into_iter().flatten()).collect();
    taken.extend(register.capsules.iter().map(|id| format!("capsule/{id}")));
    taken.extend(register.retired);
    let former = deck.editions.iter().flat_map(|edition| edition.situations()).flat_map(|card| &card.was);
    taken.extend(former.map(|id| id.value.clone()));
    taken
}

/// The number after the highest of the ids that begin in this way and go on with a number.
pub fn after(taken: &BTreeSet<String>, begin: &str) -> usize {
    let numbers = taken.iter().filter_map(|id| id.strip_prefix(begin)?.parse::<u32>().ok());
    numbers.max().unwrap_or(0).saturating_add(1) as usize
}

/// The id itself, or with the first number behind it that makes it free.
pub fn free(taken: &BTreeSet<String>, space: &str, id: &str) -> String {
    let is_free = |id: &String| !taken.contains(&format!("{space}{id}"));
    let numbered = (2..).map(|number: u32| {
        let end = format!("-{number}");
        format!("{}{end}", &id[..id.len().min(LONGEST_ID - end.len())])
    });
    std::iter::once(id.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
