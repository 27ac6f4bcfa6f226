//! The course that a deck becomes in a cartridge: a part for each theme, in it what there is to read, to discuss and to answer, in this
//! order; and a part for trainers. Identifiers follow from the deck's ids alone. Knows no XML.

use super::{COUNTRY, CREDITS, LEFT_OUT, SHEET, SITUATIONS, TEACHING};
use crate::course::Module;
use crate::package::fragment::{without_pictures, without_teaching};
use crate::package::words::words;
use crate::tree::Tree;
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A course.
pub struct Course<'a> {
    pub module: &'a Module<'a>,
    pub parts: Vec<Part>,
}

/// A part of a course, which has entries and no content of its own. Parts are not nested: platforms have one level of sections.
pub struct Part {
    pub id: String,
    pub title: String,
    pub entries: Vec<Entry>,
}

/// Something to open.
pub struct Entry {
    /// The identifier of its resource: `dlis-t1-s01-topic`.
    pub id: String,
    /// The name of its file, or of the folder in which a topic or a quiz stands alone.
    pub name: String,
    pub title: String,
    pub body: Body,
}

/// What there is.
pub enum Body {
    /// HTML between the tags of a body.
    Page(String),
    /// A page for trainers, as it is.
    Sheet(String),
    /// HTML to discuss.
    Topic(String),
    Quiz(Vec<Question>),
}

/// A fact as a question of a quiz. All texts but the title are HTML.
pub struct Question {
    /// `dlis-t1-s01-q2`
    pub id: String,
    /// The title of its situation.
    pub title: String,
    pub item: Item,
    /// What is said to everybody who has answered.
    pub closing: String,
}

/// A situation as the lessons are made of it.
#[derive(Deserialize)]
struct Situation {
    id: String,
    items: Vec<Item>,
}

/// An item of a quiz, as far as a question needs it.
#[derive(Clone, Deserialize)]
pub struct Item {
    id: String,
    kind: String,
    pub question: String,
    pub intro: String,
    closing: String,
    source: Option<Reference>,
    pub options: Vec<Choice>,
}

#[derive(Clone, Deserialize)]
struct Reference {
    title: String,
}

/// An answer; `at` is its place in the deck, from 0, which is not the one where it is shown.
#[derive(Clone, Deserialize)]
pub struct Choice {
    pub at: usize,
    pub text: String,
    pub right: bool,
    pub feedback: String,
}

impl Item {
    fn is_fact(&self) -> bool {
        ["fact", "facts"].contains(&self.kind.as_str())
    }

    /// Whether several answers are right.
    pub fn is_multiple(&self) -> bool {
        self.kind == "facts"
    }
}

impl Entry {
    /// Where its content stands in the cartridge. What is no page has a folder to itself.
    pub fn path(&self) -> String {
        match self.body {
            Body::Page(_) | Body::Sheet(_) => self.name.clone(),
            Body::Topic(_) => format!("{}/topic.xml", self.name),
            Body::Quiz(_) => format!("{}/quiz.xml", self.name),
        }
    }

    /// Whether it is for trainers.
    pub fn is_for_trainers(&self) -> bool {
        matches!(self.body, Body::Sheet(_)) || self.name == LEFT_OUT
    }
}

impl<'a> Course<'a> {
    /// The course of a whole deck, made of the lessons among `files`.
    pub fn of(module: &'a Module<'a>, files: &Tree) -> Self {
        let said = |section: &str| words(module, section).remove(module.language).unwrap_or_default();
        let situations = serde_json::from_slice(files.get(SITUATIONS).unwrap_or_default()).unwrap_or_default();
        let [course, cartridge, page] = ["course", "cartridge", "page"].map(said);
        let [country, teaching] = ["country", "teaching"].map(said);
        let maker = Maker { module, files, situations, course, cartridge, page, country, teaching };
        let mut parts = maker.themes();
        parts.extend(maker.page("country", COUNTRY, word(&maker.country, "title")));
        parts.extend(maker.page("credits", CREDITS, word(&maker.page, "credits")));
        parts.push(maker.trainers());
        Self { module, parts }
    }

    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.parts.iter().flat_map(|part| &part.entries)
    }
}

struct Maker<'a> {
    module: &'a Module<'a>,
    files: &'a Tree,
    situations: Vec<Situation>,
    course: Value,
    cartridge: Value,
    page: Value,
    country: Value,
    teaching: Value,
}

impl Maker<'_> {
    fn themes(&self) -> Vec<Part> {
        let (mut situations, mut met) = (self.module.situations.iter(), BTreeSet::new());
        let mut parts = Vec::new();
        for part in &self.module.themes {
            let theme = part.theme.id.value.as_str();
            let own: Vec<_> = situations.by_ref().take(part.situations).collect();
            let mut entries: Vec<Entry> = self.read("section", theme, "theme", &part.theme.title).into_iter().collect();
            for card in &own {
                let title = card.situation.title.as_str();
                entries.extend(self.read("situation", card.id, "situation", title));
                entries.extend(self.topic(card.id, title).filter(|_| !card.situation.prompts.is_empty()));
            }
            for capsule in own.iter().flat_map(|own| &own.situation.text.capsules) {
                if met.insert(&capsule.value) {
                    entries.extend(self.capsule(&capsule.value));
                }
            }
            let questions: Vec<Question> =
                own.iter().flat_map(|card| self.questions(card.id, &card.situation.title)).collect();
            entries.extend((!questions.is_empty()).then(|| {
                let title = word(&self.cartridge, "quiz").replace("{title}", &part.theme.title);
                self.entry(theme, "quiz", &title, Body::Quiz(questions))
            }));
            parts.push(Part { id: self.id(theme, "part"), title: part.theme.title.value.clone(), entries });
        }
        parts
    }

    /// A page of the whole course is a part of its own: it belongs to no theme.
    fn page(&self, id: &str, file: &str, title: &str) -> Option<Part> {
        let entry = self.entry(id, "page", title, Body::Page(self.text(file)?));
        Some(Part { id: self.id(id, "part"), title: title.to_owned(), entries: vec![entry] })
    }

    /// Platforms cannot be trusted to hide it, so it is one part that is hidden at once.
    fn trainers(&self) -> Part {
        let sheet = |name: &str, kind: &str, title: &str| {
            let body = Body::Sheet(without_teaching(&self.text(name)?));
            Some(Entry { name: name.to_owned(), ..self.entry("trainers", kind, title, body) })
        };
        let left_out = self.text(LEFT_OUT).map(|html| {
            let title = word(&self.cartridge, "left_out");
            let entry = self.entry("trainers", "questions", title, Body::Page(html));
            Entry { name: LEFT_OUT.to_owned(), ..entry }
        });
        let entries = [
            sheet(SHEET, "sheet", word(&self.cartridge, "sheet")),
            sheet(TEACHING, "teaching", word(&self.teaching, "title")),
            left_out,
        ];
        let title = word(&self.cartridge, "trainers").to_owned();
        Part { id: self.id("trainers", "part"), title, entries: entries.into_iter().flatten().collect() }
    }

    fn id(&self, id: &str, kind: &str) -> String {
        format!("{}-{id}-{kind}", self.module.deck.id.value)
    }

    fn entry(&self, id: &str, kind: &str, title: &str, body: Body) -> Entry {
        let is_page = matches!(body, Body::Page(_));
        let name = format!("{id}-{kind}{}", if is_page { ".html" } else { "" });
        Entry { id: self.id(id, kind), name, title: title.to_owned(), body }
    }

    /// A page to read, made of a fragment.
    fn read(&self, folder: &str, id: &str, kind: &str, title: &str) -> Option<Entry> {
        let html = self.text(&format!("{folder}/{id}.html"))?;
        Some(self.entry(id, kind, title, Body::Page(html)))
    }

    fn capsule(&self, id: &str) -> Option<Entry> {
        let (_, told) = self.module.capsule(id)?;
        let title = word(&self.course, "capsule").replace("{title}", &told.title);
        self.read("capsule", id, "capsule", &title)
    }

    fn topic(&self, id: &str, title: &str) -> Option<Entry> {
        let html = without_pictures(&self.text(&format!("forum/{id}.html"))?);
        let title = word(&self.course, "forum").replace("{title}", title);
        Some(self.entry(id, "topic", &title, Body::Topic(html)))
    }

    fn questions(&self, id: &str, title: &str) -> Vec<Question> {
        let own = self.situations.iter().filter(|situation| situation.id == id);
        let facts = own.flat_map(|situation| &situation.items).filter(|item| item.is_fact());
        let question = |item: &Item| Question {
            id: format!("{}-{id}-{}", self.module.deck.id.value, item.id),
            title: title.to_owned(),
            closing: self.closing(item),
            item: item.clone(),
        };
        facts.map(question).collect()
    }

    /// What is said at the end, and the capsule that tells more.
    fn closing(&self, item: &Item) -> String {
        let source =
            item.source.as_ref().map(|source| format!("<p>{} {}</p>", word(&self.page, "source"), source.title));
        without_pictures(&(item.closing.clone() + &source.unwrap_or_default()))
    }

    fn text(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned())
    }
}

fn word<'v>(words: &'v Value, key: &str) -> &'v str {
    words[key].as_str().unwrap_or_default()
}
