//! The groups of which a report may tell others: large enough, and without a learner in common. Two groups that share
//! learners are never told side by side, because their difference would be those few.

use super::bands::LEAST;
use super::class::{Class, Person};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A group that is told.
pub struct Cohort<'a> {
    /// Its name; none for everybody, or for those who are in no other group that is told.
    pub name: Option<&'a str>,
    /// Its learners.
    pub people: Vec<&'a Person<'a>>,
}

/// Why a group is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withheld {
    /// It has fewer learners than the smallest that is told.
    Small,
    /// It shares learners with another.
    Shares,
}

/// The groups that are told, by name, those who are left over at the end; and the groups that are not.
pub fn cohorts<'a>(class: &'a Class<'a>) -> (Vec<Cohort<'a>>, Vec<(&'a str, Withheld)>) {
    let mut groups: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, person) in class.people.iter().enumerate() {
        for group in &person.groups {
            groups.entry(group).or_default().insert(at);
        }
    }
    let (mut told, mut withheld, mut taken) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    // The larger ones first, so that most learners are in a group that is told.
    let mut by_size: Vec<_> = groups.into_iter().collect();
    by_size.sort_by_key(|(name, members)| (Reverse(members.len()), *name));
    for (name, members) in by_size {
        if members.len() < LEAST {
            withheld.push((name, Withheld::Small));
        } else if members.is_disjoint(&taken) {
            taken.extend(members.iter().copied());
            told.insert(name, members);
        } else {
            withheld.push((name, Withheld::Shares));
        }
    }
    withheld.sort_unstable_by_key(|(name, _)| *name);
    let rest: Vec<&Person<'_>> =
        class.people.iter().enumerate().filter(|(at, _)| !taken.contains(at)).map(|(_, person)| person).collect();
    let people = |members: BTreeSet<usize>| members.into_iter().map(|at| &class.people[at]).collect();
    let mut all: Vec<Cohort<'_>> =
        told.into_iter().map(|(name, members)| Cohort { name: Some(name), people: people(members) }).collect();
    if rest.len() >= LEAST {
        all.push(Cohort { name: None, people: rest });
    }
    (all, withheld)
}
