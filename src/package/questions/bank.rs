//! The questions of a deck in their categories, with what both forms say of them. Knows neither form.

use crate::course::{Module, Question, SituationActivity, question};
use crate::deck::ItemBody;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Longer names do not fit into Moodle's columns (CHAR(255), in characters).
const LONGEST_NAME: usize = 255;
/// Equal shares of a mark in per cent, for one right answer, two, and so on, as Moodle writes them. Any other number stops the whole
/// import. Source: `question_bank::ensure_grade_options_initialised` and `match_grade_options`.
const SHARES: [&str; crate::course::MOST_RIGHT] =
    ["100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"];

/// What a question says, as `render` writes it: HTML, but for the second half of a pair.
#[derive(Clone, Default, Deserialize)]
pub struct Said {
    pub text: String,
    pub parts: Vec<[String; 2]>,
    pub feedback: String,
    pub hint: String,
}

/// All questions, theme by theme.
pub struct Bank<'a> {
    pub categories: Vec<Category>,
    /// The deck, its authors and its licence, in one line.
    pub credits: String,
    /// The pictures of the deck, by path.
    pub media: &'a BTreeMap<String, Arc<[u8]>>,
}

/// The questions of a theme.
pub struct Category {
    /// Unique in the bank: of this deck, this theme and this language.
    pub idnumber: String,
    /// The names of the categories from the top. Without a token Moodle imports into the bank where the teacher is, in every version.
    pub path: String,
    /// What the theme is about.
    pub info: String,
    pub entries: Vec<Entry>,
}

/// A question, or the story in front of some.
pub struct Entry {
    /// The lasting id, unique in its category: `t1-s01/q1`.
    pub idnumber: String,
    pub name: String,
    pub tags: Vec<String>,
    pub said: Said,
    pub kind: Kind,
}

/// How a question is asked.
pub enum Kind {
    /// Not at all: it is the story.
    Story,
    /// One right answer or several: the share of the mark for each option, in per cent.
    Choice { single: bool, shares: Vec<String> },
    /// Pairs.
    Pairs,
    /// Steps.
    Order,
}

impl<'a> Bank<'a> {
    /// The bank of a module, given what its questions say.
    pub fn of(module: &'a Module<'_>, mut said: BTreeMap<String, Said>) -> Self {
        let mut situations = module.situations.iter();
        let category = |part: &crate::course::ThemePart<'_>| {
            let theme = part.theme.id.value.as_str();
            let own = situations.by_ref().take(part.situations);
            Category {
                idnumber: format!("{}-{theme}-{}", module.deck.id.value, module.language),
                path: format!("top/{}/{}", step(&module.title), step(&part.theme.title)),
                info: said.remove(theme).unwrap_or_default().text,
                entries: own.flat_map(|own| entries(module, own, &mut said)).collect(),
            }
        };
        let categories = module.themes.iter().map(category).collect();
        Self { categories, credits: credits(module), media: &module.deck.media }
    }
}

fn credits(module: &Module<'_>) -> String {
    let deck = module.deck;
    let names = deck.credits.iter().filter(|credit| *credit.role == "author").map(|credit| credit.name.value.as_str());
    let url = deck.licence.url.iter().map(|url| url.value.clone());
    let title = format!("{} {}", deck.title_in(module.language), *deck.version);
    let all = [title, names.collect::<Vec<_>>().join(", "), deck.terms(module.language)].into_iter().chain(url);
    let all: Vec<String> = all.filter(|part| !part.is_empty()).collect();
    all.join(" · ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The questions of a situation behind its story; nothing where it has none.
fn entries(module: &Module<'_>, own: &SituationActivity<'_>, said: &mut BTreeMap<String, Said>) -> Vec<Entry> {
    let mut entry = |idnumber: String, title: String, kind: Kind| Entry {
        name: short(&format!("{idnumber} {title}")),
        tags: vec![module.deck.id.value.clone(), own.id.to_owned(), module.language.to_owned()],
        said: said.remove(&idnumber).unwrap_or_default(),
        kind,
        idnumber,
    };
    let asked = own.items.iter().filter_map(|item| Some((item, question(item.item).ok()?)));
    let asked: Vec<Entry> = asked
        .map(|(item, way)| {
            entry(format!("{}/{}", own.id, item.id), item.item.question.text(), kind(way, &item.item.body))
        })
        .collect();
    let story = (!asked.is_empty()).then(|| entry(own.id.to_owned(), own.situation.title.value.clone(), Kind::Story));
    story.into_iter().chain(asked).collect()
}

fn kind(way: Question, body: &ItemBody) -> Kind {
    let (ItemBody::Fact(choices) | ItemBody::Facts(choices)) = body else {
        return if way == Question::Order { Kind::Order } else { Kind::Pairs };
    };
    let single = way == Question::One;
    let right = choices.iter().filter(|choice| choice.right).count();
    let share = if single { "100" } else { SHARES.get(right.saturating_sub(1)).copied().unwrap_or("100") };
    // A wrong choice among several takes back a right one, or ticking everything would be worth everything.
    let wrong = if single { "0".to_owned() } else { format!("-{share}") };
    let shares = choices.iter().map(|choice| if choice.right { share.to_owned() } else { wrong.clone() });
    Kind::Choice { single, shares: shares.collect() }
}

/// The name of a category in a path, where a slash is doubled (`qformat_default::split_category_path`).
fn step(name: &str) -> String {
    short(name).replace('/', "//")
}

fn short(name: &str) -> String {
    let line = name.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(LONGEST_NAME).collect()
}
