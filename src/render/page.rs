//! A module as its templates want it: every text as HTML, every number counted. Knows the course and HTML; how a page looks is
//! for the templates to say.

use super::handout::{HandoutPage, handout};
use super::html::{Html, Sheet};
use super::item::{ItemPage, Reference, item};
use super::parts::is_many;
use super::stamp;
use super::suit::suit;
use super::texts::{Texts, Tongues};
use crate::course::{Minutes, Module, SituationActivity, ThemePart, Told, written};
use crate::deck::{Capsule, Dilemma, Item, Level, Line, Side, Situation, Tracking, primary};
use crate::source::Source;
use serde::Serialize;
use std::collections::BTreeMap;

/// A module.
#[derive(Serialize)]
pub struct Page<'a> {
    /// The language of its own words, BCP 47.
    language: &'a str,
    /// The language of the module.
    own: &'a str,
    version: &'a str,
    title: String,
    heading: String,
    deck: String,
    reflective: bool,
    journal: bool,
    speaks: bool,
    themes: Vec<ThemePage>,
    total: usize,
    many: bool,
    capsules: Vec<CapsulePage>,
    tracked: Vec<[&'a str; 2]>,
    levels: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct ThemePage {
    id: String,
    suit: usize,
    title: String,
    untranslated: String,
    intro: String,
    situations: Vec<SituationPage>,
}

impl Page<'_> {
    /// The situations of all themes, in the order of the module.
    pub fn situations(&self) -> impl Iterator<Item = &SituationPage> {
        self.themes.iter().flat_map(|theme| &theme.situations)
    }
}

/// A situation.
#[derive(Serialize)]
pub struct SituationPage {
    /// Its id.
    pub id: String,
    /// Its number in its theme.
    pub number: usize,
    /// The suit of its theme.
    pub suit: usize,
    /// The title of its theme.
    pub theme: String,
    /// Its title.
    pub title: String,
    /// The path of its scene; empty where it has none.
    pub scene: String,
    untranslated: String,
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

impl SituationPage {
    /// Whether it has an item that is no fact.
    pub fn has_left_out(&self) -> bool {
        self.position.is_some() || self.items.iter().any(|item| !item.is_fact())
    }
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
    name: String,
    title: String,
    untranslated: String,
    body: String,
    handout: Option<HandoutPage>,
    keep: String,
    sources: String,
    stamp: String,
}

/// What is needed to make a page.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    /// The module.
    pub module: &'a Module<'a>,
    /// The words of the interface.
    pub texts: &'a Texts,
    /// The words of the interface in every language.
    pub all: &'a Tongues,
    /// Where links to the sheets of countries lead.
    pub sheet: Sheet<'a>,
}

impl<'a> Maker<'a> {
    /// The language of the page: the module's, or the one that stands in where the interface has no words in it.
    pub fn tongue(self) -> &'a str {
        Texts::spoken(self.all, self.module.language)
    }

    /// What turns texts of a language into HTML.
    pub fn html(self, language: &'a str) -> Html<'a> {
        Html {
            language,
            foreign: language != self.tongue(),
            new_window: Texts::of(self.all, language).get("page.new_window"),
            media: &self.module.deck.media,
            sheet: self.sheet,
        }
    }

    /// What the learner is told of a part that is not in the language of the page, or that was translated from an older text;
    /// nothing where neither is so.
    pub fn remark(self, language: &str, source: &Source) -> String {
        let html = self.html(self.module.language);
        if language == self.module.language {
            let is_outdated = self.module.deck.outdated.contains(source.path());
            return if is_outdated { html.bare(self.texts.get("page.outdated")) } else { String::new() };
        }
        let name = self.texts.find(&format!("language.{}", primary(language))).unwrap_or(language);
        html.bare(&self.texts.fill("page.untranslated", &[("language", name)]))
    }

    /// The whole page; one that `speaks` with a record store says so where it tells what is tracked.
    pub fn page(self, speaks: bool) -> Page<'a> {
        let module = self.module;
        let tracked = written(module.tracking, speaks);
        let said = |part: &str, key: &str| {
            let own = self.texts.find(&format!("tracked.{key}_{part}_launched")).filter(|_| speaks);
            own.unwrap_or_else(|| self.texts.get(&format!("tracked.{key}_{part}")))
        };
        let title = self.html(module.title_language);
        let deck = self.html(module.deck.title_language(module.language));
        Page {
            language: self.tongue(),
            own: module.language,
            version: &module.deck.version,
            title: title.bare(&module.title),
            heading: title.text(&module.title),
            deck: deck.text(module.deck.title_in(module.language)),
            reflective: module.tracking >= Tracking::Reflective,
            // A record store gives nothing old back, so there is no journal beside it.
            journal: module.deck.journal && !speaks,
            speaks,
            themes: self.themes(),
            total: module.situations.len(),
            many: is_many(module),
            capsules: module.capsules.iter().map(|capsule| self.capsule(*capsule)).collect(),
            tracked: tracked.map(|datum| [said("what", datum.key), said("who", datum.key)]).collect(),
            levels: Level::ALL.into_iter().map(|level| (level.key(), self.level(level))).collect(),
        }
    }

    /// The situations follow one another theme by theme, in the course as in the deck.
    fn themes(self) -> Vec<ThemePage> {
        let mut activities = self.module.situations.iter();
        let themes = self.module.themes.iter().map(|part| {
            let suit = suit(self.module, &part.theme.id.value);
            let own = activities.by_ref().take(part.situations).enumerate();
            ThemePage {
                id: part.theme.id.value.clone(),
                suit,
                title: self.html(part.theme.language).text(&part.theme.title),
                untranslated: self.remark(part.intro.language, &part.theme.source),
                intro: self.html(part.intro.language).prose(&part.intro, 3),
                situations: own.map(|(at, activity)| self.situation(part, suit, at + 1, activity)).collect(),
            }
        });
        themes.collect()
    }

    fn situation(
        self,
        part: &ThemePart<'a>,
        suit: usize,
        number: usize,
        activity: &SituationActivity<'a>,
    ) -> SituationPage {
        let card = activity.situation;
        let html = self.html(card.language);
        let lines = |lines: &[Line]| lines.iter().map(|line| html.line(line)).collect::<Vec<_>>();
        let (from, to) = activity.minutes;
        let time = Minutes { from, to }.rounded();
        let position = card.position().map(|position| position.id.value.as_str());
        let item = |wanted: bool| {
            let own = activity.items.iter().filter(move |entry| (Some(entry.id) == position) == wanted);
            own.map(|entry| self.item(html, activity.id, entry.item))
        };
        let actions = |level: Level| ActionsPage {
            level: level.key(),
            ideas: card.actions.iter().filter(|(of, _)| *of == level).flat_map(|(_, ideas)| lines(ideas)).collect(),
        };
        SituationPage {
            id: activity.id.to_owned(),
            number,
            suit,
            theme: self.html(part.theme.language).text(&part.theme.title),
            title: html.text(&card.title),
            scene: self.scene(card.text),
            untranslated: self.remark(card.language, &card.source),
            minutes: self.texts.fill("page.minutes", &[("from", &time.from.to_string()), ("to", &time.to.to_string())]),
            steps: activity.steps.iter().map(|step| step.key()).collect(),
            note: html.prose(&card.content_note, 4),
            story: html.prose(&card.story, 4),
            prompts: lines(&card.prompts),
            dilemma: card.dilemma.as_ref().map(|dilemma| self::dilemma(html, dilemma)),
            capsules: card.capsules.iter().filter_map(|id| self.reference(id)).collect(),
            position: item(true).next(),
            items: item(false).collect(),
            actions: Level::ALL.into_iter().map(actions).collect(),
        }
    }

    /// The path of a card's drawing; empty where it has none.
    pub(super) fn scene(self, card: &Situation) -> String {
        let scene = card.scene.as_ref().and_then(|name| self.module.deck.scenes.get(name.as_str()));
        scene.map(|scene| scene.path.clone()).unwrap_or_default()
    }

    fn item(self, html: Html<'a>, situation: &str, own: &Item) -> ItemPage {
        let reference = own.source.as_ref().and_then(|id| self.reference(id));
        item(&html, format!("{situation}/{}", own.id.value), own, reference)
    }

    fn reference(self, id: &str) -> Option<Reference> {
        let (at, capsule) = self.module.capsule(id)?;
        let title = self.html(capsule.language).text(&capsule.title);
        Some(Reference { id: id.to_owned(), title, number: at + 1 })
    }

    fn capsule(self, capsule: Told<'a, Capsule>) -> CapsulePage {
        let html = self.html(capsule.language);
        // In a book a capsule is a page, elsewhere a part of one.
        let level = if html.is_book() { 3 } else { 4 };
        CapsulePage {
            id: capsule.id.value.clone(),
            name: html.bare(&capsule.title),
            title: html.text(&capsule.title),
            untranslated: self.remark(capsule.language, &capsule.source),
            body: html.prose(&capsule.body, level),
            handout: self.module.handout(capsule.text).map(|own| handout(&html, own, 4)),
            keep: html.prose(&capsule.keep, 4),
            sources: html.prose(&capsule.sources, 4),
            stamp: stamp::of_capsule(self.texts, html, capsule.text),
        }
    }

    fn level(self, level: Level) -> String {
        let own = self.module.board.and_then(|board| {
            let entry = board.text.levels.iter().find(|entry| entry.level == level)?;
            Some(self.html(board.language).line(&entry.title))
        });
        own.unwrap_or_else(|| self.texts.get(&format!("level.{}", level.key())).to_owned())
    }
}

fn dilemma(html: Html<'_>, dilemma: &Dilemma) -> DilemmaPage {
    let side = |side: &Side| SidePage {
        title: html.line(&side.title),
        arguments: side.arguments.iter().map(|argument| html.line(argument)).collect(),
    };
    DilemmaPage { tension: html.prose(&dilemma.tension, 4), sides: dilemma.sides.iter().flatten().map(side).collect() }
}
