//! From a deck to modules.

use super::activity::{ItemActivity, Module, SituationActivity, ThemePart};
use super::step::Step;
use super::told::{Reading, Told};
use crate::deck::{Capsule, Completion, Deck, Edition, Item, ItemBody, Line, Situation, Theme, Tracking};
use crate::slug::slug;

/// How a deck is cut into modules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// The whole deck is one module.
    Deck,
    /// A module a theme.
    #[default]
    Theme,
}

impl Split {
    /// Every way.
    pub const ALL: [Split; 2] = [Self::Deck, Self::Theme];

    /// The name by which the command calls it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Deck => "deck",
            Self::Theme => "theme",
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
    let groups: Vec<Vec<&Theme>> = match split {
        Split::Deck => vec![reading.themes().iter().collect()],
        Split::Theme => reading.themes().iter().map(|theme| vec![theme]).collect(),
    };
    let filled = groups.into_iter().filter(|themes| themes.iter().any(|t| !t.situations.is_empty()));
    filled.map(|themes| module(deck, reading, &themes, split, tracking)).collect()
}

/// The themes are the source's, which every language follows.
fn module<'a>(
    deck: &'a Deck,
    reading: Reading<'a>,
    themes: &[&'a Theme],
    split: Split,
    tracking: Tracking,
) -> Module<'a> {
    let language = reading.edition.language.as_str();
    let originals = themes.iter().flat_map(|theme| &theme.situations);
    let cards: Vec<Told<'_, Situation>> = originals.map(|card| reading.situation(card)).collect();
    let themes: Vec<ThemePart<'_>> = themes.iter().map(|original| theme(reading, original)).collect();
    let (id, iri) = match split {
        Split::Deck => (deck.id.value.clone(), deck.iri.value.clone()),
        Split::Theme => {
            let theme = &themes[0].theme.id.value;
            (format!("{}-{theme}", deck.id.value), format!("{}/{theme}", deck.iri.value))
        }
    };
    let (title, title_language) = match split {
        Split::Deck => (deck.title_in(language).to_owned(), deck.title_language(language)),
        Split::Theme => (themes[0].theme.title.value.clone(), themes[0].theme.language),
    };
    let required = match deck.completion {
        Completion::All => cards.len(),
        Completion::Situations(number, _) => number.min(cards.len()),
    };
    Module {
        name: format!("{id}-{}", language.to_ascii_lowercase()),
        id,
        iri,
        language,
        title,
        title_language,
        deck,
        edition: reading.edition,
        themes,
        capsules: capsules(reading, &cards),
        game: reading.find(|edition| edition.game.as_ref()),
        board: reading.find(|edition| edition.board.as_ref()),
        glossary: reading.find(|edition| edition.glossary.as_ref()),
        situations: cards.into_iter().map(|card| situation(deck, reading, card)).collect(),
        tracking,
        required,
        success: deck.success,
        translations: Vec::new(),
    }
}

/// A translation may have a theme's title and not yet what it is about.
fn theme<'a>(reading: Reading<'a>, original: &'a Theme) -> ThemePart<'a> {
    let is_it = |theme: &&Theme| *theme.id == *original.id;
    let intro = |edition: &'a Edition| {
        edition.themes.iter().find(is_it).map(|theme| &theme.intro).filter(|intro| !intro.is_empty())
    };
    let theme = reading.theme(original);
    let nothing = Told { language: theme.language, text: &theme.text.intro };
    ThemePart { intro: reading.find(intro).unwrap_or(nothing), theme, situations: original.situations.len() }
}

fn capsules<'a>(reading: Reading<'a>, cards: &[Told<'a, Situation>]) -> Vec<Told<'a, Capsule>> {
    let mut met: Vec<Told<'a, Capsule>> = Vec::new();
    for id in cards.iter().flat_map(|card| &card.capsules) {
        if !met.iter().any(|capsule| capsule.id.value == id.value) {
            met.extend(reading.capsule(id));
        }
    }
    met
}

fn situation<'a>(deck: &'a Deck, reading: Reading<'a>, card: Told<'a, Situation>) -> SituationActivity<'a> {
    let iri = format!("{}/{}", deck.iri.value, card.id.value);
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
    let words = slug(&item.question.text(), 119 - ids.len());
    ItemActivity {
        id: &item.id,
        iri: format!("{situation}/{}", item.id.value),
        label: if words.is_empty() { ids } else { format!("{ids}_{words}") },
        options: options(&item.body),
        item,
    }
}

/// Readable names of options. The letter in front keeps two options apart that begin with the same words.
fn options(body: &ItemBody) -> Vec<String> {
    let lines: Vec<&Line> = match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => choices.iter().map(|c| &c.text).collect(),
        ItemBody::Perspectives(options) => options.iter().map(|o| &o.text).collect(),
        ItemBody::Order(lines) => lines.iter().collect(),
        ItemBody::Match(pairs) => pairs.iter().map(|p| &p.right).collect(),
        ItemBody::Sort(boxes) => boxes.iter().map(|b| &b.label).collect(),
        ItemBody::Position { .. } | ItemBody::Note => Vec::new(),
    };
    let named = |(at, line): (usize, &&Line)| {
        let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        format!("{letter}-{}", slug(&line.text(), 40)).trim_end_matches('-').to_owned()
    };
    lines.iter().enumerate().map(named).collect()
}

/// Reading at 180 words a minute, 40 seconds an item, a minute a prompt; half as long again for those who dwell.
fn minutes(reading: Reading<'_>, card: &Situation) -> (usize, usize) {
    let words = |text: String| text.split_whitespace().count();
    let capsules = card.capsules.iter().filter_map(|id| reading.capsule(id));
    let read = words(card.story.text()) + capsules.map(|c| words(c.body.text())).sum::<usize>();
    let seconds = read / 3 + 40 * card.items.len() + 60 * card.prompts.len() + 120;
    (seconds.div_ceil(60), (seconds * 3 / 2).div_ceil(60))
}
