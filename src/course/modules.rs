//! From a deck to modules.

use super::activity::{ItemActivity, Module, SituationActivity};
use super::step::Step;
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
    let Some(edition) = deck.edition(language) else { return Vec::new() };
    let groups: Vec<Vec<&Theme>> = match split {
        Split::Deck => vec![edition.themes.iter().collect()],
        Split::Theme => edition.themes.iter().map(|theme| vec![theme]).collect(),
    };
    let filled = groups.into_iter().filter(|themes| themes.iter().any(|t| !t.situations.is_empty()));
    filled.map(|themes| module(deck, edition, themes, split, tracking)).collect()
}

/// The modules of a deck, each with all languages in which it is whole: one progress goes through all of them, so what is
/// tracked must be the same in each. A tutor reads the labels of the source, whatever the learner reads.
pub fn joined(deck: &Deck, split: Split, tracking: Tracking) -> Vec<Module<'_>> {
    let mut editions = deck.editions.iter().map(|edition| modules(deck, &edition.language, split, tracking));
    let mut joined = editions.next().unwrap_or_default();
    for mut translation in editions.flatten() {
        let Some(module) = joined.iter_mut().find(|module| module.id == translation.id) else { continue };
        if is_same(module, &translation) {
            label_like(module, &mut translation);
            module.translations.push(translation);
        }
    }
    for module in &mut joined {
        module.name = format!("{}-all", module.id);
    }
    joined
}

/// Whether two languages of a module have the same situations with the same steps and items, in the same order.
fn is_same(module: &Module<'_>, translation: &Module<'_>) -> bool {
    let tracked = |module: &Module<'_>| -> Vec<_> {
        let items = |activity: &SituationActivity<'_>| -> Vec<_> {
            activity.items.iter().map(|item| (item.iri.clone(), item.item.body.kind(), item.options.len())).collect()
        };
        module.situations.iter().map(|activity| (activity.iri.clone(), activity.steps.clone(), items(activity))).collect()
    };
    tracked(module) == tracked(translation)
}

fn label_like(module: &Module<'_>, translation: &mut Module<'_>) {
    let items = module.situations.iter().flat_map(|activity| &activity.items);
    for (source, item) in items.zip(translation.situations.iter_mut().flat_map(|activity| &mut activity.items)) {
        item.label.clone_from(&source.label);
        item.options.clone_from(&source.options);
    }
}

fn module<'a>(
    deck: &'a Deck,
    edition: &'a Edition,
    themes: Vec<&'a Theme>,
    split: Split,
    tracking: Tracking,
) -> Module<'a> {
    let cards: Vec<&Situation> = themes.iter().flat_map(|theme| &theme.situations).collect();
    let (id, iri, title) = match split {
        Split::Deck => (deck.id.value.clone(), deck.iri.value.clone(), deck.title_in(&edition.language).to_owned()),
        Split::Theme => {
            let theme = themes[0];
            let id = format!("{}-{}", deck.id.value, theme.id.value);
            (id, format!("{}/{}", deck.iri.value, theme.id.value), theme.title.value.clone())
        }
    };
    let required = match deck.completion {
        Completion::All => cards.len(),
        Completion::Situations(number, _) => number.min(cards.len()),
    };
    Module {
        name: format!("{id}-{}", edition.language.to_ascii_lowercase()),
        id,
        iri,
        language: &edition.language,
        title,
        deck,
        edition,
        themes,
        capsules: capsules(edition, &cards),
        situations: cards.into_iter().map(|card| situation(deck, edition, card)).collect(),
        tracking,
        required,
        success: deck.success,
        translations: Vec::new(),
    }
}

fn capsules<'a>(edition: &'a Edition, cards: &[&Situation]) -> Vec<&'a Capsule> {
    let mut met: Vec<&Capsule> = Vec::new();
    for id in cards.iter().flat_map(|card| &card.capsules) {
        if !met.iter().any(|capsule| capsule.id.value == id.value) {
            met.extend(edition.capsule(id));
        }
    }
    met
}

fn situation<'a>(deck: &'a Deck, edition: &Edition, card: &'a Situation) -> SituationActivity<'a> {
    let iri = format!("{}/{}", deck.iri.value, card.id.value);
    SituationActivity {
        id: &card.id,
        steps: Step::of(card),
        items: card.items.iter().map(|entry| item(&iri, card, entry)).collect(),
        minutes: minutes(edition, card),
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
fn minutes(edition: &Edition, card: &Situation) -> (usize, usize) {
    let words = |text: String| text.split_whitespace().count();
    let capsules = card.capsules.iter().filter_map(|id| edition.capsule(id));
    let read = words(card.story.text()) + capsules.map(|c| words(c.body.text())).sum::<usize>();
    let seconds = read / 3 + 40 * card.items.len() + 60 * card.prompts.len() + 120;
    (seconds.div_ceil(60), (seconds * 3 / 2).div_ceil(60))
}
