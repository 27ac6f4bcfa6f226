//! What a deck adds to its register, and the report columns that follow from it. An entry is never moved and never taken out, so a
//! column belongs to its item for ever, however the deck is cut and at whatever level it is tracked.

use super::activity::{ItemActivity, Module};
use super::modules::Split;
use crate::deck::{Answers, Deck, Item, ItemBody, Register, Registered, Situation, Tracking};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The register of a deck, with everything in it that the deck has now. The same deck gives the same register.
pub fn registered(deck: &Deck) -> Register {
    let mut register = deck.register.clone();
    let Some(source) = deck.editions.first() else { return register };
    let mut current = BTreeSet::new();
    add(&mut register.themes, source.themes.iter().map(|theme| theme.id.as_str()));
    current.extend(source.themes.iter().map(|theme| theme.id.value.clone()));
    add(&mut register.capsules, source.capsules.iter().map(|capsule| capsule.id.as_str()));
    current.extend(source.capsules.iter().map(|capsule| format!("capsule/{}", capsule.id.value)));
    let mut entries = Entries::of(register.situations);
    let mut items = Vec::new();
    for (theme, card) in source.themes.iter().flat_map(|theme| theme.situations.iter().map(move |card| (theme, card))) {
        entries.register(card);
        current.insert(card.id.value.clone());
        items.extend(card.items.iter().map(|item| (theme.id.as_str(), card, item)));
    }
    register.situations = entries.all;
    items.sort_by_cached_key(|(_, card, item)| (natural(&card.id), natural(&item.id)));
    let mut known = Known::of(&register.items);
    for (theme, card, item) in items {
        known.register(&mut register.items, theme, card, item);
        current.insert(format!("{}/{}", *card.id, *item.id));
    }
    retire(&mut register, &current);
    register
}

/// Adds those ids to a list that it does not have.
fn add<'a>(ids: &mut Vec<String>, own: impl Iterator<Item = &'a str>) {
    let mut known: BTreeSet<String> = ids.iter().cloned().collect();
    ids.extend(own.filter(|id| known.insert((*id).to_owned())).map(str::to_owned));
}

/// The ids of each situation, and in which entry each of them is first.
struct Entries {
    all: Vec<Vec<String>>,
    places: BTreeMap<String, usize>,
}

impl Entries {
    fn of(all: Vec<Vec<String>>) -> Self {
        let mut places = BTreeMap::new();
        for (at, id) in all.iter().enumerate().flat_map(|(at, names)| names.iter().map(move |id| (at, id))) {
            places.entry(id.clone()).or_insert(at);
        }
        Self { all, places }
    }

    /// The entry of a situation is found by its id, or by one that it had before.
    fn register(&mut self, card: &Situation) {
        let mut ids = std::iter::once(&card.id).chain(&card.was);
        let found = ids.find_map(|id| self.places.get(id.as_str()).copied());
        let at = found.unwrap_or(self.all.len());
        if found.is_none() {
            self.all.push(Vec::new());
        }
        if !self.all[at].contains(&card.id.value) {
            self.all[at].push(card.id.value.clone());
            self.places.entry(card.id.value.clone()).or_insert(at);
        }
    }
}

/// Where the items of a register stand.
struct Known {
    /// The first name of an item, by each of its names.
    first: BTreeMap<String, String>,
    /// The entries of an item, by its first name.
    entries: BTreeMap<String, Vec<usize>>,
}

impl Known {
    fn of(items: &[Registered]) -> Self {
        let mut known = Self { first: BTreeMap::new(), entries: BTreeMap::new() };
        for (at, item) in items.iter().enumerate() {
            known.entries.entry(item.first().to_owned()).or_default().push(at);
            for name in &item.names {
                known.first.entry(name.clone()).or_insert_with(|| item.first().to_owned());
            }
        }
        known
    }

    /// Gives an item its entry, and its name of today to the entries that it has.
    fn register(&mut self, items: &mut Vec<Registered>, theme: &str, card: &Situation, item: &Item) {
        let name = format!("{}/{}", *card.id, *item.id);
        let first = names(card, item).find_map(|name| self.first.get(&name).cloned()).unwrap_or_else(|| name.clone());
        let entries = self.entries.entry(first.clone()).or_default();
        if self.first.insert(name.clone(), first.clone()).is_none() {
            entries.iter().for_each(|at| items[*at].names.push(name.clone()));
        }
        let answers = answers(&item.body);
        if !entries.iter().any(|at| items[*at].theme == theme && items[*at].answers == answers) {
            let names = entries.first().map_or_else(|| vec![name], |at| items[*at].names.clone());
            entries.push(items.len());
            items.push(Registered { theme: theme.to_owned(), answers, names });
        }
    }
}

/// The name of an item, and those that it may have had: each id of its card with each of its own.
fn names(card: &Situation, item: &Item) -> impl Iterator<Item = String> {
    let own = std::iter::once(&item.id).chain(&item.was);
    let cards = std::iter::once(&card.id).chain(&card.was);
    cards.flat_map(move |card| own.clone().map(move |id| format!("{}/{}", card.value, id.value)))
}

fn answers(body: &ItemBody) -> Answers {
    match body {
        ItemBody::Note => Answers::Note,
        _ if body.is_scored() => Answers::Facts,
        _ => Answers::Reflections,
    }
}

/// Notes every published id that is not in use. The items of a situation that was given up went with it.
fn retire(register: &mut Register, current: &BTreeSet<String>) {
    let mut retired: BTreeSet<String> = register.retired.iter().cloned().collect();
    let capsules = register.capsules.iter().map(|id| Cow::Owned(format!("capsule/{id}")));
    let items = register.items.iter().flat_map(|item| &item.names).map(Cow::from);
    let published = register.themes.iter().chain(register.situations.iter().flatten()).map(Cow::from);
    let mut given_up = Vec::new();
    for path in published.chain(capsules).chain(items).filter(|path| !current.contains(path.as_ref())) {
        let is_inside = path.split_once('/').is_some_and(|(situation, _)| retired.contains(situation));
        if !is_inside && retired.insert(path.to_string()) {
            given_up.push(path.into_owned());
        }
    }
    register.retired.extend(given_up);
}

/// What makes s2 come before s10: the order of columns before there were registers.
fn natural(id: &str) -> String {
    let mut key = String::with_capacity(id.len() + 3 * 26);
    let mut rest = id;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = &rest[start..];
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        key.push_str(&rest[..start]);
        key.extend(std::iter::repeat_n('0', 24_usize.saturating_sub(end)));
        key.push_str(&digits[..end]);
        let _ = write!(key, "{end}");
        rest = &digits[end..];
    }
    key + rest
}

impl Module<'_> {
    /// The part of the register that a package of this module needs: it gives a deck of this module alone the same columns. What that
    /// deck tells by itself is left out.
    pub fn register(&self) -> Register {
        let situations = self.registered_situations().filter(|names| names.len() > 1);
        let mut part = Register {
            situations: situations.cloned().collect(),
            items: self.concerns().into_iter().cloned().collect(),
            retired: self.roll.register.retired.clone(),
            ..Register::default()
        };
        let mut current: BTreeSet<String> = self.situations.iter().map(|activity| activity.id.to_owned()).collect();
        current.extend(self.items().map(|(name, _)| name));
        retire(&mut part, &current);
        part
    }

    /// The report columns of this module in their order, `SITUATION/ITEM` each; none below `standard`. Those of items that left it
    /// stay, under the last name that the item had.
    pub(super) fn report_columns(&self) -> Vec<String> {
        if self.tracking < Tracking::Standard {
            return Vec::new();
        }
        let entries = self.concerns();
        let present: BTreeSet<String> = self.items().map(|(name, _)| name).collect();
        let is_tracked = |answers: Answers| match answers {
            Answers::Facts => true,
            Answers::Reflections => self.tracking == Tracking::Reflective,
            Answers::Note => false,
        };
        let mut met = BTreeSet::new();
        let columns = entries.iter().filter(|item| is_tracked(item.answers) && met.insert(item.first()));
        let name = |item: &&Registered| {
            let own = item.names.iter().find(|name| present.contains(*name));
            own.or(item.names.last()).cloned().unwrap_or_default()
        };
        columns.map(name).collect()
    }

    /// The entries of items that are or were in this module, whatever it is: the deck, a theme or a situation.
    fn concerns(&self) -> Vec<&Registered> {
        match self.split {
            Split::Deck => self.roll.register.items.iter().collect(),
            Split::Theme => self.themes.first().map_or_else(Vec::new, |part| self.roll.of_theme(&part.theme.id)),
            Split::Situation => self.roll.of_situations(self.registered_situations().flatten().map(String::as_str)),
        }
    }

    /// The ids that its situations have or had.
    fn registered_situations(&self) -> impl Iterator<Item = &Vec<String>> {
        self.roll.situations(self.situations.iter().map(|activity| activity.id))
    }

    fn items(&self) -> impl Iterator<Item = (String, &ItemActivity<'_>)> {
        let of = |situation: &str, item: &str| format!("{situation}/{item}");
        self.situations
            .iter()
            .flat_map(move |activity| activity.items.iter().map(move |item| (of(activity.id, item.id), item)))
    }
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn ids_are_ordered_as_people_count() {
        let mut ids = ["t2-s10", "t2-s2", "t2-s02", "t10-s1", "t2-s1-b", "t2-s1", "q1", "a"];
        ids.sort_by_key(|id| natural(id));
        assert_eq!(ids, ["a", "q1", "t2-s1", "t2-s1-b", "t2-s2", "t2-s02", "t2-s10", "t10-s1"]);
    }
}
