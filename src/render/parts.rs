//! What only some modules have. The script, the sheet and the words of a page leave out what belongs to parts that its module
//! has not, and modules with the same parts share their files.

use super::suit::suit;
use crate::course::{Module, Step, tracked};
use crate::tree::File;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

/// A part that a module may have or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Several situations, to choose from an overview.
    Hand,
    /// A theme of one situation: its page has no overview, also where it is one of several that share their files.
    Single,
    /// Situations with a quiz.
    Quiz,
    /// Items to put in order.
    Order,
    /// Items to match.
    Match,
    /// Items to sort.
    Sort,
    /// Situations with a position.
    Position,
    /// Situations with a dilemma.
    Dilemma,
    /// The question whether reflective answers may be told.
    Consent,
    /// Sheets of countries.
    Countries,
    /// Capsules with a handout.
    Handout,
    /// The way from one language to another.
    Switch,
    /// At most [`MOST_AT_ONCE`] situations.
    Few,
    /// More than that.
    Many,
    /// The colour and the shape of a theme, by number.
    Suit(usize),
}

/// A page makes this many situations when it opens. Those of a larger module stand in it as texts (see `many.js`): a browser
/// takes a millisecond or two to make each, and 0.1 MB or more to keep it.
const MOST_AT_ONCE: usize = 100;

/// Whether a module has more situations than its page makes at once.
pub fn is_many(module: &Module<'_>) -> bool {
    module.situations.len() > MOST_AT_ONCE
}

/// A table of files, or of sections of texts: each with the parts of which one at least must be there; always where none is named.
pub type Table = [(&'static str, &'static [Part])];

/// The parts that a module has.
pub struct Parts(BTreeSet<Part>);

impl Parts {
    /// Those of a module, whatever its languages: they share steps and themes.
    pub fn of(module: &Module<'_>) -> Self {
        let has = |step: Step| module.situations.iter().any(|activity| activity.steps.contains(&step));
        let items = || module.situations.iter().flat_map(|activity| &activity.items);
        let asks = |kinds: &[&str]| items().any(|entry| kinds.contains(&entry.item.body.kind()));
        let parts = [
            (Part::Hand, module.situations.len() > 1),
            (Part::Single, module.themes.iter().any(|part| part.situations == 1)),
            (Part::Quiz, has(Step::Quiz)),
            (Part::Order, asks(&["order"])),
            (Part::Match, asks(&["match"])),
            (Part::Sort, asks(&["sort"])),
            (Part::Position, has(Step::Position)),
            (Part::Dilemma, has(Step::Dilemma)),
            (Part::Consent, tracked(module.tracking).contains(&"reflections")),
            (Part::Countries, module.languages().any(|own| !own.entries.is_empty())),
            (Part::Handout, module.handouts().next().is_some()),
            (Part::Switch, !module.translations.is_empty()),
            (Part::Few, !is_many(module)),
            (Part::Many, is_many(module)),
        ];
        let suits = module.themes.iter().map(|part| Part::Suit(suit(module, &part.theme.id.value)));
        Self(parts.into_iter().filter(|(_, present)| *present).map(|(part, _)| part).chain(suits).collect())
    }

    /// The same and one more.
    pub fn and(mut self, part: Part) -> Self {
        self.0.insert(part);
        self
    }

    /// The names in a table that a module with these parts needs, in its order.
    pub fn needed<'t>(&self, table: &'t Table) -> impl Iterator<Item = &'static str> + use<'t, '_> {
        let is_needed = |parts: &[Part]| parts.is_empty() || parts.iter().any(|part| self.0.contains(part));
        table.iter().filter(move |(_, parts)| is_needed(parts)).map(|(name, _)| *name)
    }
}

/// A file put together from those of a list, once for each list that is asked for.
pub struct Variants {
    make: fn(&[&str]) -> String,
    made: Mutex<BTreeMap<Vec<&'static str>, Arc<File>>>,
}

impl Variants {
    /// None yet.
    pub const fn new(make: fn(&[&str]) -> String) -> Self {
        Self { make, made: Mutex::new(BTreeMap::new()) }
    }

    /// The one of these files.
    pub fn of(&self, files: impl Iterator<Item = &'static str>) -> Arc<File> {
        let files: Vec<&str> = files.collect();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let new = |files: &Vec<&str>| File::new((self.make)(files).into_bytes());
        Arc::clone(made.entry(files).or_insert_with_key(new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [(&str, &[Part]); 4] = [
        ("always", &[]),
        ("quiz", &[Part::Quiz]),
        ("scale", &[Part::Position, Part::Dilemma]),
        ("suit", &[Part::Suit(2)]),
    ];

    #[test]
    fn a_name_is_needed_for_any_of_its_parts() {
        let needed = |parts: &[Part]| Parts(parts.iter().copied().collect()).needed(&TABLE).collect::<Vec<_>>();
        assert_eq!(needed(&[]), ["always"]);
        assert_eq!(needed(&[Part::Dilemma, Part::Suit(1)]), ["always", "scale"]);
        assert_eq!(needed(&[Part::Quiz, Part::Position, Part::Suit(2)]), ["always", "quiz", "scale", "suit"]);
    }

    #[test]
    fn the_same_files_are_put_together_once() {
        let variants = Variants::new(|files| files.concat());
        let one = variants.of(["a", "b"].into_iter());
        assert!(Arc::ptr_eq(&one, &variants.of(["a", "b"].into_iter())));
        assert_eq!(variants.of(["a"].into_iter()).content(), b"a");
    }
}
