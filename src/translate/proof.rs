//! The proof of an import before anything is written: what was put into the files is found in them again, and the deck can be
//! read as before. A fault is shown in the catalogue, where it can be mended.

use super::cut::Cut;
use super::deck_toml;
use super::desk::Desk;
use super::file_draft::Draft;
use super::gate::hindrances;
use super::head::Head;
use super::rules;
use crate::deck::Deck;
use crate::diagnostic::{Finding, Findings, Severity};
use crate::read::read_files;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What tells whether a deck can be built. It is given, because it knows translations itself.
pub type Check = fn(&Deck) -> Findings;

/// Reports what would be wrong with the deck if all this were written: to the reader, and then to a check.
pub fn check((deck, language): (&Deck, &str), drafts: &[Draft], head: &Head, desk: &mut Desk<'_, '_>, check: Check) {
    // A file whose structure is not what it should be has faults enough that come from there.
    let mut sound: BTreeMap<&str, Cut> = BTreeMap::new();
    for draft in drafts {
        let cut = draft.cut();
        match mismatch(draft, &cut) {
            None => drop(sound.insert(&draft.path, cut)),
            Some(context) => {
                let place = desk.place(context);
                desk.findings.add(&rules::STRUCTURE, &place).with("context", context);
            }
        }
    }
    let mut files = texts(deck);
    files.extend(drafts.iter().map(|draft| (draft.path.as_str(), draft.text.as_str())));
    files.extend(head.text.iter().map(|text| ("deck.toml", text.as_str())));
    let (read, found) = read_files(files.into_iter());
    let lost = lost(&read, language, head, desk);
    for finding in hindrances(&found, &read, language).sorted() {
        let path = finding.place.source.path();
        let is_spoilt = drafts.iter().any(|draft| draft.path == path) && !sound.contains_key(path);
        let context = match sound.get(path) {
            Some(cut) => blame(cut, &finding.place),
            None => deck_toml::context(&read, language, &finding.place),
        };
        // Where a text found no place in `deck.toml`, what the reader makes of that is no help.
        if is_spoilt || (lost && path == "deck.toml" && context.is_none()) {
            continue;
        }
        let place = context.map_or_else(|| finding.place.clone(), |context| desk.place(context));
        desk.findings.add(finding.rule, &place).args = finding.args.clone();
    }
    if desk.findings.has_errors() || !(head.text.is_some() || drafts.iter().any(Draft::is_change)) {
        return;
    }
    let mut deck = deck.clone();
    // What an overlay had from below is in its own folder then.
    deck.elsewhere.retain(|path, _| drafts.iter().all(|draft| draft.path != *path));
    let before = check(&deck);
    let known: BTreeSet<_> = errors(&before).map(fault).collect();
    let deck = changed(deck, read);
    let after = check(&deck);
    for finding in errors(&after).filter(|finding| !known.contains(&fault(finding))) {
        let context = match sound.get(finding.place.source.path()) {
            Some(cut) => blame(cut, &finding.place),
            None => deck_toml::context(&deck, language, &finding.place),
        };
        let place = context.map_or_else(|| finding.place.clone(), |context| desk.place(context));
        desk.findings.add(finding.rule, &place).args = finding.args.clone();
    }
}

/// The deck with what was read of the drafts; all else stays, such as pictures and the table of terms.
fn changed(deck: Deck, read: Deck) -> Deck {
    let Deck { languages, title, description, keywords, funding, digests, editions, source, .. } = read;
    Deck { languages, title, description, keywords, funding, digests, editions, source, ..deck }
}

fn errors(findings: &Findings) -> impl Iterator<Item = &Finding> {
    findings.sorted().into_iter().filter(|finding| finding.severity == Severity::Error)
}

/// What an error is, whatever its line. A translation has it from its source where both have it.
fn fault(finding: &Finding) -> (&'static str, &str, &[(&'static str, String)]) {
    let path = finding.place.source.path();
    (finding.rule.code, path.split_once('/').map_or(path, |(_, inside)| inside), &finding.args[..])
}

/// Reports texts that `deck.toml` does not say when it is read again; whether there are any.
fn lost(read: &Deck, language: &str, head: &Head, desk: &mut Desk<'_, '_>) -> bool {
    let is_lost =
        |(context, text): &&(&'static str, String)| deck_toml::says(read, language, context).as_ref() != Some(text);
    let lost: Vec<_> = head.said.iter().filter(is_lost).collect();
    for (context, _) in &lost {
        let place = desk.place(context);
        desk.findings.add(&rules::NO_PLACE, &place).with("context", context);
    }
    !lost.is_empty()
}

/// The first unit that is not found again as it was put in.
fn mismatch<'a>(draft: &'a Draft, cut: &Cut) -> Option<&'a str> {
    let found = cut.units.iter().map(|unit| Some((&unit.context, &unit.text))).chain(std::iter::repeat(None));
    let wrong = draft.wanted.iter().zip(found).find(|((context, text), found)| *found != Some((context, text)));
    let more = || draft.wanted.last().filter(|_| cut.units.len() > draft.wanted.len());
    wrong.map(|(wanted, _)| wanted).or_else(more).map(|(context, _)| context.as_str())
}

/// The unit in which a place is, or the first behind it: a heading's place begins before its text.
fn blame<'a>(cut: &'a Cut, place: &Place) -> Option<&'a str> {
    let unit = cut.units.iter().find(|unit| unit.range.end > place.start).or_else(|| cut.units.last())?;
    Some(&unit.context)
}

/// All texts of a deck by path.
fn texts(deck: &Deck) -> BTreeMap<&str, &str> {
    let mut all = vec![&deck.source];
    for edition in &deck.editions {
        all.extend(edition.themes.iter().map(|theme| &theme.source));
        all.extend(edition.situations().map(|card| &card.source));
        all.extend(edition.capsules.iter().map(|capsule| &capsule.source));
        all.extend(edition.countries.iter().map(|country| &country.source));
        all.extend(edition.game.iter().map(|game| &game.source));
        all.extend(edition.board.iter().map(|board| &board.source));
        all.extend(edition.teachings().map(|sheet| &sheet.source));
        all.extend(edition.glossary.iter().map(|glossary| &glossary.source));
    }
    all.into_iter().filter(|source| !source.text().is_empty()).map(|s| (s.path(), s.text())).collect()
}
