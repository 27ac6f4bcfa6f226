//! What there is to go through, in its order and under its titles. It comes from whoever has a deck; without one it is
//! put together from what statements mention.

use super::events::Events;
use super::progress::Progress;
use std::collections::{BTreeMap, BTreeSet};

/// Themes and what belongs to them; everything by its IRI.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// The title of the deck; empty where it is not known.
    pub title: String,
    /// The themes in their order.
    pub themes: Vec<Theme>,
    /// The situations of each module.
    pub modules: BTreeMap<String, Vec<String>>,
    /// Titles of modules and situations, questions of items.
    pub titles: BTreeMap<String, String>,
    /// What the options of an item say, by the item and by the name of the option in answers.
    pub options: BTreeMap<(String, String), String>,
}

/// A theme.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its title; empty where it is not known.
    pub title: String,
    /// Its situations.
    pub situations: Vec<String>,
}

impl Outline {
    /// The outline with what statements mention beside it: situations that it does not have come last, and modules hold
    /// whatever situation was met in them.
    pub fn and(mut self, events: &Events, progress: &Progress) -> Self {
        let known: BTreeSet<String> = self.themes.iter().flat_map(|theme| theme.situations.iter().cloned()).collect();
        let mut met: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (situation, standing) in progress.learners.values().flat_map(|learner| &learner.situations) {
            met.entry(*situation).or_default().extend(&standing.within);
        }
        let mut others = BTreeSet::new();
        for (situation, modules) in met {
            let situation = events.things.text(situation);
            if !known.contains(situation) {
                others.insert(situation.to_owned());
            }
            for module in modules {
                let held = self.modules.entry(events.things.text(module).to_owned()).or_default();
                if !held.iter().any(|one| one == situation) {
                    held.push(situation.to_owned());
                }
            }
        }
        if !others.is_empty() {
            self.themes.push(Theme { title: String::new(), situations: others.into_iter().collect() });
        }
        for (thing, title) in &events.titles {
            self.titles.entry(events.things.text(*thing).to_owned()).or_insert_with(|| title.clone());
        }
        self
    }

    /// The title of a thing; the end of its IRI where it has none.
    pub fn name<'a>(&'a self, iri: &'a str) -> &'a str {
        let end = iri.trim_end_matches('/').rsplit('/').next().unwrap_or(iri);
        self.titles.get(iri).map_or(end, String::as_str)
    }

    /// Every situation, in order.
    pub fn situations(&self) -> impl Iterator<Item = &str> {
        self.themes.iter().flat_map(|theme| theme.situations.iter().map(String::as_str))
    }
}
