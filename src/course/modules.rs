//! From a deck to modules.

use super::activity::{ItemActivity, Module, SituationActivity, ThemePart};
use super::countries::{every_entry, linked_entries};
use super::index::Index;
use super::readable::{options, things};
use super::roll::Roll;
use super::step::Step;
use super::terms::unmet;
use super::told::{Reading, Told};
use crate::deck::{Capsule, Completion, Deck, Item, Situation, Theme, Tracking};
use crate::slug::slug;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The longest name of an item in a report, in characters: Moodle's columns are narrow.
const LONGEST_LABEL: usize = 60;

/// How a deck is cut into modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// The whole deck is one module.
    Deck,
    /// A module a theme.
    #[default]
    Theme,
    /// A module a situation.
    Situation,
}

impl Split {
    /// Every way.
    pub const ALL: [Split; 3] = [Self::Deck, Self::Theme, Self::Situation];

    /// The name by which the command calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Theme => "theme",
            Self::Situation => "situation",
        }
    }

    /// The way of a name.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|split| split.key() == key)
    }
}

/// The modules of a deck in one of its languages; none where the deck has no edition in it.
pub fn modules<'a>(deck: &'a Deck, language: &str, split: Split, tracking: Tracking) -> Vec<Module<'a>> {
    let Some(reading) = Reading::of(deck, language) else { return Vec::new() };
    let is_part = |theme: &&Theme| !theme.situations.is_empty() && deck.is_selected(&theme.id);
    let themes = reading.themes().iter().filter(is_part);
    let whole = themes.map(|theme| Cut { theme, cards: &theme.situations });
    let groups: Vec<Vec<Cut<'_>>> = match split {
        Split::Deck => vec![whole.collect()],
        Split::Theme => whole.map(|cut| vec![cut]).collect(),
        Split::Situation => {
            whole.flat_map(|cut| cut.cards.chunks(1).map(move |cards| vec![Cut { cards, ..cut }])).collect()
        }
    };
    let filled = groups.into_iter().filter(|cuts| !cuts.is_empty());
    let common = Common {
        deck,
        original: reading.original(),
        situations: reading.themes().iter().map(|theme| theme.situations.len()).sum(),
        reading: &reading,
        split,
        tracking,
        roll: Arc::new(Roll::of(deck)),
    };
    filled.map(|cuts| module(&common, &cuts)).collect()
}

/// What the modules of one language have in common, found once.
struct Common<'r, 'a> {
    deck: &'a Deck,
    reading: &'r Reading<'a>,
    original: Reading<'a>,
    /// How many situations the source has.
    situations: usize,
    split: Split,
    tracking: Tracking,
    roll: Arc<Roll>,
}

/// A module with the terms that it needs: those that its texts in the source have, in every language; all where it is the whole deck.
fn module<'a>(common: &Common<'_, 'a>, cuts: &[Cut<'a>]) -> Module<'a> {
    let mut module = gathered(common, common.reading, cuts);
    let source = Some(common.original.edition.edition).filter(|_| common.situations > module.situations.len());
    if let Some((source, glossary)) = source.and_then(|source| Some((source, source.glossary.as_ref()?))) {
        let is_translation = source.language != module.language;
        let original = is_translation.then(|| gathered(common, &common.original, cuts));
        let unmet = unmet(original.as_ref().unwrap_or(&module), glossary);
        module.terms.retain(|term| !unmet.contains(term.id.as_str()));
        module.glossary = module.glossary.filter(|_| !module.terms.is_empty());
    }
    module
}

/// The part of a theme that goes into a module.
#[derive(Clone, Copy)]
struct Cut<'a> {
    theme: &'a Theme,
    cards: &'a [Situation],
}

/// All that a module has, with the whole glossary. The themes are the source's, which every language follows.
fn gathered<'a>(common: &Common<'_, 'a>, reading: &Reading<'a>, cuts: &[Cut<'a>]) -> Module<'a> {
    let Common { deck, split, tracking, .. } = *common;
    let language = reading.edition.edition.language.as_str();
    let originals = || cuts.iter().flat_map(|cut| cut.cards);
    let cards: Vec<Told<'_, Situation>> = originals().map(|card| reading.situation(card)).collect();
    let themes: Vec<ThemePart<'_>> = cuts.iter().map(|cut| theme(reading, cut, split)).collect();
    let name = Name::of(deck, language, split, &themes, &cards);
    let required = match deck.completion {
        Completion::All => cards.len(),
        Completion::Situations(number, _) => number.min(cards.len()),
    };
    let spoken = language.to_ascii_lowercase();
    let glossary = reading.find(|edition| edition.glossary.as_ref());
    let capsules = capsules(reading, &cards);
    let mut module = Module {
        name: format!("{}{}-{spoken}", name.id, selection(deck, split)),
        spoken,
        id: name.id,
        iri: name.iri,
        language,
        title: name.title,
        title_language: name.language,
        deck,
        edition: reading.edition.edition,
        reading: reading.clone(),
        themes,
        capsule_places: capsules.iter().enumerate().map(|(at, told)| (told.text.id.as_str(), at)).collect(),
        capsules,
        countries: deck.shown_countries(language).into_iter().filter_map(|id| reading.country(id)).collect(),
        entries: Vec::new(),
        // A game draws from several cards.
        game: reading.find(|edition| edition.game.as_ref()).filter(|_| split != Split::Situation),
        board: reading.find(|edition| edition.board.as_ref()),
        glossary,
        terms: glossary.iter().flat_map(|glossary| &glossary.text.terms).collect(),
        situations: cards.into_iter().map(|card| situation(deck, reading, card)).collect(),
        tracking,
        required,
        success: deck.success,
        was: former(originals()),
        split,
        roll: Arc::clone(&common.roll),
        columns: Vec::new(),
        translations: Vec::new(),
        units: Vec::new(),
    };
    module.entries = if split == Split::Situation { linked_entries(&module) } else { every_entry(&module.countries) };
    if module.entries.is_empty() {
        module.countries.clear();
    }
    module.columns = module.report_columns();
    module
}

/// What the name of a whole deck's module says of the themes that a build asked for: `_t2_t4`. No id has such a line.
fn selection(deck: &Deck, split: Split) -> String {
    let asked = deck.themes.iter().filter(|id| deck.selected.contains(&id.value));
    asked.filter(|_| split == Split::Deck).map(|id| format!("_{}", id.value)).collect()
}

/// What became of ids that the source gave up.
pub fn former<'a>(cards: impl Iterator<Item = &'a Situation>) -> BTreeMap<String, &'a str> {
    let mut was = BTreeMap::new();
    for card in cards {
        was.extend(card.was.iter().map(|old| (old.value.clone(), card.id.as_str())));
        for item in &card.items {
            was.extend(item.was.iter().map(|old| (format!("{}/{}", *card.id, **old), item.id.as_str())));
        }
    }
    was
}

/// What a module is called, by machines and by people.
struct Name<'a> {
    id: String,
    iri: String,
    title: String,
    language: &'a str,
}

impl<'a> Name<'a> {
    /// A module of one situation is not the situation itself: it has an IRI of its own.
    fn of(
        deck: &'a Deck,
        language: &'a str,
        split: Split,
        themes: &[ThemePart<'a>],
        cards: &[Told<'a, Situation>],
    ) -> Self {
        let (id, path, title, told) = match split {
            Split::Deck => {
                let (id, iri) = (deck.id.value.clone(), deck.iri.value.clone());
                let title = deck.title_in(language).to_owned();
                return Self { id, iri, title, language: deck.title_language(language) };
            }
            Split::Theme => {
                let Told { language, text } = themes[0].theme;
                (&text.id.value, "", &text.title.value, language)
            }
            Split::Situation => {
                let Told { language, text } = cards[0];
                (&text.id.value, "modules/", &text.title.value, language)
            }
        };
        let (deck_id, iri) = (&deck.id.value, deck.iri_of(id));
        Self { id: format!("{deck_id}-{id}"), iri: format!("{iri}/{path}{id}"), title: title.clone(), language: told }
    }
}

/// A translation may have a theme's title and not yet what it is about.
fn theme<'a>(reading: &Reading<'a>, cut: &Cut<'a>, split: Split) -> ThemePart<'a> {
    let original = cut.theme;
    let intro =
        |index: &Index<'a>| index.theme(&original.id).map(|theme| &theme.intro).filter(|intro| !intro.is_empty());
    let sheet = |index: &Index<'a>| index.theme(&original.id)?.teaching.as_ref();
    let teaching = reading.find_by(sheet).filter(|_| split != Split::Situation);
    let theme = reading.theme(original);
    let nothing = Told { language: theme.language, text: &theme.text.intro };
    ThemePart { intro: reading.find_by(intro).unwrap_or(nothing), theme, teaching, situations: cut.cards.len() }
}

fn capsules<'a>(reading: &Reading<'a>, cards: &[Told<'a, Situation>]) -> Vec<Told<'a, Capsule>> {
    let mut met = BTreeSet::new();
    let ids = cards.iter().flat_map(|card| &card.text.capsules).filter(|id| met.insert(id.as_str()));
    ids.filter_map(|id| reading.capsule(id)).collect()
}

fn situation<'a>(deck: &'a Deck, reading: &Reading<'a>, card: Told<'a, Situation>) -> SituationActivity<'a> {
    let iri = format!("{}/{}", deck.iri_of(&card.id), card.id.value);
    SituationActivity {
        id: &card.text.id,
        steps: Step::of(&card),
        items: card.text.items.iter().map(|entry| item(&iri, &card, entry)).collect(),
        minutes: minutes(reading, &card),
        iri,
        situation: card,
    }
}

fn item<'a>(situation: &str, card: &Situation, item: &'a Item) -> ItemActivity<'a> {
    let ids = format!("{}_{}", card.id.value, item.id.value);
    let words = slug(&item.question.text(), LONGEST_LABEL - 1 - ids.len());
    let options = options(&item.body);
    ItemActivity {
        id: &item.id,
        iri: format!("{situation}/{}", item.id.value),
        label: if words.is_empty() { ids } else { format!("{ids}_{words}") },
        things: things(&item.body, &options),
        options,
        item,
    }
}

/// Reading at 180 words a minute, 40 seconds an item, a minute a prompt; half as long again for those who dwell.
fn minutes(reading: &Reading<'_>, card: &Situation) -> (usize, usize) {
    let capsules = card.capsules.iter().filter_map(|id| reading.capsule_words(id));
    let read = card.story.words() + capsules.sum::<usize>();
    let seconds = read / 3 + 40 * card.items.len() + 60 * card.prompts.len() + 120;
    (seconds.div_ceil(60), (seconds * 3 / 2).div_ceil(60))
}
