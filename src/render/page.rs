//! A module as its templates want it: every text as HTML, every number counted. Knows the course and HTML; how a page looks is
//! for the templates to say.

use super::html::Html;
use super::item::{ItemPage, Reference, item};
use super::texts::Texts;
use crate::course::{DATA, Module, SituationActivity};
use crate::deck::{Capsule, Dilemma, Item, Level, Line, Side, Theme, Tracking};
use serde::Serialize;
use std::collections::BTreeMap;

/// There are this many pairs of a colour and a suit; themes take them in turn.
const SUITS: usize = 6;

/// A module.
#[derive(Serialize)]
pub struct Page<'a> {
    language: &'a str,
    version: &'a str,
    title: String,
    deck: String,
    reflective: bool,
    themes: Vec<ThemePage>,
    total: usize,
    capsules: Vec<CapsulePage>,
    tracked: Vec<[&'a str; 2]>,
    levels: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct ThemePage {
    id: String,
    suit: usize,
    title: String,
    intro: String,
    situations: Vec<SituationPage>,
}

#[derive(Serialize)]
struct SituationPage {
    id: String,
    number: usize,
    suit: usize,
    theme: String,
    title: String,
    minutes: String,
    steps: Vec<&'static str>,
    note: String,
    story: String,
    prompts: Vec<String>,
    dilemma: Option<DilemmaPage>,
    capsules: Vec<Reference>,
    position: Option<ItemPage>,
    items: Vec<ItemPage>,
    actions: Vec<ActionsPage>,
}

#[derive(Serialize)]
struct DilemmaPage {
    tension: String,
    sides: Vec<SidePage>,
}

#[derive(Serialize)]
struct SidePage {
    title: String,
    arguments: Vec<String>,
}

#[derive(Serialize)]
struct ActionsPage {
    level: &'static str,
    ideas: Vec<String>,
}

#[derive(Serialize)]
struct CapsulePage {
    id: String,
    title: String,
    body: String,
    keep: String,
    sources: String,
}

/// What is needed to make a page.
pub struct Maker<'a> {
    /// The module.
    pub module: &'a Module<'a>,
    /// Turns texts into HTML.
    pub html: Html<'a>,
    /// The words of the interface.
    pub texts: &'a Texts,
}

impl<'a> Maker<'a> {
    /// The whole page.
    pub fn page(&self) -> Page<'a> {
        let module = self.module;
        let tracked = DATA.iter().filter(|datum| datum.level <= module.tracking);
        let said = |part: &str, key: &str| self.texts.get(&format!("tracked.{key}_{part}"));
        Page {
            language: module.language,
            version: &module.deck.version,
            title: self.html.text(&module.title),
            deck: self.html.text(module.deck.title_in(module.language)),
            reflective: module.tracking >= Tracking::Reflective,
            themes: self.themes(),
            total: module.situations.len(),
            capsules: module.capsules.iter().map(|capsule| self.capsule(capsule)).collect(),
            tracked: tracked.map(|datum| [said("what", datum.key), said("who", datum.key)]).collect(),
            levels: Level::ALL.into_iter().map(|level| (level.key(), self.level(level))).collect(),
        }
    }

    /// The situations follow one another theme by theme, in the course as in the deck.
    fn themes(&self) -> Vec<ThemePage> {
        let mut activities = self.module.situations.iter();
        let all = &self.module.edition.themes;
        let themes = self.module.themes.iter().map(|theme| {
            let place = all.iter().position(|other| other.id.value == theme.id.value).unwrap_or(0);
            let suit = place % SUITS + 1;
            let own = activities.by_ref().take(theme.situations.len()).enumerate();
            ThemePage {
                id: theme.id.value.clone(),
                suit,
                title: self.html.text(&theme.title),
                intro: self.html.prose(&theme.intro, 3),
                situations: own.map(|(at, activity)| self.situation(theme, suit, at + 1, activity)).collect(),
            }
        });
        themes.collect()
    }

    fn situation(&self, theme: &Theme, suit: usize, number: usize, activity: &SituationActivity<'_>) -> SituationPage {
        let card = activity.situation;
        let (from, to) = activity.minutes;
        let position = card.position().map(|position| position.id.value.as_str());
        let item = |wanted: bool| {
            let own = activity.items.iter().filter(move |entry| (Some(entry.id) == position) == wanted);
            own.map(|entry| self.item(activity.id, entry.item))
        };
        SituationPage {
            id: activity.id.to_owned(),
            number,
            suit,
            theme: self.html.text(&theme.title),
            title: self.html.text(&card.title),
            minutes: self.texts.fill("page.minutes", &[("from", &from.to_string()), ("to", &to.to_string())]),
            steps: activity.steps.iter().map(|step| step.key()).collect(),
            note: self.html.prose(&card.content_note, 4),
            story: self.html.prose(&card.story, 4),
            prompts: self.lines(&card.prompts),
            dilemma: card.dilemma.as_ref().map(|dilemma| self.dilemma(dilemma)),
            capsules: card.capsules.iter().filter_map(|id| self.reference(id)).collect(),
            position: item(true).next(),
            items: item(false).collect(),
            actions: Level::ALL.into_iter().map(|level| self.actions(level, &card.actions)).collect(),
        }
    }

    fn lines(&self, lines: &[Line]) -> Vec<String> {
        lines.iter().map(|line| self.html.line(line)).collect()
    }

    fn dilemma(&self, dilemma: &Dilemma) -> DilemmaPage {
        let side =
            |side: &Side| SidePage { title: self.html.line(&side.title), arguments: self.lines(&side.arguments) };
        DilemmaPage {
            tension: self.html.prose(&dilemma.tension, 4),
            sides: dilemma.sides.iter().flatten().map(side).collect(),
        }
    }

    fn actions(&self, level: Level, all: &[(Level, Vec<Line>)]) -> ActionsPage {
        let ideas = all.iter().filter(|(of, _)| *of == level).flat_map(|(_, ideas)| ideas);
        ActionsPage { level: level.key(), ideas: ideas.map(|line| self.html.line(line)).collect() }
    }

    fn item(&self, situation: &str, own: &Item) -> ItemPage {
        let reference = own.source.as_ref().and_then(|id| self.reference(id));
        item(&self.html, format!("{situation}/{}", own.id.value), own, reference)
    }

    fn reference(&self, id: &str) -> Option<Reference> {
        let capsule = self.module.capsules.iter().find(|capsule| *capsule.id == id)?;
        Some(Reference { id: id.to_owned(), title: self.html.text(&capsule.title) })
    }

    fn capsule(&self, capsule: &Capsule) -> CapsulePage {
        CapsulePage {
            id: capsule.id.value.clone(),
            title: self.html.text(&capsule.title),
            body: self.html.prose(&capsule.body, 4),
            keep: self.html.prose(&capsule.keep, 4),
            sources: self.html.prose(&capsule.sources, 4),
        }
    }

    fn level(&self, level: Level) -> String {
        let board = self.module.edition.board.as_ref();
        let own = board.and_then(|board| board.levels.iter().find(|entry| entry.level == level));
        own.map_or_else(
            || self.texts.get(&format!("level.{}", level.key())).to_owned(),
            |own| self.html.line(&own.title),
        )
    }
}
