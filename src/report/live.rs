//! The pages that a record store serves: the same views from what the store keeps, the latest statements without names, and
//! the form to sign in. Knows no address but those that it is given.

use super::events::Events;
use super::page;
use super::progress::{Learner, Progress};
use super::roster::Roster;
use super::view::{Cell, Column, Row, View};
use super::views::someone;
use super::words::Words;
use super::{Ask, Matching, Outline, Output, Report, Sources, told};
use crate::diagnostic::Findings;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;

/// What a store keeps of everybody: progress, and the names of activities.
#[derive(Default)]
pub struct Kept {
    events: Events,
    progress: Progress,
    /// The numbers of activities here, by those of the store.
    numbers: BTreeMap<u32, u32>,
    /// How many learners are left out.
    full: usize,
}

impl Kept {
    /// Nobody yet; activities that had other IRIs are known by those of today.
    pub fn of(renamed: BTreeMap<String, String>) -> Self {
        Self { events: Events::of(renamed), ..Self::default() }
    }

    /// Adds a learner under any name that is nobody else's, as packed by [`Learner::pack`]; `iri` gives the IRI of an
    /// activity by its number in the store. Whether the bytes are those of a learner.
    pub fn add(&mut self, name: &str, packed: &[u8], statements: usize, mut iri: impl FnMut(u32) -> String) -> bool {
        let Self { events, progress, numbers, .. } = self;
        let Events { things, words, renamed, .. } = &mut *events;
        let mut thing = |number: u32| {
            *numbers.entry(number).or_insert_with(|| {
                let iri = iri(number);
                things.number(renamed.get(&iri).unwrap_or(&iri))
            })
        };
        let Some(learner) = Learner::unpack(packed, &mut thing, |word| words.number(word)) else { return false };
        events.statements += statements;
        progress.learners.insert(events.learners.number(name), learner);
        true
    }

    /// Notes that a learner is left out.
    pub fn leave_out(&mut self) {
        self.full += 1;
    }

    /// Gives titles to activities that have one, by their IRIs.
    pub fn entitle(&mut self, mut title: impl FnMut(&str) -> Option<String>) {
        let titles = self.events.things.iter().filter_map(|(number, iri)| Some((number, title(iri)?)));
        self.events.titles = titles.collect();
    }

    /// The report of it.
    ///
    /// # Panics
    /// Where the language is none of [`super::LANGUAGES`], or the report is to be about one learner.
    pub fn report(mut self, ask: &Ask, outline: Outline) -> Report {
        let roster = Roster::default();
        let matching = Matching::default();
        let sources =
            Sources { events: &mut self.events, progress: &self.progress, roster: &roster, matching: &matching };
        let mut report = told(ask, sources, outline, &mut Findings::default()).expect("a report about everybody");
        let words = report.words;
        for (label, _) in report.about.iter_mut().filter(|(label, _)| label == words.get("about.statements")) {
            words.get("about.counted").clone_into(label);
        }
        if self.full > 0 {
            report.notes.push(words.fill("live.full", &[("count", &self.full.to_string())]));
        }
        report
    }
}

/// The latest statements, each with when it arrived, in microseconds since 1970; the newest first. `title` gives the title
/// of an activity that has one.
///
/// # Panics
/// Where the language is none of [`super::LANGUAGES`].
pub fn latest(
    language: &str,
    zone: &TimeZone,
    statements: &[(i64, String)],
    mut title: impl FnMut(&str) -> Option<String>,
) -> Report {
    let words = Words::of(language).expect("a language of reports");
    let text = |key: &str| words.get(&format!("latest.{key}")).to_owned();
    let mut view = View {
        key: "latest".to_owned(),
        title: text("title"),
        lead: text("lead"),
        doing: text("doing"),
        look: "plain",
        columns: ["row", "what"].map(|key| Column::of(words.get(&format!("latest.{key}")))).to_vec(),
        ..View::default()
    };
    let mut day = None;
    for (stored, body) in statements {
        let moment = Timestamp::from_microsecond(*stored).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
        if day.replace(moment.date()) != Some(moment.date()) {
            view.rows.push(Row { head: words.date(moment.date()), cells: Vec::new() });
        }
        let said = someone(words, body, &mut title);
        view.rows.push(Row { head: moment.strftime("%H:%M").to_string(), cells: vec![Cell::text(said)] });
    }
    Report {
        heading: words.get("live.latest").to_owned(),
        words,
        title: words.get("page.title").to_owned(),
        about: Vec::new(),
        notes: vec![text("note")],
        views: vec![view],
    }
}

/// What a page that is served has besides: the ways to the other pages and languages.
#[derive(Serialize)]
pub struct Ways {
    /// Pages: address, name, whether this is it.
    pub pages: Vec<(String, String, bool)>,
    /// Languages: address, tag, name, whether this is it.
    pub languages: Vec<(String, String, String, bool)>,
    /// Where the form to sign out or to sign in goes.
    pub form: String,
}

impl Ways {
    /// The ways from the page `here`, one of [`Self::PAGES`] below `base`, or from the form to sign in.
    ///
    /// # Panics
    /// Where the language is none of [`super::LANGUAGES`].
    pub fn of(base: &str, here: &str, language: &str, form: &str) -> Self {
        let words = Words::of(language).expect("a language of reports");
        let page = |(path, key): (&str, &str)| {
            (format!("{base}{path}?lang={language}"), words.get(&format!("live.{key}")).to_owned(), path == here)
        };
        let tongue = |tag: &str| {
            let name = Words::of(tag).map_or("", |words| words.get("page.language")).to_owned();
            (format!("{base}{here}?lang={tag}"), tag.to_owned(), name, tag == language)
        };
        Self {
            pages: Self::PAGES.map(page).to_vec(),
            languages: super::LANGUAGES.map(tongue).to_vec(),
            form: format!("{base}{form}?lang={language}"),
        }
    }

    /// The pages below the base, with the key of their names.
    pub const PAGES: [(&'static str, &'static str); 2] = [("", "group"), ("/latest", "latest")];
}

/// What the page is that asks who comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The key or the secret is wrong.
    Wrong,
    /// The key may not read.
    MayNot,
    /// Wrong too often.
    Often,
    /// The form was sent from another site.
    Elsewhere,
    /// A fault of the store.
    Fault,
}

impl Refused {
    fn key(self) -> &'static str {
        match self {
            Self::Wrong => "live.wrong",
            Self::MayNot => "live.may_not",
            Self::Often => "live.often",
            Self::Elsewhere => "live.elsewhere",
            Self::Fault => "live.fault",
        }
    }
}

/// The form to sign in, with why nobody was signed in.
///
/// # Errors
/// Where a template is at fault.
///
/// # Panics
/// Where the language is none of [`super::LANGUAGES`].
pub fn sign_in(language: &str, ways: &Ways, refused: Option<Refused>) -> Result<String, String> {
    let words = Words::of(language).expect("a language of reports");
    page::sign_in(words, ways, refused.map(|refused| words.get(refused.key())))
}

impl Report {
    /// The page as it is served, with the ways to the others.
    ///
    /// # Errors
    /// Where a template is at fault.
    pub fn served(&self, ways: &Ways) -> Result<String, String> {
        page::page(self, Some(ways))
    }
}

impl Ask {
    /// Where everybody stands, as counts of groups, as a store shows it today.
    pub fn live(language: &str, zone: TimeZone, today: jiff::civil::Date) -> Self {
        let words = Words::of(language).expect("a language of reports");
        Self {
            output: Output::Group,
            language: language.to_owned(),
            zone_name: zone.iana_name().unwrap_or("UTC").to_owned(),
            zone,
            today,
            thresholds: super::Thresholds::default(),
            home_page: None,
            sources: vec![words.get("live.source").to_owned()],
        }
    }
}
