//! The tutor's report: statements become events, events become progress, progress becomes views, and views become one
//! page and tables. Knows no deck: titles come from whoever has one. Knows no disk, no clock and no network: sources are
//! handed in, and so is the day.

mod bands;
mod class;
mod cohorts;
mod counting;
mod event;
mod events;
mod lines;
mod live;
mod matching;
mod names;
mod outline;
mod packed;
mod page;
mod progress;
mod raw;
mod roster;
pub mod rules;
mod tables;
mod thresholds;
mod verbs;
mod view;
mod views;
mod words;

pub use event::{Deed, Event, Extent, Kind};
pub use events::{Events, NoEvent};
pub use lines::{MOST_BYTES, read};
pub use live::{Kept, Refused, Ways, latest, sign_in};
pub use outline::{Outline, Theme};
pub use progress::{Answer, Learner, Progress, Standing, State};
pub use roster::{Entry, Roster};
pub use rules::RULES;
pub use tables::{Form, Separator, table};
pub use thresholds::{Rule, Thresholds};
pub use view::{Cell, Chart, Column, Row, View};
pub use words::LANGUAGES;

use crate::diagnostic::Findings;
use crate::source::Place;
use class::Class;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use matching::Matching;
use views::Scene;
use words::Words;

/// For whom a report is. The three are never mixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// For others: counts of groups, as ranges.
    Group,
    /// For the tutor who accompanies these learners: a row each.
    Accompany,
    /// For one learner, by the account: everything that is held.
    Mine(String),
}

impl Output {
    /// The key of its texts.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Accompany => "accompany",
            Self::Mine(_) => "mine",
        }
    }
}

/// What is asked of a report.
pub struct Ask {
    /// For whom it is.
    pub output: Output,
    /// Its language, one of [`LANGUAGES`].
    pub language: String,
    /// The institute's time zone, in which days begin.
    pub zone: TimeZone,
    /// What the zone is called.
    pub zone_name: String,
    /// The day of the report.
    pub today: Date,
    /// The rules by which somebody is to be accompanied.
    pub thresholds: Thresholds,
    /// The home page of the accounts of lists, and of whoever is asked for, where it is known.
    pub home_page: Option<String>,
    /// What the sources are called.
    pub sources: Vec<String>,
}

/// A report, before it is a page or a table.
pub struct Report {
    words: &'static Words,
    /// What it is, as its first heading.
    heading: String,
    title: String,
    /// Where it comes from, until when and from how much, and when to delete it: labels with what they say.
    about: Vec<(String, String)>,
    notes: Vec<String>,
    /// Its views.
    pub views: Vec<View>,
}

/// Makes a report of events; none where what was asked for is not in them, which is a finding.
///
/// # Panics
/// Where the language is none of [`LANGUAGES`].
pub fn report(
    ask: &Ask,
    events: &mut Events,
    roster: &Roster,
    outline: Outline,
    findings: &mut Findings,
) -> Option<Report> {
    events.sort();
    let matching = Matching::of(events, roster, ask.home_page.as_deref(), findings);
    if !roster.entries.is_empty() && matching.is_empty() {
        findings.add(&rules::STRANGERS, &Place::file("--list")).with("count", roster.entries.len());
    }
    let progress = Progress::of(events, &ask.zone, |learner| matching.same(learner));
    told(ask, Sources { events, progress: &progress, roster, matching: &matching }, outline, findings)
}

/// What a report is made of.
struct Sources<'a> {
    events: &'a mut Events,
    progress: &'a Progress,
    roster: &'a Roster,
    matching: &'a Matching,
}

/// Makes a report of what was folded.
fn told(ask: &Ask, sources: Sources<'_>, outline: Outline, findings: &mut Findings) -> Option<Report> {
    let words = Words::of(&ask.language).expect("a language of reports");
    let Sources { events, progress, roster, matching } = sources;
    let outline = outline.and(events, progress);
    // A situation that nobody has met is in no event, and is offered all the same.
    for situation in outline.situations() {
        events.things.number(situation);
    }
    let events = &*events;
    let class = Class::of(events, progress, roster, matching, &outline);
    let scene = Scene {
        words,
        outline: &outline,
        events,
        progress,
        class: &class,
        zone: &ask.zone,
        today: ask.today,
        thresholds: ask.thresholds,
    };
    let views = match &ask.output {
        Output::Group => views::group(&scene),
        Output::Accompany => views::accompany(&scene),
        Output::Mine(name) => own(&scene, matching, matching.one(events, name, ask.home_page.as_deref(), findings)?),
    };
    let title = if outline.title.is_empty() { words.get("page.title").to_owned() } else { outline.title.clone() };
    Some(Report {
        heading: words.get(&format!("heading.{}", ask.output.key())).to_owned(),
        words,
        title,
        about: about(ask, &scene),
        notes: notes(ask, &scene),
        views,
    })
}

/// The views for a learner, by the number.
fn own(scene: &Scene<'_>, matching: &Matching, number: u32) -> Vec<View> {
    let nothing = Learner::default();
    let learner = scene.progress.learners.get(&number).unwrap_or(&nothing);
    views::mine(scene, learner, |event| matching.same(event.learner) == number)
}

fn about(ask: &Ask, scene: &Scene<'_>) -> Vec<(String, String)> {
    let words = scene.words;
    let until = scene.latest().map_or_else(|| "–".to_owned(), |day| words.date(day));
    let keep = ask.today.checked_add(i64::from(ask.thresholds.keep.days).days()).unwrap_or(ask.today);
    let learners = match ask.output {
        Output::Mine(_) => None,
        _ => Some(("learners", scene.class.people.len().to_string())),
    };
    let left_out = Some(scene.events.left_out).filter(|count| *count > 0);
    let rows = [
        Some(("for", words.get(&format!("for.{}", ask.output.key())).to_owned())),
        learners,
        Some(("sources", ask.sources.join(", "))),
        Some(("statements", scene.events.statements.to_string())),
        left_out.map(|count| ("left_out", count.to_string())),
        Some(("until", until)),
        Some(("made", words.date(ask.today))),
        Some(("zone", ask.zone_name.clone())),
        Some(("delete", words.date(keep))),
        Some(("tool", concat!("cartable ", env!("CARGO_PKG_VERSION")).to_owned())),
    ];
    rows.into_iter().flatten().map(|(key, value)| (words.get(&format!("about.{key}")).to_owned(), value)).collect()
}

fn notes(ask: &Ask, scene: &Scene<'_>) -> Vec<String> {
    let words = scene.words;
    let mut notes = vec![words.get(&format!("note.{}", ask.output.key())).to_owned()];
    if matches!(ask.output, Output::Mine(_)) {
        return notes;
    }
    notes.push(words.get(if scene.class.is_listed { "note.listed" } else { "note.unlisted" }).to_owned());
    if scene.class.strangers > 0 {
        notes.push(words.get("note.strangers").to_owned());
    }
    let missing = scene.not_offered();
    if !missing.is_empty() && !scene.class.offered.is_empty() {
        notes.push(words.fill("note.not_offered", &[("titles", &missing.join(" · "))]));
    }
    if scene.class.is_silent {
        notes.push(words.get("note.not_told").to_owned());
    }
    let ahead = scene.ahead();
    if ahead > 0 {
        let values = [("day", words.date(scene.end())), ("count", ahead.to_string())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        notes.push(words.fill("note.ahead", &values));
    }
    notes.push(words.get("note.never").to_owned());
    notes
}

impl Report {
    /// The page: one HTML file that asks for nothing.
    ///
    /// # Errors
    /// Where a template is at fault.
    pub fn page(&self) -> Result<String, String> {
        page::page(self, None)
    }
}
