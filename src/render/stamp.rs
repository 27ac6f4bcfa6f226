//! What a page says below its sources: when somebody checked them, and who signed. It says no more than the deck does.

use super::html::Html;
use super::texts::Texts;
use crate::deck::{Capsule, Checked, CountryEntry, Signature};

/// Below an entry of a country's sheet. What the author says nothing of is not verified.
pub fn of_entry(texts: &Texts, html: Html<'_>, entry: &CountryEntry, signature: &Signature) -> String {
    let checked = match &entry.checked {
        Checked::In(month) => checked(texts, month),
        Checked::No | Checked::Unsaid => texts.get("country.unchecked").to_owned(),
    };
    format!("{checked} {}", reviewed(texts, html, signature))
}

/// Below a capsule; nothing where its front matter says nothing of its checking.
pub fn of_capsule(texts: &Texts, html: Html<'_>, capsule: &Capsule) -> String {
    let Signature { checked: month, reviewer } = &capsule.signature;
    if month.is_none() && reviewer.is_none() {
        return String::new();
    }
    let checked = month.as_ref().map(|month| checked(texts, month));
    checked.into_iter().chain([reviewed(texts, html, &capsule.signature)]).collect::<Vec<_>>().join(" ")
}

/// A month is named after a colon: its form in a sentence differs from language to language.
fn checked(texts: &Texts, month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, ""));
    let name = texts.find(&format!("month.m{number}")).unwrap_or(number);
    texts.fill("country.checked", &[("month", name), ("year", year)])
}

fn reviewed(texts: &Texts, html: Html<'_>, signature: &Signature) -> String {
    match signature.reviewer.as_ref().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        Some(name) => texts.fill("country.reviewed", &[("name", &html.text(name))]),
        None => texts.get("country.unreviewed").to_owned(),
    }
}
