//! The registers of an overlay and of its base as one. The overlay's comes first, because what it published keeps its columns; what
//! the base published since follows.

use super::hide::Ids;
use crate::deck::{Register, Registered};
use std::collections::BTreeSet;

/// What a base has published, with all that it has now: a register in a package leaves out what the texts tell by themselves.
pub fn of_base(mut register: Register, ids: &Ids) -> Register {
    let list = |ids: &BTreeSet<String>| ids.iter().cloned().collect::<Vec<_>>();
    register.themes = union(register.themes, &list(&ids.themes));
    register.capsules = union(register.capsules, &list(&ids.capsules));
    for id in &ids.situations {
        if !register.situations.iter().flatten().any(|known| known == id) {
            register.situations.push(vec![id.clone()]);
        }
    }
    register
}

/// The overlay's register with everything in it that the base has published.
pub fn with_base(own: Register, base: &Register) -> Register {
    let mut all = own.clone();
    all.themes = union(own.themes.clone(), &base.themes);
    all.capsules = union(own.capsules.clone(), &base.capsules);
    for names in &base.situations {
        match all.situations.iter_mut().find(|known| known.iter().any(|name| names.contains(name))) {
            Some(known) => *known = union(std::mem::take(known), names),
            None => all.situations.push(names.clone()),
        }
    }
    for item in &base.items {
        let is_it = |known: &&mut Registered| {
            known.first() == item.first() && known.theme == item.theme && known.answers == item.answers
        };
        match all.items.iter_mut().find(is_it) {
            Some(known) => known.names = union(std::mem::take(&mut known.names), &item.names),
            None => all.items.push(item.clone()),
        }
    }
    // What is hidden here is given up nowhere, and what the base gave up may be kept here.
    all.retired.retain(|id| !is_live(base, id));
    all.retired = union(all.retired, &base.retired.iter().filter(|id| !is_live(&own, id)).cloned().collect::<Vec<_>>());
    all
}

/// The ids of themes and situations that a register knows.
pub fn ids(register: &Register) -> impl Iterator<Item = &String> {
    register.themes.iter().chain(register.situations.iter().flatten())
}

/// Whether a register has a path and does not list it as given up.
fn is_live(register: &Register, path: &str) -> bool {
    let is_there = ids(register).any(|id| id == path)
        || register.capsules.iter().any(|id| path.strip_prefix("capsule/") == Some(id))
        || register.items.iter().any(|item| item.names.iter().any(|name| name == path));
    is_there && !register.retired.iter().any(|retired| retired == path)
}

fn union(mut own: Vec<String>, more: &[String]) -> Vec<String> {
    for entry in more {
        if !own.contains(entry) {
            own.push(entry.clone());
        }
    }
    own
}
