//! Two states of a deck, or two packages, compared.

use super::message::{Message, Why};
use super::package::{deck_in, members, why};
use cartable::compare::{Comparison, Package, Sort, What, compare as compare_decks, compare_packages, compare_part};
use cartable::course::Split;
use cartable::deck::Deck;
use cartable::diagnostic::{Findings, Locale, json, say};
use cartable::package::{SourceFault, deck_files};
use cartable::read::{read_files, unpacked};
use cartable::tree::Tree;
use serde_json::json;

/// What an update changes: the findings, the `changes` with their words, how many things `stay`, and the version that it deserves.
///
/// # Errors
/// Where there are not two archives, or one of them cannot be compared.
pub fn compare(message: &Message, locale: Locale) -> Result<Message, Why> {
    let [(old_name, old), (new_name, new)] = &message.files[..] else { return Err("message") };
    let (old, new) = (members(old)?, members(new)?);
    let (comparison, findings) = match (unpacked(&old), unpacked(&new)) {
        (None, None) => compare_packages(&package(old_name, &old)?, &package(new_name, &new)?, None),
        (one, other) => {
            let compare = if one.is_some() == other.is_some() { compare_decks } else { compare_part };
            compare(&sound(&deck_in(&old)?)?, &sound(&deck_in(&new)?)?, Split::default())
        }
    };
    Ok(Message::new(told(&comparison, &findings, locale), Vec::new()))
}

fn told(comparison: &Comparison, findings: &Findings, locale: Locale) -> serde_json::Value {
    let word = |key: &str| say(locale, &format!("compare.{key}"), &[]);
    let moved = comparison.changes.iter().filter(|change| change.sort != Sort::Same && change.what != What::Column);
    let changes =
        moved.map(|change| json!([word(change.sort.key()), word(change.what.key()), change.path, change.was]));
    let mut told = json(findings, locale);
    told["changes"] = changes.collect();
    told["stay"] = comparison.changes.iter().filter(|change| change.sort == Sort::Same).count().into();
    told["version"] = json!({ "old": comparison.old, "new": comparison.new, "deserved": comparison.deserved });
    told
}

fn package(name: &str, members: &Tree) -> Result<Package, Why> {
    let deck = match deck_files(members) {
        Ok(files) => Some(sound(&files)?),
        Err(SourceFault::Missing) => None,
        Err(fault) => return Err(why(&fault)),
    };
    Package::read(name, members, deck).ok_or("unknown_package")
}

fn sound(files: &Tree) -> Result<Deck, Why> {
    let (deck, findings) = read_files(files.files());
    if findings.has_errors() { Err("unsound") } else { Ok(deck) }
}
