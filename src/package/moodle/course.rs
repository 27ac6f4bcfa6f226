//! The course that a deck becomes: sections, activities in their order, and the numbers by which the files of a backup know each
//! other. Knows no XML.

use super::{ARCHIVE, COUNTRY, CREDITS, SHEET, TEACHING, store};
use crate::course::{Metadata, Module, Split};
use crate::package::fragment::{escaped, inner, without_pictures, without_teaching};
use crate::package::when::moment;
use crate::package::words::words;
use crate::tree::Tree;
use std::collections::BTreeSet;

/// Longer names do not fit into Moodle's columns (`VARCHAR(255)`, in characters).
const LONGEST_NAME: usize = 255;

/// A course.
pub struct Course<'a> {
    pub module: &'a Module<'a>,
    pub summary: String,
    /// Its language as Moodle writes it; empty where learners choose among several.
    pub language: String,
    /// Unix seconds.
    pub moment: u64,
    pub sections: Vec<Section>,
}

/// A section; the first is the one at the top, which has no name of its own.
pub struct Section {
    pub name: Option<String>,
    pub summary: String,
    pub activities: Vec<Activity>,
}

/// An activity.
pub struct Activity {
    /// Its number, unique in the backup, from 1.
    pub id: usize,
    /// The lasting name by which tutors and tools find it.
    pub idnumber: String,
    pub name: String,
    pub visible: bool,
    pub body: Body,
}

/// What an activity is.
pub enum Body {
    Scorm(Scorm),
    /// A forum of one discussion, or of several; HTML.
    Forum {
        intro: String,
        single: bool,
    },
    /// HTML.
    Page(String),
}

/// A module.
pub struct Scorm {
    /// The name of the unit, under which its files are found.
    pub unit: String,
    /// The beginning of the manifest's identifiers.
    pub manifest: String,
    /// Whether there is something to score.
    pub scored: bool,
    /// The threshold in per cent.
    pub success: Option<u8>,
    /// The SHA-1 of the archive.
    pub hash: String,
}

impl Activity {
    /// The name of Moodle's module.
    pub fn kind(&self) -> &'static str {
        match self.body {
            Body::Scorm(_) => "scorm",
            Body::Forum { .. } => "forum",
            Body::Page(_) => "page",
        }
    }

    /// The folder of its files in the backup.
    pub fn folder(&self) -> String {
        format!("activities/{}_{}", self.kind(), self.id)
    }

    /// The number of its context; small ones are those of the system and of the course.
    pub fn context(&self) -> usize {
        1000 + self.id
    }
}

impl<'a> Course<'a> {
    /// The course of a whole deck, made of the fragments and packages among `files`.
    pub fn of(module: &'a Module<'a>, files: &Tree) -> Self {
        let mut maker = Maker { module, files, last: 0 };
        let language = if module.translations.is_empty() { moodle_language(module.language) } else { String::new() };
        let description = Metadata::of(module).description.into_iter().next();
        let summary = description.map(|said| format!("<p>{}</p>", escaped(&said.text))).unwrap_or_default();
        Self { module, summary, language, moment: moment(&module.deck.version), sections: maker.sections() }
    }

    pub fn activities(&self) -> impl Iterator<Item = &Activity> {
        self.sections.iter().flat_map(|section| &section.activities)
    }
}

struct Maker<'a> {
    module: &'a Module<'a>,
    files: &'a Tree,
    last: usize,
}

impl Maker<'_> {
    fn sections(&mut self) -> Vec<Section> {
        let mut top = vec![self.sheet()];
        top.extend(self.teaching());
        let units = self.module.launched();
        top.extend(units.iter().filter(|unit| unit.split == Split::Deck).map(|unit| self.scorm(unit)));
        top.extend(self.page(COUNTRY, "country", "title"));
        top.extend(self.page(CREDITS, "page", "credits"));
        let mut sections = vec![Section { name: None, summary: String::new(), activities: top }];
        let (mut situations, mut met) = (self.module.situations.iter(), BTreeSet::new());
        for part in &self.module.themes {
            let theme = part.theme.id.value.as_str();
            let own: Vec<_> = situations.by_ref().take(part.situations).collect();
            let is_own = |unit: &&Module<'_>| unit.split != Split::Deck && unit.themes[0].theme.id.value == theme;
            let mut activities: Vec<Activity> = units.iter().filter(is_own).map(|unit| self.scorm(unit)).collect();
            activities.extend(self.forum(theme, &part.theme.title, false));
            activities.extend(own.iter().filter_map(|own| self.forum(own.id, &own.situation.title, true)));
            for capsule in own.iter().flat_map(|own| &own.situation.text.capsules) {
                if met.insert(&capsule.value) {
                    activities.extend(self.capsule(&capsule.value));
                }
            }
            let summary = self.fragment("section", theme).unwrap_or_default();
            sections.push(Section {
                name: Some(short(&part.theme.title)),
                summary: without_pictures(&summary),
                activities,
            });
        }
        sections
    }

    fn activity(&mut self, idnumber: String, name: &str, body: Body) -> Activity {
        self.last += 1;
        Activity { id: self.last, idnumber, name: short(name), visible: true, body }
    }

    /// What lies in the tutor's sheet between the heading and the end, which Moodle puts on a page of its own, with links to the files
    /// that lie beside it: the inventory, and the deck's source if it is there.
    fn sheet(&mut self) -> Activity {
        let page = self.text(SHEET).unwrap_or_default();
        let inner = without_teaching(inner(&page));
        let link = |name: &str| format!("<a href=\"@@PLUGINFILE@@/{name}\">{name}</a>");
        let mut content = inner.trim().replace("<table>", "<table class=\"generaltable\">");
        content = content.replacen(store::INVENTORY, &link(store::INVENTORY), 1);
        if self.files.get(store::SOURCE).is_some() {
            content += &format!("\n<p>{} {}</p>", self.word("source", ""), link(store::SOURCE));
        }
        let (id, name) = (format!("{}-tutor", self.module.deck.id.value), self.word("sheet", ""));
        Activity { visible: false, ..self.activity(id, &name, Body::Page(content)) }
    }

    /// The teaching sheets, hidden from learners as the tutor's sheet is.
    fn teaching(&mut self) -> Option<Activity> {
        let content = inner(&self.text(TEACHING)?).trim().to_owned();
        let (id, name) = (format!("{}-teaching", self.module.deck.id.value), self.word("teaching", ""));
        Some(Activity { visible: false, ..self.activity(id, &name, Body::Page(content)) })
    }

    /// A page of the whole course, which is called as the interface calls it.
    fn page(&mut self, name: &str, section: &str, title: &str) -> Option<Activity> {
        let (content, title) = (self.text(&format!("{name}.html"))?, self.said(section, title));
        Some(self.activity(format!("{}-{name}-page", self.module.deck.id.value), &title, Body::Page(content)))
    }

    fn scorm(&mut self, unit: &Module<'_>) -> Activity {
        let archive = self.files.get(&format!("{}{ARCHIVE}", unit.name)).unwrap_or_default();
        let is_fact = |datum: Option<&str>| datum == Some("facts");
        let scored = unit.situations.iter().flat_map(|own| &own.items).any(|item| is_fact(item.datum()));
        let (name, manifest, hash) = (unit.name.clone(), unit.id.clone(), store::hash(archive));
        let body = Body::Scorm(Scorm { unit: name, manifest, scored, success: unit.success, hash });
        self.activity(unit.id.clone(), &unit.title, body)
    }

    /// The forum of a situation or a theme, where there is one.
    fn forum(&mut self, id: &str, title: &str, single: bool) -> Option<Activity> {
        let intro = without_pictures(&self.fragment("forum", id)?);
        let (id, name) = (format!("{}-{id}-forum", self.module.deck.id.value), self.word("forum", title));
        Some(self.activity(id, &name, Body::Forum { intro, single }))
    }

    fn capsule(&mut self, id: &str) -> Option<Activity> {
        let content = self.fragment("capsule", id)?.replace("src=\"media/", "src=\"@@PLUGINFILE@@/media/");
        let (_, told) = self.module.capsule(id)?;
        let (id, name) = (format!("{}-capsule-{id}", self.module.deck.id.value), self.word("capsule", &told.title));
        Some(self.activity(id, &name, Body::Page(content)))
    }

    fn fragment(&self, kind: &str, id: &str) -> Option<String> {
        self.text(&format!("{kind}/{id}.html"))
    }

    fn text(&self, path: &str) -> Option<String> {
        self.files.get(path).map(|bytes| String::from_utf8_lossy(bytes).trim().to_owned())
    }

    fn word(&self, key: &str, title: &str) -> String {
        self.said("course", key).replace("{title}", title)
    }

    /// A text of the interface in the course's first language.
    fn said(&self, section: &str, key: &str) -> String {
        let own = words(self.module, section).remove(self.module.language).unwrap_or_default();
        own[key].as_str().unwrap_or_default().to_owned()
    }
}

fn short(name: &str) -> String {
    name.chars().take(LONGEST_NAME).collect()
}

/// `pt-BR` is `pt_br` there; what Moodle does not know it leaves out.
fn moodle_language(language: &str) -> String {
    language.to_ascii_lowercase().replace('-', "_")
}
