//! Two states of a deck → what an update does to those who are halfway: which activities stay, are new, changed or gone, and
//! which version number the change deserves. Two packages → the same, as an LMS sees it. Two decks that grew out of one → what each
//! side changed. Knows the deck, its activities and what packages say of themselves; makes no package, and knows no disk.

mod activities;
mod another;
mod change;
mod columns;
mod files;
mod fork;
mod manifest;
mod package;
mod packages;
mod settings;
mod words;

pub use change::{Change, Grade, Keeps, Sort, What};
pub use columns::Columns;
pub use fork::{Parted, Side, fork, parted};
pub use package::Package;
pub use packages::compare_packages;

use crate::course::{Split, modules};
use crate::deck::{Deck, Edition};
use crate::diagnostic::{Findings, rules};
use crate::source::{Place, Source};
use std::collections::BTreeSet;

rules! {
    /// A version number that says less than the change does.
    LOW_VERSION = error "D001";
    /// Progress that nothing carries over.
    LOST_PROGRESS = warning "D002";
    /// Answers that fit the item no more.
    LOST_ANSWERS = note "D003";
    /// Two decks that have nothing to do with each other.
    OTHER_DECK = error "D004";
    /// Two packages that keep progress in different places.
    OTHER_FORMAT = error "D005";
    /// Two packages of which no activity has the identifier that it had.
    OTHER_IDENTIFIERS = error "D006";
    /// Two packages of one deck that was cut into modules in another way.
    OTHER_SPLIT = error "D007";
    /// An activity of a package whose identifier is gone.
    LOST_UNIT = warning "D008";
    /// Data that leave the browser and did not before.
    MORE_DATA = warning "D009";
    /// Columns of a report that stand for another question.
    MIXED_COLUMNS = warning "D010";
    /// Report columns that another item would take over.
    MOVED_COLUMNS = warning "D011";
    /// An id that was given to another card.
    OTHER_CARD = error "D012";
    /// Something that both sides of a fork changed, each in its own way.
    BOTH_CHANGED = warning "D013";
    /// Two decks that each went on from a state that is not known.
    PARTED = warning "D014";
}

/// What lies between two states of a deck.
#[derive(Debug)]
pub struct Comparison {
    /// Every activity and everything else that was compared, in the order of the new deck; what is gone comes last.
    pub changes: Vec<Change>,
    /// What becomes of the columns of reports, by module.
    pub columns: Vec<Columns>,
    /// The version of the older one; empty where a package says none.
    pub old: String,
    /// The version of the newer one.
    pub new: String,
    /// The least version that the newer one may have; none where the two are no states of one thing.
    pub deserved: Option<String>,
}

/// Compares two states of a deck, cut into modules in one way. Both are to be without errors. Two different decks are not
/// compared: what has the same id in both is unrelated.
pub fn compare(old: &Deck, new: &Deck, split: Split) -> (Comparison, Findings) {
    compare_with(old, new, split, Vec::new(), true)
}

/// The same of decks one of which is only the part that a package holds, so that its files say nothing.
pub fn compare_part(old: &Deck, new: &Deck, split: Split) -> (Comparison, Findings) {
    compare_with(old, new, split, Vec::new(), false)
}

/// The same, with changes that were found elsewhere in front of the deck's.
fn compare_with(
    old: &Deck,
    new: &Deck,
    split: Split,
    mut changes: Vec<Change>,
    with_files: bool,
) -> (Comparison, Findings) {
    let mut findings = Findings::default();
    let ids = [(&old.id, &new.id), (&old.iri, &new.iri)];
    if let Some((was, is)) = ids.into_iter().find(|(was, is)| was.value != is.value) {
        findings.add(&OTHER_DECK, &is.place).with("old", &was.value).with("new", &is.value);
        let (old, new) = (old.version.value.clone(), new.version.value.clone());
        return (Comparison { changes, columns: Vec::new(), old, new, deserved: None }, findings);
    }
    let languages = languages(old, new);
    let (before, now) =
        (modules(old, languages[0], split, old.tracking), modules(new, languages[1], split, new.tracking));
    let from_decks = changes.len();
    changes.extend(activities::compare(&before, &now));
    words::compare(old, new, languages, &mut changes);
    settings::compare(old, new, &mut changes);
    if with_files {
        untold(old, new, languages[1], &mut changes);
    }
    let deserved = deserved(&changes, &old.version, &new.version, &new.version.place, &mut findings);
    // Packages say themselves which columns they have.
    let columns = if from_decks == 0 { columns::compare(old, new, languages, split) } else { Vec::new() };
    for Columns { module, moved, .. } in columns.iter().filter(|columns| !columns.moved.is_empty()) {
        let finding = findings.add(&MOVED_COLUMNS, &new.id.place);
        finding.with("module", module).with("count", moved.len()).with("items", moved.join(", "));
    }
    for change in changes.iter().filter(|change| change.sort == Sort::Reused) {
        findings.add(&OTHER_CARD, &change.place).with("what", &change.path);
    }
    for change in &changes[from_decks..] {
        let rule = match change.keeps {
            Keeps::Nothing => &LOST_PROGRESS,
            Keeps::NotAnswers => &LOST_ANSWERS,
            Keeps::All => continue,
        };
        findings.add(rule, &change.place).with("what", &change.path);
    }
    let (old, new) = (old.version.value.clone(), new.version.value.clone());
    (Comparison { changes, columns, old, new, deserved: Some(deserved) }, findings)
}

/// Adds the files that changed and of which no change tells. Of the language that is compared text by text each change names its file, of others
/// only the language.
fn untold(old: &Deck, new: &Deck, language: &str, changes: &mut Vec<Change>) {
    let told: BTreeSet<(What, String)> = changes
        .iter()
        .filter(|change| change.sort != Sort::Same)
        .map(|change| match change.what {
            What::Language => (What::Language, change.path.clone()),
            _ => (What::Text, change.place.source.path().to_owned()),
        })
        .collect();
    let is_told = |edition: &Edition, source: &Source| {
        let is_other = edition.language != language;
        told.contains(&(What::Text, source.path().to_owned()))
            || is_other && told.contains(&(What::Language, edition.language.clone()))
    };
    files::compare(old, new, is_told, changes);
}

/// The version that changes deserve, and a finding where the newer one says less.
fn deserved(changes: &[Change], old: &str, new: &str, place: &Place, findings: &mut Findings) -> String {
    let deserved = changes.iter().map(Change::grade).max().unwrap_or(Grade::Same).after(old);
    if number(new) < number(&deserved) {
        findings.add(&LOW_VERSION, place).with("found", new).with("deserved", &deserved).with("old", old);
    }
    deserved
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
