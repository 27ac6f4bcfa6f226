//! The learners of a report: those of the tutor's list where there is one, else those who came. Nobody is put in order by
//! progress.

use super::event::Extent;
use super::events::Events;
use super::matching::{Matching, account};
use super::outline::Outline;
use super::progress::{Learner, Progress, State};
use super::roster::{Entry, Roster};
use crate::checksum::sha256;
use crate::slug::slug;
use crate::xapi::pseudonym;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many hexadecimal digits a pseudonym has that is shown.
const SHOWN: usize = 8;

/// How many letters of a name decide its place.
const SORTED: usize = 80;

/// One learner.
#[derive(Debug)]
pub struct Person<'a> {
    /// The name of the tutor's list, the account where that has no name, and a pseudonym without a list.
    pub label: String,
    /// The groups.
    pub groups: BTreeSet<&'a str>,
    /// Where the learner stands; none who never came.
    pub learner: Option<&'a Learner>,
    /// Whether somebody in the sources may be this learner, and may be another.
    pub is_unclear: bool,
    /// What was offered to whom.
    offers: Rc<Offers>,
}

/// What was offered: by opening a module, the situations in it.
#[derive(Debug)]
struct Offers {
    /// The situations of each module.
    held: BTreeMap<u32, BTreeSet<u32>>,
    /// The situations that anyone was offered; whoever never came was offered all of them.
    every: BTreeSet<u32>,
    /// How much the sources tell of each module at most.
    told: BTreeMap<u32, Extent>,
}

impl Offers {
    fn of(events: &Events, progress: &Progress, outline: &Outline) -> Self {
        let held = held(events, outline);
        let (mut every, mut told) = (BTreeSet::new(), BTreeMap::new());
        for learner in progress.learners.values() {
            every.extend(learner.situations.keys());
            for (module, standing) in &learner.modules {
                let extent = told.entry(*module).or_insert(standing.extent);
                *extent = standing.extent.max(*extent);
            }
        }
        every.extend(told.keys().filter_map(|module| held.get(module)).flatten());
        Self { held, every, told }
    }

    /// Whether of some modules only the end is told.
    fn is_of_ends(&self) -> bool {
        self.told.values().any(|extent| *extent == Extent::End)
    }

    /// How much is told at most of those modules that hold a situation.
    fn most<'a>(&self, situation: u32, modules: impl Iterator<Item = (&'a u32, Extent)>) -> Option<Extent> {
        let holds = |module: &u32| self.held.get(module).is_some_and(|held| held.contains(&situation));
        modules.filter(|(module, _)| holds(module)).map(|(_, extent)| extent).max()
    }
}

/// How a learner stands with a situation or a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// No module that holds it was opened.
    NotOffered,
    /// Not met yet.
    NotBegun,
    /// Met and not finished.
    Begun,
    /// Gone through.
    Handled,
    /// The sources do not tell.
    NotTold,
}

impl Stand {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::NotBegun, Self::Begun, Self::Handled, Self::NotTold, Self::NotOffered];

    /// The key of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Self::NotOffered => "not_offered",
            Self::NotBegun => "not_begun",
            Self::Begun => "begun",
            Self::Handled => "handled",
            Self::NotTold => "not_told",
        }
    }
}

impl Person<'_> {
    /// How the learner stands with a situation.
    pub fn stand(&self, situation: u32) -> Stand {
        match self.learner.and_then(|learner| learner.situations.get(&situation)) {
            Some(standing) if standing.state == State::Handled => Stand::Handled,
            Some(_) => Stand::Begun,
            None if self.is_unclear => Stand::NotTold,
            None => self.unmet(situation),
        }
    }

    /// Whether the sources tell of some modules only who completed them, so that whoever did not is in them unseen.
    pub fn is_of_ends(&self) -> bool {
        self.offers.is_of_ends()
    }

    /// How the learner stands with a situation of which nothing is known: that it was not begun is known only where its
    /// source would have told.
    fn unmet(&self, situation: u32) -> Stand {
        let own = self.learner.into_iter().flat_map(|learner| &learner.modules);
        let own = own.map(|(module, standing)| (module, standing.extent));
        let anyone = self.offers.told.iter().map(|(module, extent)| (module, *extent));
        match self.offers.most(situation, own) {
            Some(Extent::Situations) => Stand::NotBegun,
            Some(_) => Stand::NotTold,
            // Who opened a module without ending it is in no list of completions.
            None if self.offers.most(situation, anyone) == Some(Extent::End) => Stand::NotTold,
            None if self.learner.is_none() && self.offers.every.contains(&situation) => Stand::NotBegun,
            None => Stand::NotOffered,
        }
    }

    /// How the learner stands with a module.
    pub fn module(&self, module: u32) -> Stand {
        match self.learner.and_then(|learner| learner.modules.get(&module)) {
            Some(standing) if standing.state == State::Handled => Stand::Handled,
            Some(_) => Stand::Begun,
            None if self.is_unclear || self.offers.told.get(&module) == Some(&Extent::End) => Stand::NotTold,
            None => Stand::NotBegun,
        }
    }
}

/// A class.
#[derive(Debug)]
pub struct Class<'a> {
    /// Its learners.
    pub people: Vec<Person<'a>>,
    /// How many came who are not on the list.
    pub strangers: usize,
    /// Whether there is a list.
    pub is_listed: bool,
    /// The situations that anyone was offered.
    pub offered: BTreeSet<u32>,
    /// Whether the sources do not tell of everybody how they stand with these.
    pub is_silent: bool,
}

impl<'a> Class<'a> {
    /// The learners of a list, or of the sources where the list is empty.
    pub fn of(
        events: &'a Events,
        progress: &'a Progress,
        roster: &'a Roster,
        matching: &Matching,
        outline: &Outline,
    ) -> Self {
        let offers = Rc::new(Offers::of(events, progress, outline));
        let is_listed = !roster.entries.is_empty();
        // Groups are those of the list; where it names none, those that the sources name.
        let has_groups = roster.entries.values().any(|entry| !entry.groups.is_empty());
        let groups = |entry: Option<&'a Entry>, learner: Option<&'a Learner>| -> BTreeSet<&'a str> {
            let listed = entry.into_iter().flat_map(|entry| entry.groups.iter().map(String::as_str));
            let named = learner.filter(|_| !has_groups).into_iter().flat_map(|learner| &learner.teams);
            listed.chain(named.map(|team| events.words.text(*team))).collect()
        };
        let person = |label: String, entry: Option<&'a Entry>, learner: Option<&'a Learner>| Person {
            label,
            groups: groups(entry, learner),
            learner,
            is_unclear: false,
            offers: Rc::clone(&offers),
        };
        let labels = Labels::of(roster);
        let mut people: Vec<Person<'a>> = if is_listed {
            let listed = roster.entries.iter().map(|(account, entry)| {
                let learner = matching.found(account).and_then(|number| progress.learners.get(&number));
                let is_unclear = matching.is_unclear(account);
                Person { is_unclear, ..person(labels.of_one(account, entry), Some(entry), learner) }
            });
            listed.collect()
        } else {
            let came = progress.learners.iter();
            came.map(|(number, learner)| person(pseudonym(events.learners.text(*number)), None, Some(learner)))
                .collect()
        };
        people.sort_by_cached_key(|person| (slug(&person.label, SORTED), person.label.clone()));
        let known = matching.listed();
        let strangers = progress.learners.keys().filter(|number| is_listed && !known.contains(*number)).count();
        let is_silent = people.iter().any(|person| offers.every.iter().any(|one| person.stand(*one) == Stand::NotTold));
        Self { people, strangers, is_listed, offered: offers.every.clone(), is_silent }
    }
}

/// What the learners of a list are called: by their names, with the account behind where two have the same.
struct Labels<'a>(BTreeMap<&'a str, usize>);

impl<'a> Labels<'a> {
    fn of(roster: &'a Roster) -> Self {
        let mut counts = BTreeMap::new();
        roster.entries.values().for_each(|entry| *counts.entry(entry.name.as_str()).or_default() += 1);
        Self(counts)
    }

    fn of_one(&self, account: &str, entry: &Entry) -> String {
        match entry.name.as_str() {
            "" => account.to_owned(),
            name if self.0.get(name).is_some_and(|count| *count > 1) => format!("{name} ({account})"),
            name => name.to_owned(),
        }
    }
}

/// The situations of each module, by their numbers; what never occurs has none.
fn held(events: &Events, outline: &Outline) -> BTreeMap<u32, BTreeSet<u32>> {
    let numbers = |situations: &Vec<String>| situations.iter().filter_map(|iri| events.things.find(iri)).collect();
    outline.modules.iter().filter_map(|(module, held)| Some((events.things.find(module)?, numbers(held)))).collect()
}

/// The name under which a learner is shown whose name nobody gave: the beginning of the pseudonym in the statements, or
/// of a checksum of the account, which itself is not shown.
fn pseudonym(identity: &str) -> String {
    let name = account(identity);
    if identity.starts_with(&format!("account {} ", pseudonym::HOME))
        && name.is_char_boundary(SHOWN)
        && name.len() > SHOWN
    {
        return name[..SHOWN].to_owned();
    }
    sha256(identity.as_bytes())[..SHOWN].to_owned()
}
