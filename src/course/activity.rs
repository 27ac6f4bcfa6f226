//! Modules, situations and items as things whose progress is tracked.

use super::index::Index;
use super::modules::Split;
use super::roll::Roll;
use super::step::Step;
use super::told::{Reading, Told};
use crate::deck::{
    Board, Capsule, Country, Deck, Edition, Game, Glossary, Handout, Item, ItemBody, Prose, Situation, Teaching, Term,
    Theme, Tracking,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is packaged and imported: one or more themes in one language, or in several with a switch between them. What is not
/// translated yet is there in the source's words, so that every language has the same modules, situations and ids.
#[derive(Debug)]
pub struct Module<'a> {
    /// Unique among the modules of a deck, the same in every language: `dlis-t2`. An ASCII NCName.
    pub id: String,
    /// The name of its archive without format and ending, or of its page in a course: `dlis-t2-fr`.
    pub name: String,
    /// How that name ends, which says its languages: `fr`, `fr_ro` of several, `all` of all.
    pub spoken: String,
    /// The IRI.
    pub iri: String,
    /// The language, BCP 47.
    pub language: &'a str,
    /// The title.
    pub title: String,
    /// The language of the title.
    pub title_language: &'a str,
    /// The deck.
    pub deck: &'a Deck,
    /// The deck in the module's language, with its gaps.
    pub edition: &'a Edition,
    /// Its themes.
    pub themes: Vec<ThemePart<'a>>,
    /// Its situations, in the order of the deck.
    pub situations: Vec<SituationActivity<'a>>,
    /// The capsules its situations point to, each once, in the order in which they are met.
    pub capsules: Vec<Told<'a, Capsule>>,
    /// Where each of them is in that order, by id.
    pub(super) capsule_places: BTreeMap<&'a str, usize>,
    /// The sheets of the countries that it shows, in the order of the deck.
    pub countries: Vec<Told<'a, Country>>,
    /// The entries of those sheets that it has, in their order: all, or in a single situation those that its texts lead to.
    pub entries: Vec<&'a str>,
    /// The rules of the game; none where the module is a single situation.
    pub game: Option<Told<'a, Game>>,
    /// The board.
    pub board: Option<Told<'a, Board>>,
    /// What words mean; none where it needs no term.
    pub glossary: Option<Told<'a, Glossary>>,
    /// The terms of the glossary that it needs: those that occur in it, or all where it is the whole deck.
    pub terms: Vec<&'a Term>,
    /// What is tracked.
    pub tracking: Tracking,
    /// How many situations complete it, at most as many as there are.
    pub required: usize,
    /// The threshold of facts in per cent, where it can be passed.
    pub success: Option<u8>,
    /// Ids that were given up, and those that follow them: a situation by its id, an item by `SITUATION/ID` with its
    /// situation's id of today.
    pub was: BTreeMap<String, &'a str>,
    /// How the deck was cut into modules like this one.
    pub split: Split,
    /// The deck as it is read in the module's language.
    pub(super) reading: Reading<'a>,
    /// The deck's register, with everything in it that the deck has now.
    pub(super) roll: Arc<Roll>,
    /// The report columns in their order, `SITUATION/ITEM` each, those of items that are gone among them; none where no answer is
    /// tracked.
    pub columns: Vec<String>,
    /// The same module in further languages, where one package holds them; they have no translations of their own.
    pub translations: Vec<Module<'a>>,
    /// The modules of its themes, in all its languages, where it is packaged as a course of them and not as one page.
    pub units: Vec<Module<'a>>,
}

impl<'a> Module<'a> {
    /// A capsule of an id with its place among the module's, from 0.
    pub fn capsule(&self, id: &str) -> Option<(usize, &Told<'a, Capsule>)> {
        let at = *self.capsule_places.get(id)?;
        Some((at, &self.capsules[at]))
    }

    /// The parts of its edition by their ids.
    pub fn index(&self) -> &Index<'a> {
        &self.reading.edition
    }

    /// The parts of the source by their ids.
    pub fn source_index(&self) -> &Index<'a> {
        &self.reading.source
    }
}

impl Module<'_> {
    /// Names it after its languages.
    pub fn speak(&mut self, spoken: &str) {
        let begin = self.name.strip_suffix(&self.spoken).unwrap_or(&self.name);
        self.name = format!("{begin}{spoken}");
        spoken.clone_into(&mut self.spoken);
    }

    /// What is launched in its package: its units, or itself.
    pub fn launched(&self) -> &[Self] {
        if self.units.is_empty() { std::slice::from_ref(self) } else { &self.units }
    }

    /// The module in each language that it holds, the one it is launched in first.
    pub fn languages(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.translations)
    }

    /// The handout of a capsule. A module of a single situation leaves handouts out, for the sake of its size.
    pub fn handout<'c>(&self, capsule: &'c Capsule) -> Option<&'c Handout> {
        capsule.handout.as_ref().filter(|_| self.split != Split::Situation)
    }

    /// The handouts that it shows.
    pub fn handouts(&self) -> impl Iterator<Item = &Handout> {
        self.capsules.iter().filter_map(|capsule| self.handout(capsule.text))
    }
}

/// A theme of a module.
#[derive(Debug)]
pub struct ThemePart<'a> {
    /// The theme, with its title.
    pub theme: Told<'a, Theme>,
    /// What it is about.
    pub intro: Told<'a, Prose>,
    /// Its teaching sheet; none in a module of a single situation.
    pub teaching: Option<Told<'a, Teaching>>,
    /// How many of the module's situations are its own; they stand together, in the order of the themes.
    pub situations: usize,
}

/// A situation as an activity.
#[derive(Debug)]
pub struct SituationActivity<'a> {
    /// Its id: `t2-s01`.
    pub id: &'a str,
    /// The IRI.
    pub iri: String,
    /// The card.
    pub situation: Told<'a, Situation>,
    /// Its steps.
    pub steps: Vec<Step>,
    /// Its items.
    pub items: Vec<ItemActivity<'a>>,
    /// How long it takes, in minutes, from and to.
    pub minutes: (usize, usize),
}

/// An item as an activity.
#[derive(Debug)]
pub struct ItemActivity<'a> {
    /// Its id in the situation: `q1`.
    pub id: &'a str,
    /// The IRI.
    pub iri: String,
    /// What a tutor sees in the LMS's report: `t2-s01_q1_` and the question. ASCII, no blanks, at most 60 characters. It
    /// begins with the lasting ids; the words behind them follow the question.
    pub label: String,
    /// Readable names of the options of a closed item, in their order: `a-chacune-pour-soi`.
    pub options: Vec<String>,
    /// Readable names of the things that are matched or sorted, in the deck's order: `1-dossier-papier`. Empty for other kinds.
    pub things: Vec<String>,
    /// The item.
    pub item: &'a Item,
}

impl ItemActivity<'_> {
    /// The datum, a key of [`super::DATA`], that its answers are; none for what is typed, which is never written.
    pub fn datum(&self) -> Option<&'static str> {
        match self.item.body {
            ItemBody::Note => None,
            _ if self.item.body.is_scored() => Some("facts"),
            _ => Some("reflections"),
        }
    }
}
