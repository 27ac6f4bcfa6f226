//! A fork: two decks that grew out of one → what each side changed since they parted. It holds each side against their common
//! origin as an update is held against its predecessor, language by language; it compares no texts of its own and merges nothing.

use super::change::{Change, Sort, What};
use super::{BOTH_CHANGED, OTHER_DECK, PARTED, activities, files, settings, words};
use crate::course::{Split, modules};
use crate::deck::{Deck, Register};
use crate::diagnostic::Findings;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Who changed something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The first deck only.
    Ours,
    /// The second deck only.
    Theirs,
    /// Both, in different ways: somebody has to decide.
    Both,
    /// Both, in the same way.
    Alike,
    /// It differs, and without the common origin nobody can tell who changed it.
    Unknown,
}

impl Side {
    /// Every side, in the order of reports.
    pub const ALL: [Self; 5] = [Self::Ours, Self::Theirs, Self::Both, Self::Alike, Self::Unknown];

    /// The name by which reports call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Theirs => "theirs",
            Self::Both => "both",
            Self::Alike => "alike",
            Self::Unknown => "unknown",
        }
    }
}

/// One thing that is not the same on both sides.
#[derive(Clone, Debug)]
pub struct Parted {
    /// Who changed it.
    pub side: Side,
    /// What it is.
    pub what: What,
    /// Its ids from the module down, as they were when the two parted.
    pub path: String,
    /// What became of it in our deck.
    pub ours: Sort,
    /// What became of it in theirs.
    pub theirs: Sort,
    /// The languages in which it changed, BCP 47; empty where a language does not matter.
    pub languages: Vec<String>,
    /// Where it stands: in our deck where it is there.
    pub place: Place,
}

/// What something is and its path: a thing of the common origin.
type Thing = (&'static str, String);
/// What became of each thing in each language; a language is empty where it does not matter.
type Changes = BTreeMap<Thing, BTreeMap<String, Change>>;

/// What each side changed since the two parted, by side, kind and path. Without `base`, their common origin, only what one of the two
/// lacks can be told from what the other one changed. A deck that does not share id and IRI with the others is a finding, and nothing is
/// compared.
pub fn fork(base: Option<&Deck>, ours: &Deck, theirs: &Deck, split: Split) -> (Vec<Parted>, Findings) {
    let mut findings = Findings::default();
    for deck in base.into_iter().chain([theirs]) {
        let ids = [(&ours.id, &deck.id), (&ours.iri, &deck.iri)];
        if let Some((own, other)) = ids.into_iter().find(|(own, other)| own.value != other.value) {
            findings.add(&OTHER_DECK, &other.place).with("old", &own.value).with("new", &other.value);
            return (Vec::new(), findings);
        }
    }
    let between = changes(ours, theirs, split);
    let Some(base) = base else {
        findings.add(&PARTED, &theirs.id.place).with("id", &theirs.id.value);
        return (without_origin(between), findings);
    };
    let mut rows = joined(&changes(base, ours, split), &changes(base, theirs, split), &between);
    rows.sort_by(|a, b| (a.side, a.what.key(), &a.path).cmp(&(b.side, b.what.key(), &b.path)));
    for row in rows.iter().filter(|row| row.side == Side::Both) {
        findings.add(&BOTH_CHANGED, &row.place).with("what", &row.path);
    }
    (rows, findings)
}

/// Whether two states of a deck have each published something that the other one does not know, so that neither is the older.
pub fn parted(one: &Deck, other: &Deck) -> bool {
    let [one, other] = [one, other].map(|deck| published(&deck.register));
    one.difference(&other).next().is_some() && other.difference(&one).next().is_some()
}

/// Everything that a register holds, each under a name of its own.
fn published(register: &Register) -> BTreeSet<String> {
    let lists = [("theme", &register.themes), ("capsule", &register.capsules)];
    let listed = lists.into_iter().flat_map(|(kind, ids)| ids.iter().map(move |id| format!("{kind} {id}")));
    let cards = register.situations.iter().flatten().map(|id| format!("situation {id}"));
    let items = register.items.iter().flat_map(|item| &item.names).map(|name| format!("item {name}"));
    listed.chain(cards).chain(items).collect()
}

/// What differs between two states, without what stays the same.
fn changes(old: &Deck, new: &Deck, split: Split) -> Changes {
    let mut all = Changes::new();
    let mut take = |language: &str, changes: Vec<Change>| {
        // That words of a language changed is told text by text.
        let is_told = |change: &Change| change.what == What::Language && change.sort == Sort::Reworded;
        for change in changes.into_iter().filter(|change| change.sort != Sort::Same && !is_told(change)) {
            let language = if change.what == What::Language { "" } else { language };
            let path = change.was.clone().unwrap_or_else(|| change.path.clone());
            all.entry((change.what.key(), path)).or_default().insert(language.to_owned(), change);
        }
    };
    let mut general = Vec::new();
    settings::compare(old, new, &mut general);
    let mut told = BTreeSet::new();
    for language in new.languages.iter().map(|language| language.as_str()) {
        let mut changes = Vec::new();
        words::compare(old, new, [language; 2], &mut changes);
        if old.edition(language).is_some() {
            let [before, now] = [old, new].map(|deck| modules(deck, language, split, deck.tracking));
            changes.extend(activities::compare(&before, &now));
        }
        told.extend(changes.iter().filter(|own| own.sort != Sort::Same).map(|own| own.place.source.path().to_owned()));
        take(language, changes);
    }
    files::compare(old, new, |_, source| told.contains(source.path()), &mut general);
    take("", general);
    all
}

/// The changes of both sides as one list; `between` is what differs from one side to the other.
fn joined(ours: &Changes, theirs: &Changes, between: &Changes) -> Vec<Parted> {
    let things: BTreeSet<&Thing> = ours.keys().chain(theirs.keys()).collect();
    let mut rows: Vec<Parted> = Vec::new();
    for thing in things {
        let of = |side: &'_ Changes, language: &str| side.get(thing).and_then(|own| own.get(language)).cloned();
        let languages: BTreeSet<&String> =
            [ours, theirs].into_iter().filter_map(|s| s.get(thing)).flat_map(|own| own.keys()).collect();
        for language in languages {
            let lost = |side: &Changes| if is_lost(side, &thing.1) { Sort::Gone } else { Sort::Same };
            let (own, other) = (of(ours, language), of(theirs, language));
            let sort = |change: &Option<Change>, side| change.as_ref().map_or_else(|| lost(side), |change| change.sort);
            let (ours, theirs) = (sort(&own, ours), sort(&other, theirs));
            let side = match (ours, theirs) {
                (_, Sort::Same) => Side::Ours,
                (Sort::Same, _) => Side::Theirs,
                (Sort::Gone, Sort::Gone) => Side::Alike,
                _ if of(between, language).is_none() && own.is_some() && other.is_some() => Side::Alike,
                _ => Side::Both,
            };
            let Some(change) = own.or(other) else { continue };
            push(&mut rows, (side, ours, theirs), thing, language, change);
        }
    }
    rows
}

/// Whether what a thing belongs to is no longer where it was, so that its own state is not told.
fn is_lost(side: &Changes, path: &str) -> bool {
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    let is_away = |change: &Change| matches!(change.sort, Sort::Gone | Sort::Moved | Sort::Reused);
    let found = above.flat_map(|path| ["module", "situation"].map(|what| side.get(&(what, path.to_owned()))));
    found.flatten().any(|own| own.values().any(is_away))
}

/// What differs between two decks of which nobody knows what they were made from.
fn without_origin(between: Changes) -> Vec<Parted> {
    let mut rows = Vec::new();
    for (thing, languages) in between {
        for (language, change) in languages {
            let row = match change.sort {
                Sort::Gone => (Side::Ours, Sort::New, Sort::Same),
                Sort::New => (Side::Theirs, Sort::Same, Sort::New),
                sort => (Side::Unknown, Sort::Same, sort),
            };
            push(&mut rows, row, &thing, &language, change);
        }
    }
    rows.sort_by_key(|row| row.side);
    rows
}

/// Adds a row, or only the language to one that says the same of another language.
fn push(rows: &mut Vec<Parted>, row: (Side, Sort, Sort), thing: &Thing, language: &str, change: Change) {
    let (side, ours, theirs) = row;
    let is_it = |row: &&mut Parted| {
        (row.side, row.ours, row.theirs, row.what, row.path.as_str())
            == (side, ours, theirs, change.what, thing.1.as_str())
    };
    let languages = (!language.is_empty()).then(|| language.to_owned());
    match rows.iter_mut().find(is_it) {
        Some(known) => known.languages.extend(languages),
        None => rows.push(Parted {
            side,
            what: change.what,
            path: thing.1.clone(),
            ours,
            theirs,
            languages: languages.into_iter().collect(),
            place: change.place,
        }),
    }
}
