//! Whether the sheets of countries are whole: the same entries everywhere, each with its source and the month of its checking.

use super::is_absent;
use crate::deck::{Checked, Country, Deck, Inline};
use crate::diagnostic::{Findings, rules};
use crate::form;
use crate::source::{At, Place};
use std::collections::BTreeSet;

rules! {
    /// The sheet of a country that the deck does not list.
    UNLISTED_COUNTRY = error "C121";
    /// A country that is listed and has no sheet.
    NO_SHEET = error "C122";
    /// A sheet with other entries than the first one, or in another order.
    OTHER_ENTRIES = error "C123";
    /// An entry without a source that is not marked as unchecked.
    NO_SOURCE = error "C124";
    /// An entry of which nobody knows whether it was checked.
    NOT_DATED = error "C125";
    /// A link to an entry that no sheet has.
    NO_ENTRY = error "C126";
    /// Facts that were checked too long ago.
    OLD_CHECK = warning "C127";
    /// Facts that were checked in a month that has not come yet.
    EARLY_CHECK = warning "C128";
}

/// A finding names so many ids.
const MOST_LISTED: usize = 24;
/// Facts are to be checked again after so many months.
const LONGEST: i32 = 18;

/// Checks every edition.
pub fn check(deck: &Deck, findings: &mut Findings) {
    let Some(source) = deck.editions.first().filter(|edition| !is_absent(edition)) else { return };
    let is_whole = !deck.has_unread(&format!("{}/", source.language));
    for id in deck.countries.iter().filter(|id| is_whole && form::is_country(id) && source.country(id).is_none()) {
        findings.add(&NO_SHEET, &id.place).with("id", &id.value).with("language", &source.language);
    }
    for country in deck.editions.iter().flat_map(|edition| &edition.countries) {
        if form::is_country(&country.id) && !deck.countries.iter().any(|id| id.value == country.id.value) {
            findings.add(&UNLISTED_COUNTRY, &country.id.place).with("id", &country.id.value);
        }
        source.countries.first().into_iter().for_each(|first| entries(first, country, findings));
        checked(country, findings);
    }
    let known: BTreeSet<&str> = source.countries.iter().flat_map(|c| &c.entries).map(|e| e.id.as_str()).collect();
    let whole = deck.editions.iter().filter(|_| is_whole);
    whole.for_each(|edition| edition.texts(&mut |content, _| links(content, &known, findings)));
}

/// Whoever chooses another country finds the same subjects in the same places.
fn entries(first: &Country, country: &Country, findings: &mut Findings) {
    let ids = |country: &'_ Country| country.entries.iter().map(|entry| entry.id.value.clone()).collect::<Vec<_>>();
    let (wanted, found) = (ids(first), ids(country));
    // That a sheet has none is said where it is read.
    if wanted != found && !found.is_empty() && !wanted.is_empty() {
        let finding = findings.add(&OTHER_ENTRIES, &country.title.place);
        finding.with("first", first.source.path()).with("wanted", listed(&wanted)).with("found", listed(&found));
    }
}

/// Ids as they are named in a sentence: so many that a person can compare them.
fn listed(ids: impl IntoIterator<Item = impl ToString>) -> String {
    let mut ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).take(MOST_LISTED + 1).collect();
    if ids.len() > MOST_LISTED {
        ids[MOST_LISTED] = "…".to_owned();
    }
    ids.join(", ")
}

fn checked(country: &Country, findings: &mut Findings) {
    for entry in &country.entries {
        match &entry.checked {
            Checked::No => {}
            Checked::In(_) if entry.sources.is_empty() => {
                findings.add(&NO_SOURCE, &entry.title.place).with("id", &entry.id.value).with("mark", "checked=no");
            }
            Checked::In(_) => {}
            Checked::Unsaid => {
                let finding = findings.add(&NOT_DATED, &entry.title.place);
                finding.with("id", &entry.id.value).with("example", "checked = \"2026-11\"").with("mark", "checked=no");
            }
        }
    }
}

fn links(content: &[Inline], known: &BTreeSet<&str>, findings: &mut Findings) {
    for inline in content {
        match inline {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Foreign { content: inner, .. } => {
                links(inner, known, findings);
            }
            Inline::Link { url, place, content } => {
                if let Some(id) = url.strip_prefix("country:").filter(|id| !known.contains(id)) {
                    findings.add(&NO_ENTRY, place).with("id", id).with("known", listed(known));
                }
                links(content, known, findings);
            }
            _ => {}
        }
    }
}

/// Checks in a month, `YYYY-MM`, whether facts have to be checked again. Only this depends on the day, so no build asks for it.
pub fn aged(deck: &Deck, month: &str) -> Findings {
    let mut findings = Findings::default();
    for edition in &deck.editions {
        for capsule in &edition.capsules {
            capsule.signature.checked.iter().for_each(|own| age(own, month, &mut findings));
        }
        for country in &edition.countries {
            country.signature.checked.iter().for_each(|own| age(own, month, &mut findings));
            // An entry that says nothing has the month of its file.
            let own = country.entries.iter().filter_map(|entry| entry.checked.month());
            own.filter(|own| !is_of_file(country, &own.place)).for_each(|own| age(own, month, &mut findings));
        }
    }
    findings
}

fn is_of_file(country: &Country, place: &Place) -> bool {
    country.signature.checked.as_ref().is_some_and(|file| file.place == *place)
}

fn age(checked: &At<String>, now: &str, findings: &mut Findings) {
    let months = |text: &str| form::month(text).map(|(year, month)| i32::from(year) * 12 + i32::from(month));
    // What is no month has its own finding.
    let (Some(then), Some(now)) = (months(checked), months(now)) else { return };
    if now - then > LONGEST {
        let finding = findings.add(&OLD_CHECK, &checked.place);
        finding.with("month", &checked.value).with("age", now - then).with("most", LONGEST);
    } else if then > now {
        findings.add(&EARLY_CHECK, &checked.place).with("month", &checked.value);
    }
}
