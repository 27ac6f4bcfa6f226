//! Two states of a deck → what an update does to those who are halfway: which activities stay, are new, changed or gone, and
//! which version number the change deserves. Knows the deck and its activities; knows no page, no package and no disk.

mod activities;
mod another;
mod change;
mod columns;
mod settings;
mod words;

pub use change::{Change, Grade, Keeps, Sort, What};
pub use columns::Columns;

use crate::course::{Split, modules};
use crate::deck::Deck;
use crate::diagnostic::{Findings, rules};

rules! {
    /// A version number that says less than the change does.
    LOW_VERSION = error "D001";
    /// Progress that nothing carries over.
    LOST_PROGRESS = warning "D002";
    /// Answers that fit the item no more.
    LOST_ANSWERS = note "D003";
    /// Two decks that have nothing to do with each other.
    OTHER_DECK = error "D004";
    /// Report columns that another item would take over.
    MOVED_COLUMNS = warning "D005";
    /// An id that was given to another card.
    OTHER_CARD = error "D006";
}

/// What lies between two states of a deck.
#[derive(Debug)]
pub struct Comparison {
    /// Every activity and everything else that was compared, in the order of the new deck; what is gone comes last.
    pub changes: Vec<Change>,
    /// What becomes of the columns of reports, by module.
    pub columns: Vec<Columns>,
    /// The version of the older one.
    pub old: String,
    /// The version of the newer one.
    pub new: String,
    /// The least version that the newer one may have.
    pub deserved: String,
}

/// Compares two states of a deck, cut into modules in one way. Both are to be without errors.
pub fn compare(old: &Deck, new: &Deck, split: Split) -> (Comparison, Findings) {
    let mut findings = Findings::default();
    for (was, is) in [(&old.id, &new.id), (&old.iri, &new.iri)] {
        if was.value != is.value {
            findings.add(&OTHER_DECK, &is.place).with("old", &was.value).with("new", &is.value);
        }
    }
    let languages = languages(old, new);
    let (before, now) =
        (modules(old, languages[0], split, old.tracking), modules(new, languages[1], split, new.tracking));
    let mut changes = activities::compare(&before, &now);
    words::compare(old, new, languages, &mut changes);
    settings::compare(old, new, &mut changes);
    let grade = changes.iter().map(Change::grade).max().unwrap_or(Grade::Same);
    let deserved = grade.after(&old.version);
    if number(&new.version) < number(&deserved) {
        let finding = findings.add(&LOW_VERSION, &new.version.place);
        finding.with("found", &new.version.value).with("deserved", &deserved).with("old", &old.version.value);
    }
    let columns = columns::compare(old, new, languages, split);
    for Columns { module, moved, .. } in columns.iter().filter(|columns| !columns.moved.is_empty()) {
        let finding = findings.add(&MOVED_COLUMNS, &new.id.place);
        finding.with("module", module).with("count", moved.len()).with("items", moved.join(", "));
    }
    for change in changes.iter().filter(|change| change.sort == Sort::Reused) {
        findings.add(&OTHER_CARD, &change.place).with("what", &change.path);
    }
    for change in &changes {
        let rule = match change.keeps {
            Keeps::Nothing => &LOST_PROGRESS,
            Keeps::NotAnswers => &LOST_ANSWERS,
            Keeps::All => continue,
        };
        findings.add(rule, &change.place).with("what", &change.path);
    }
    let (old, new) = (old.version.value.clone(), new.version.value.clone());
    (Comparison { changes, columns, old, new, deserved }, findings)
}

/// The languages in which two states are read: the first of the newer one that both have, because a package may hold a
/// translation alone; without one the source of each.
fn languages<'a>(old: &'a Deck, new: &'a Deck) -> [&'a str; 2] {
    let shared = new.languages.iter().find(|language| old.edition(language).is_some());
    shared.map_or([old.source_language(), new.source_language()], |language| [language.as_str(); 2])
}

/// The three numbers of a version; what is not one counts as nothing.
fn number(version: &str) -> [u64; 3] {
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    std::array::from_fn(|_| parts.next().unwrap_or(0))
}
