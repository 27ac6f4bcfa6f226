//! Who is who: the accounts of a list, and of whoever is asked for, found among those of the sources. An account has a home page, and
//! a list often names none: people become one by the list and never by a guess.

use super::events::Events;
use super::roster::{Entry, Roster};
use super::rules;
use crate::diagnostic::Findings;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Who is who.
#[derive(Default)]
pub struct Matching {
    same: BTreeMap<u32, u32>,
    /// The number of each account of the list that occurs.
    found: BTreeMap<String, u32>,
    /// The numbers that may be an account of the list, where nobody can tell which.
    unclear: BTreeMap<String, BTreeSet<u32>>,
}

/// An account that the list names.
#[derive(Default)]
struct Claim<'a> {
    /// Its number, where it occurs.
    number: Option<u32>,
    /// Whose it is, by the account of the row, and whether it is that account itself.
    by: BTreeMap<&'a str, bool>,
}

impl Matching {
    /// Finds the accounts of a list; `home_page` is theirs, where it is known.
    pub fn of(events: &Events, roster: &Roster, home_page: Option<&str>, findings: &mut Findings) -> Self {
        let (known, mut matching) = (Known::of(events, home_page), Self::default());
        let mut claims: BTreeMap<String, Claim<'_>> = BTreeMap::new();
        for (name, entry) in &roster.entries {
            for account in accounts(name, entry) {
                let numbers = known.find(account);
                if numbers.len() > 1 && known.is_unclear(&numbers) {
                    let several = known.written(&numbers);
                    let finding = findings.add(&rules::SEVERAL_ACCOUNTS, &Place::file("--list"));
                    finding.with("account", account).with("accounts", several);
                    matching.unclear.entry(name.clone()).or_default().extend(numbers);
                    continue;
                }
                let mut claim = |key: String, number: Option<u32>| {
                    let claim = claims.entry(key).or_default();
                    claim.number = number;
                    *claim.by.entry(name).or_default() |= account == name;
                };
                if numbers.is_empty() {
                    claim(account.to_owned(), None);
                }
                numbers.iter().for_each(|number| claim(written(events.learners.text(*number)), Some(*number)));
            }
        }
        let mut own: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (account, claim) in &claims {
            match matching.whose(account, claim, findings) {
                // The account of the row itself comes first.
                Some(name) if claim.by[name] => drop(own.entry(name).or_default().splice(0..0, claim.number)),
                Some(name) => own.entry(name).or_default().extend(claim.number),
                None => {}
            }
        }
        for (name, numbers) in own {
            let Some(first) = numbers.first() else { continue };
            matching.found.insert(name.to_owned(), *first);
            matching.same.extend(numbers.iter().map(|number| (*number, *first)));
        }
        note_cases(&known, roster, &claims, findings);
        matching
    }

    /// Who has an account that the list gives to one person or several; none where that cannot be told.
    fn whose<'a>(&mut self, account: &str, claim: &Claim<'a>, findings: &mut Findings) -> Option<&'a str> {
        let names: Vec<&str> = claim.by.keys().copied().collect();
        if let [name] = names.as_slice() {
            return Some(*name);
        }
        let finding = findings.add(&rules::CLAIMED_TWICE, &Place::file("--list"));
        finding.with("account", account).with("learners", names.join(", "));
        let mut owners = claim.by.iter().filter(|(_, is_own)| **is_own).map(|(name, _)| *name);
        if let (Some(owner), None) = (owners.next(), owners.next()) {
            return Some(owner);
        }
        for name in names.iter().filter(|_| claim.number.is_some()) {
            self.unclear.entry((*name).to_owned()).or_default().extend(claim.number);
        }
        None
    }

    /// The number under which whoever was asked for is counted; none where that is nobody or several, which is a finding.
    pub fn one(&self, events: &Events, name: &str, home_page: Option<&str>, findings: &mut Findings) -> Option<u32> {
        let known = Known::of(events, home_page);
        let numbers = known.find(name);
        let people: BTreeSet<u32> = numbers.iter().map(|number| self.same(*number)).collect();
        let place = Place::file("--learner");
        if people.is_empty() {
            findings.add(&rules::UNKNOWN_LEARNER, &place).with("value", name);
        } else if people.len() > 1 {
            let several = known.written(&numbers);
            findings.add(&rules::SEVERAL_LEARNERS, &place).with("value", name).with("accounts", several);
        }
        people.first().copied().filter(|_| people.len() == 1)
    }

    /// The number under which a learner is counted.
    pub fn same(&self, learner: u32) -> u32 {
        self.same.get(&learner).copied().unwrap_or(learner)
    }

    /// The number of an account of the list, where it occurs.
    pub fn found(&self, account: &str) -> Option<u32> {
        self.found.get(account).copied()
    }

    /// Whether somebody in the sources may be an account of the list, and may be another.
    pub fn is_unclear(&self, account: &str) -> bool {
        self.unclear.contains_key(account) && !self.found.contains_key(account)
    }

    /// The numbers of those who are on the list, or may be.
    pub fn listed(&self) -> BTreeSet<u32> {
        self.found.values().chain(self.unclear.values().flatten()).copied().collect()
    }

    /// Whether no account of the list occurs.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty() && self.unclear.is_empty()
    }
}

/// Notes accounts of the list that do not occur, where one does that differs in capital letters only.
fn note_cases(known: &Known<'_>, roster: &Roster, claims: &BTreeMap<String, Claim<'_>>, findings: &mut Findings) {
    let taken: BTreeSet<u32> = claims.values().filter_map(|claim| claim.number).collect();
    let free = known.by_name.iter().filter(|(_, numbers)| numbers.is_disjoint(&taken));
    let free: BTreeMap<String, &String> = free.map(|(name, _)| (name.to_lowercase(), name)).collect();
    for (name, entry) in &roster.entries {
        for account in accounts(name, entry).filter(|account| known.find(account).is_empty()) {
            if let Some(other) = free.get(&account.to_lowercase()) {
                let finding = findings.add(&rules::OTHER_CASE, &Place::file("--list"));
                finding.with("account", account).with("other", other);
            }
        }
    }
}

/// The accounts of a row, its own first.
fn accounts<'a>(name: &'a str, entry: &'a Entry) -> impl Iterator<Item = &'a str> {
    std::iter::once(name).chain(entry.also.iter().map(String::as_str))
}

/// The accounts of the sources.
struct Known<'a> {
    events: &'a Events,
    home_page: Option<&'a str>,
    by_name: BTreeMap<String, BTreeSet<u32>>,
    whole: BTreeMap<String, u32>,
}

impl<'a> Known<'a> {
    fn of(events: &'a Events, home_page: Option<&'a str>) -> Self {
        let mut known = Self { events, home_page, by_name: BTreeMap::new(), whole: BTreeMap::new() };
        for (number, identity) in events.learners.iter() {
            known.by_name.entry(folded(account(identity))).or_default().insert(number);
            known.whole.insert(written(identity), number);
            known.whole.insert(identity.to_owned(), number);
        }
        known
    }

    /// Everybody who has a name: a whole account, or the name alone, at the home page that is theirs or at any.
    fn find(&self, name: &str) -> BTreeSet<u32> {
        if let Some(number) = self.whole.get(name) {
            return [*number].into();
        }
        let Some(named) = self.by_name.get(&folded(name)) else { return BTreeSet::new() };
        let is_there = |number: &&u32| {
            let own = home(self.events.learners.text(**number));
            own.is_none() || own == self.home_page.map(bare)
        };
        let there: BTreeSet<u32> = named.iter().filter(is_there).copied().collect();
        let has_home = |number: &u32| home(self.events.learners.text(*number)).is_some();
        if there.iter().any(has_home) { there } else { named.clone() }
    }

    /// Whether these are at several home pages.
    fn is_unclear(&self, numbers: &BTreeSet<u32>) -> bool {
        let homes = numbers.iter().filter_map(|number| home(self.events.learners.text(*number)));
        homes.collect::<BTreeSet<_>>().len() > 1
    }

    fn written(&self, numbers: &BTreeSet<u32>) -> String {
        numbers.iter().map(|number| written(self.events.learners.text(*number))).collect::<Vec<_>>().join(", ")
    }
}

/// The name of an account, or the address of a mailbox, in the identity of an actor.
pub fn account(identity: &str) -> &str {
    match identity.split_once(' ') {
        Some(("account", rest)) => rest.split_once(' ').map_or(rest, |(_, name)| name),
        Some((_, rest)) => rest.strip_prefix("mailto:").unwrap_or(rest),
        None => identity,
    }
}

/// An identity as people write it: `HOME|NAME`, `mailto:someone@example.org`.
fn written(identity: &str) -> String {
    match identity.split_once(' ') {
        Some(("account", rest)) => rest.replacen(' ', "|", 1),
        Some((_, rest)) => rest.to_owned(),
        None => identity.to_owned(),
    }
}

/// The home page of an account.
fn home(identity: &str) -> Option<&str> {
    Some(bare(identity.strip_prefix("account ")?.split_once(' ')?.0))
}

/// One site is written with a slash behind it and without.
fn bare(home_page: &str) -> &str {
    home_page.trim_end_matches('/')
}

/// A name as it is compared: the host of an address has no capital letters. Source: RFC 5321, 2.4.
fn folded(name: &str) -> String {
    match name.rsplit_once('@') {
        Some((own, host)) => format!("{own}@{}", host.to_lowercase()),
        None => name.to_owned(),
    }
}
