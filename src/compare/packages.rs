//! Two packages, as an LMS sees them when one takes the place of the other: whose progress survives, what else leaves the
//! browser, and whether columns of a tutor's report go on meaning the same.

use super::change::{Change, Keeps, Sort, What};
use super::package::{Datum, Inventory, Package};
use super::{
    Comparison, LOST_UNIT, MIXED_COLUMNS, MORE_DATA, OTHER_FORMAT, OTHER_IDENTIFIERS, OTHER_SPLIT, compare_with,
    deserved,
};
use crate::course::Split;
use crate::diagnostic::Findings;
use crate::source::Place;

/// Compares two packages, and the decks in them where both hold one and progress survives: where it does not, what stayed in
/// the deck would only reassure. A split that is given is taken for the decks' instead of the packages' own.
pub fn compare_packages(old: &Package, new: &Package, split: Option<Split>) -> (Comparison, Findings) {
    let place = Place::file(&new.path);
    let mut findings = Findings::default();
    let mut changes = identity(old, new, &place);
    changes.extend(data(old, new, &place, &mut findings));
    changes.extend(columns(old, new, &place, &mut findings));
    let survives = survival(old, new, &place, &mut findings);
    let (same_deck, decks) = match (&old.deck, &new.deck) {
        (Some(old), Some(new)) => (old.id.value == new.id.value && old.iri.value == new.iri.value, Some((old, new))),
        _ => (true, None),
    };
    if let Some((before, now)) = decks.filter(|_| survives || !same_deck) {
        let split = split.or(new.split()).unwrap_or_default();
        let (comparison, more) = compare_with(before, now, split, changes, false);
        // Of two different decks nothing else is worth a word.
        if same_deck {
            findings.extend(more);
            return (comparison, findings);
        }
        return (comparison, more);
    }
    let (before, now) = (old.version(), new.version());
    // Where nothing survives, a higher number would not help: the reason has been given.
    let mut unsaid = Findings::default();
    let said = if survives { &mut findings } else { &mut unsaid };
    let deserved = (!before.is_empty() && !now.is_empty()).then(|| deserved(&changes, before, now, &place, said));
    (Comparison { changes, columns: Vec::new(), old: before.to_owned(), new: now.to_owned(), deserved }, findings)
}

/// One value of both packages, as a line of the report; none where neither has it.
fn value(what: What, old: Option<&str>, new: Option<&str>, place: &Place) -> Option<Change> {
    let change = Change::new(what, new.or(old)?, place);
    Some(match (old, new) {
        (Some(old), Some(new)) if old != new => Change { was: Some(old.to_owned()), ..change.of(Sort::Changed) },
        (Some(_), None) => change.of(Sort::Gone),
        (None, Some(_)) => change.of(Sort::New),
        _ => change,
    })
}

/// Format, split and identifiers.
fn identity(old: &Package, new: &Package, place: &Place) -> Vec<Change> {
    let lost = |change: Change| if change.sort == Sort::Same { change } else { change.keeping(Keeps::Nothing) };
    let mut changes = Vec::new();
    let is_recorded = old.is_recorded();
    let format = value(What::Format, Some(&old.format), Some(&new.format), place);
    changes.extend(format.map(|change| if is_recorded { lost(change) } else { change }));
    if let (Some(before), Some(now)) = (old.split(), new.split()) {
        changes.extend(value(What::Split, Some(before.key()), Some(now.key()), place).map(lost));
    }
    changes.extend(value(What::Manifest, old.identifier.as_deref(), new.identifier.as_deref(), place));
    for unit in &new.units {
        let change = Change::new(What::Unit, unit, place);
        changes.push(if old.units.contains(unit) { change } else { change.of(Sort::New) });
    }
    for unit in old.units.iter().filter(|unit| !new.units.contains(unit)) {
        changes.push(Change::new(What::Unit, unit, place).of(Sort::Gone).keeping(Keeps::Nothing));
    }
    changes
}

/// Whether anybody's progress survives, and findings that say whose does not and why. Of a package that records nothing there is
/// none to lose.
fn survival(old: &Package, new: &Package, place: &Place, findings: &mut Findings) -> bool {
    if !old.is_recorded() {
        return true;
    }
    if old.format != new.format {
        findings.add(&OTHER_FORMAT, place).with("old", &old.format).with("new", &new.format);
        return false;
    }
    let gone: Vec<&str> = old.units.iter().filter(|unit| !new.units.contains(unit)).map(String::as_str).collect();
    if gone.len() < old.units.len() {
        for unit in gone {
            findings.add(&LOST_UNIT, place).with("what", unit);
        }
        return true;
    }
    match (old.split(), new.split()) {
        (Some(before), Some(now)) if before != now => {
            findings.add(&OTHER_SPLIT, place).with("old", before.key()).with("new", now.key());
        }
        _ => {
            let new = new.units.join(", ");
            findings.add(&OTHER_IDENTIFIERS, place).with("old", gone.join(", ")).with("new", new);
        }
    }
    false
}

/// The level, and what leaves the browser; nothing where a package does not say it.
fn data(old: &Package, new: &Package, place: &Place, findings: &mut Findings) -> Vec<Change> {
    let (Some(before), Some(now)) = (&old.inventory, &new.inventory) else { return Vec::new() };
    let mut changes: Vec<Change> =
        value(What::Level, before.level.as_deref(), now.level.as_deref(), place).into_iter().collect();
    let find = |inventory: &'_ Inventory, key: &str| inventory.data.iter().position(|datum| datum.datum == key);
    let mut more: Vec<&Datum> = Vec::new();
    for datum in &now.data {
        let change = Change::new(What::Datum, &datum.datum, place);
        changes.push(match find(before, &datum.datum).map(|at| &before.data[at]) {
            None => {
                more.push(datum);
                change.of(Sort::New)
            }
            // Another format has other elements, which is said of the format.
            Some(other) if old.format == new.format && other.elements != datum.elements => change.of(Sort::Changed),
            Some(_) => change,
        });
    }
    for datum in before.data.iter().filter(|datum| find(now, &datum.datum).is_none()) {
        changes.push(Change::new(What::Datum, &datum.datum, place).of(Sort::Gone));
    }
    if !more.is_empty() && !before.data.is_empty() {
        let what: Vec<String> =
            more.iter().map(|datum| format!("{} ({})", datum.datum, datum.what.trim_end_matches('.'))).collect();
        let (old, new) = (before.level.as_deref().unwrap_or("-"), now.level.as_deref().unwrap_or("-"));
        findings.add(&MORE_DATA, place).with("what", what.join(", ")).with("old", old).with("new", new);
    }
    changes
}

/// Columns of the report of answers that stand for another question than before. One that is new at the end mixes nothing up.
fn columns(old: &Package, new: &Package, place: &Place, findings: &mut Findings) -> Vec<Change> {
    let (before, now) = (old.columns(), new.columns());
    let mut mixed = Vec::new();
    for (index, (was, is)) in before.iter().zip(&now).enumerate().filter(|(_, (was, is))| new.follows(was) != **is) {
        let change = Change::new(What::Column, format!("{index}: {is}"), place).of(Sort::Changed);
        mixed.push(Change { was: Some(was.clone()), ..change });
    }
    if !mixed.is_empty() {
        let list: Vec<&str> = mixed.iter().map(|change| change.path.as_str()).collect();
        findings.add(&MIXED_COLUMNS, place).with("what", list.join(", "));
    }
    mixed
}
