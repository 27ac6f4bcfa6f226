//! The deck: what authors write, as it was written. Knows only where texts come from; not how they are read, checked or packaged.

mod country;
mod edition;
mod handout;
mod interface;
mod item;
mod level;
mod origin;
mod prose;
mod published;
mod register;
mod rights;
mod scene;
mod signature;
mod situation;
mod taken;
mod teaching;
mod term_rule;
mod texts;

pub use country::{Checked, Country, CountryEntry};
pub use edition::{Board, BoardLevel, Capsule, Edition, Game, Glossary, Part, Term, Theme};
pub use handout::{Handout, HandoutPart, PartBody, Tick};
pub use interface::{InterfaceTexts, interface, primary};
pub use item::{Choice, Item, ItemBody, Pair, Perspective, SortBox};
pub use level::Level;
pub use origin::Origin;
pub use prose::{Block, BlockKind, Entry, Inline, Line, Prose, count_words, plain};
pub use published::Published;
pub use register::{Answers, REGISTER_FILE, Register, Registered};
pub use rights::{Accessibility, Credit, Funding, Licence};
pub use scene::Scene;
pub use signature::Signature;
pub use situation::{Dilemma, Side, Situation};
pub use taken::{Taken, texts as taken_texts};
pub use teaching::{Teaching, minutes, steps};
pub use term_rule::{TermRule, occurs};

use crate::source::{At, Place, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The heading in `deck.toml` of what its texts were made from, with the end of the line before it.
pub const DIGESTS: &str = "\n[source-digest]\n";

/// A deck in all its languages.
#[derive(Clone, Debug)]
pub struct Deck {
    /// Its id, kept for ever.
    pub id: At<String>,
    /// The base of all other IRIs, kept for ever; without a slash at the end.
    pub iri: At<String>,
    /// Semantic version.
    pub version: At<String>,
    /// Languages, BCP 47; the first is the source.
    pub languages: Vec<At<String>>,
    /// Ids of the themes, in their order, and the place of the whole list.
    pub themes: At<Vec<At<String>>>,
    /// Ids of the countries that have a sheet, in their order, and the place of the whole list; may be empty.
    pub countries: At<Vec<At<String>>>,
    /// Whether a build asked for these countries, whatever the languages of their sheets.
    pub chosen: bool,
    /// Ids of the themes that a build asked for; empty where it asked for all. The deck still has the others.
    pub selected: BTreeSet<String>,
    /// Its title, by language.
    pub title: BTreeMap<String, At<String>>,
    /// What it is about in a sentence or two, by language; may be empty.
    pub description: BTreeMap<String, At<String>>,
    /// Words to find it by, by language; may be empty.
    pub keywords: BTreeMap<String, At<Vec<At<String>>>>,
    /// Where it is published on the web, without a slash at the end.
    pub address: Option<At<String>>,
    /// Whom readers write to when something cannot be read or used: an address of mail or of a page, or words.
    pub contact: Option<At<String>>,
    /// What is tracked.
    pub tracking: Tracking,
    /// Whether the learner's device may keep a copy of the progress that an LMS records, so that none of it is lost.
    pub journal: bool,
    /// How many situations complete a module.
    pub completion: Completion,
    /// The threshold of facts in per cent, where modules are passed.
    pub success: Option<u8>,
    /// The licence.
    pub licence: Licence,
    /// Who made it, and what it adapts.
    pub credits: Vec<Credit>,
    /// Who paid.
    pub funding: Option<Funding>,
    /// What is known of its accessibility, where somebody has evaluated it.
    pub accessibility: Option<Accessibility>,
    /// One for each language, in the order of `languages`.
    pub editions: Vec<Edition>,
    /// Pictures and other media, by path below the deck's folder (`media/…`).
    pub media: BTreeMap<String, Arc<[u8]>>,
    /// Its scenes, by name.
    pub scenes: BTreeMap<String, Scene>,
    /// What was published so far; empty where the deck has no register yet.
    pub register: Register,
    /// Its table of terms; empty where it has none.
    pub terms: Vec<TermRule>,
    /// Interface texts that it brings, by language.
    pub interface: Vec<InterfaceTexts>,
    /// Paths of translations of which the source has changed since, where somebody has looked (`translate::outdated`).
    pub outdated: BTreeSet<String>,
    /// What the texts of `deck.toml` in a language were made from: a digest of each in the source.
    pub digests: BTreeMap<String, At<String>>,
    /// Files that are there and could not be read or used, by path. Each has its finding, and nothing they hold is missing.
    pub unread: BTreeSet<String>,
    /// The deck that this one was laid over, where it is an overlay.
    pub origin: Option<Origin>,
    /// The decks from which cards were taken; may be empty.
    pub taken: Vec<Taken>,
    /// Files that are not in the deck's own folder, by path: where they are.
    pub elsewhere: BTreeMap<String, String>,
    /// `deck.toml` itself.
    pub source: Source,
}

impl Deck {
    /// The edition of a language.
    pub fn edition(&self, language: &str) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.language == language)
    }

    /// The IRI that the name of a theme or a situation follows: that of the deck that a card was taken from, or else of the deck below,
    /// for what comes from there.
    pub fn iri_of(&self, id: &str) -> &str {
        let below = self.origin.iter().filter(|origin| origin.ids.contains(id)).map(|origin| &origin.iri);
        let taken = self.taken.iter().filter(|taken| taken.has(id)).map(|taken| &taken.iri);
        taken.chain(below).next().unwrap_or(&self.iri)
    }

    /// The name of the licence, then the deck below an overlay and each deck that cards were taken from with its own.
    pub fn terms(&self, language: &str) -> String {
        let own = self.licence.name.value.clone();
        std::iter::once(own).chain(self.others(language)).collect::<Vec<_>>().join(" · ")
    }

    /// The deck below an overlay and the decks that cards were taken from: title, version and name of the licence of each.
    pub fn others(&self, language: &str) -> impl Iterator<Item = String> {
        let below = self.origin.iter().map(move |origin| origin.terms(language));
        below.chain(self.taken.iter().map(move |taken| taken.terms(language)))
    }

    /// Whether a text could not be read whose path begins with this.
    pub fn has_unread(&self, prefix: &str) -> bool {
        let is_text = |path: &str| path.to_ascii_lowercase().ends_with(".md");
        self.unread.iter().any(|path| path.starts_with(prefix) && is_text(path))
    }

    /// Every file of text that the deck was read from.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        let own = std::iter::once(&self.source).chain(self.interface.iter().map(|own| &own.source));
        own.chain(self.scenes.values().map(|scene| &scene.source))
            .chain(self.editions.iter().flat_map(Edition::sources))
    }

    /// Ids of the countries whose sheets modules in a language show, in their order: those that a build asked for, or else those
    /// whose sheet names the language or none. Where no sheet names it, all are shown.
    pub fn shown_countries(&self, language: &str) -> Vec<&str> {
        let names = |country: &Country| {
            country.languages.iter().any(|own| own.value == language || own.value == primary(language))
        };
        let sheets = self.editions.first().map(|source| source.countries.as_slice()).unwrap_or_default();
        let all = self.chosen || !sheets.iter().any(names);
        let is_shown = |id: &&At<String>| {
            all || sheets.iter().any(|own| own.id.value == id.value && (own.languages.is_empty() || names(own)))
        };
        self.countries.iter().filter(is_shown).map(|id| id.value.as_str()).collect()
    }

    /// Keeps the sheets of some countries and shows them in every language.
    pub fn choose(&mut self, countries: &[String]) {
        let is_kept = |id: &At<String>| countries.contains(&id.value);
        self.countries.value.retain(is_kept);
        self.editions.iter_mut().for_each(|edition| edition.countries.retain(|country| is_kept(&country.id)));
        self.chosen = true;
    }

    /// Limits the modules of the deck to some of its themes. All of them are the same as none: nothing is left out.
    pub fn select(&mut self, themes: &[String]) {
        self.selected = themes.iter().cloned().collect();
        if self.themes.iter().all(|id| self.selected.contains(&id.value)) {
            self.selected.clear();
        }
    }

    /// Whether modules have a theme.
    pub fn is_selected(&self, theme: &str) -> bool {
        self.selected.is_empty() || self.selected.contains(theme)
    }

    /// The language that the deck was written in; nothing where it names none.
    pub fn source_language(&self) -> &str {
        self.languages.first().map_or("", |language| language.value.as_str())
    }

    /// The deck's title in a language, or in the source language.
    pub fn title_in(&self, language: &str) -> &str {
        self.title.get(self.title_language(language)).map_or(self.id.as_str(), |title| title.as_str())
    }

    /// The language in which the title is there for a language: its own, or the source's.
    pub fn title_language<'a>(&'a self, language: &'a str) -> &'a str {
        if self.title.contains_key(language) { language } else { self.source_language() }
    }
}

/// What is tracked. Each level contains the one before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tracking {
    /// Status, progress, where to resume, time, score.
    #[default]
    Essential,
    /// And the answers to facts.
    Standard,
    /// And the closed reflective answers of those who agreed.
    Reflective,
}

impl Tracking {
    /// All levels.
    pub const ALL: [Tracking; 3] = [Self::Essential, Self::Standard, Self::Reflective];

    /// The level of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.key() == key)
    }

    /// The name by which decks and commands call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Essential => "essential",
            Self::Standard => "standard",
            Self::Reflective => "reflective",
        }
    }
}

/// How many situations complete a module.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Completion {
    /// Every one.
    #[default]
    All,
    /// This many, or all where a module has fewer.
    Situations(usize, Place),
}
