//! Where everybody stands: a fold over events that takes the earliest and the furthest of what it sees, so that neither
//! order nor repetition changes anything, and a late statement changes only what it is about.

use super::event::{Deed, Event, Extent, Kind};
use super::events::Events;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};

/// How far somebody is with a thing. It never falls back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Met and not finished.
    Begun,
    /// Gone through.
    Handled,
}

/// Where one learner stands with one situation or module.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// How far.
    pub state: State,
    /// When it was first met, in microseconds since 1970.
    pub first: i64,
    /// When it was last met.
    pub last: i64,
    /// When it had been gone through for the first time.
    pub handled: Option<i64>,
    /// The days, in the institute's time zone, on which it was met.
    pub days: Vec<Date>,
    /// Whether the threshold was reached; a later failure takes nothing away.
    pub passed: Option<bool>,
    /// The most points.
    pub score: Option<f32>,
    /// How much the sources tell of it, where it is a module.
    pub extent: Extent,
    /// The modules in which a situation was met.
    pub within: BTreeSet<u32>,
}

impl Standing {
    /// This and another one of the same learner, as if the events of both had been folded together.
    pub fn and(&mut self, other: Self) {
        self.state = self.state.max(other.state);
        self.first = self.first.min(other.first);
        self.last = self.last.max(other.last);
        self.handled = self.handled.into_iter().chain(other.handled).min();
        other.days.into_iter().for_each(|day| note(&mut self.days, day));
        self.passed = self.passed.max(other.passed);
        self.score = self.score.into_iter().chain(other.score).reduce(f32::max);
        self.extent = self.extent.max(other.extent);
        self.within.extend(other.within);
    }
}

/// What one learner answered to one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// When the first answer was given; between two at one moment, the smaller text is the first.
    pub at: i64,
    /// The first answer.
    pub first: String,
    /// Whether it was right.
    pub at_first: bool,
    /// Whether any answer was right.
    pub ever: bool,
}

impl Answer {
    /// This and another one of the same learner to the same item: the first of both, and whether any was right.
    pub fn and(&mut self, other: Self) {
        let ever = self.ever || other.ever;
        if (other.at, &other.first, other.at_first) < (self.at, &self.first, self.at_first) {
            *self = other;
        }
        self.ever = ever;
    }
}

/// One learner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learner {
    /// Situations, by their IRIs.
    pub situations: BTreeMap<u32, Standing>,
    /// Modules, by their IRIs.
    pub modules: BTreeMap<u32, Standing>,
    /// Items, by their IRIs.
    pub answers: BTreeMap<u32, Answer>,
    /// The days on which something happened.
    pub days: Vec<Date>,
    /// The languages in which it did.
    pub languages: BTreeSet<u32>,
    /// The groups that statements name beside the learner.
    pub teams: BTreeSet<u32>,
    /// When something last happened.
    pub last: i64,
}

/// Where everybody stands. Numbers are those of [`Events`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// Learners by their numbers.
    pub learners: BTreeMap<u32, Learner>,
}

impl Progress {
    /// Folds the events that stand. `same` gives the number under which somebody with several names is counted.
    pub fn of(events: &Events, zone: &TimeZone, same: impl Fn(u32) -> u32) -> Self {
        let mut progress = Self::default();
        for event in events.standing().filter(|event| event.deed != Deed::Other) {
            let learner = progress.learners.entry(same(event.learner)).or_default();
            learner.take(event, event.answer.map_or("", |answer| events.words.text(answer)), zone);
        }
        progress
    }
}

impl Learner {
    /// The latest day on which something happened, of those up to a day.
    pub fn latest(&self, end: Date) -> Option<Date> {
        self.days.iter().rev().find(|day| **day <= end).copied()
    }

    /// Takes one event in, with the text of its answer; `zone` is where days begin. One that says nothing about progress
    /// must not come here.
    pub fn take(&mut self, event: &Event, answer: &str, zone: &TimeZone) {
        let day = day(event.at, zone);
        self.last = if self.days.is_empty() { event.at } else { self.last.max(event.at) };
        note(&mut self.days, day);
        self.languages.extend(event.language);
        self.teams.extend(event.team);
        match event.kind {
            Kind::Situation => {
                meet(&mut self.situations, event.thing, event, day).within.extend(event.within);
                // Whoever met a situation in a module has opened the module.
                if let Some(module) = event.within {
                    let (kind, deed, extent) = (Kind::Module, Deed::Begun, Extent::Situations);
                    let opened = Event { kind, deed, score: None, extent, ..event.clone() };
                    meet(&mut self.modules, module, &opened, day);
                }
            }
            Kind::Module => {
                meet(&mut self.modules, event.thing, event, day);
            }
            Kind::Item => {
                self.answer(event, answer);
                // Whoever answered a question of a situation has begun it.
                if let Some(situation) = event.within {
                    meet(
                        &mut self.situations,
                        situation,
                        &Event { deed: Deed::Begun, score: None, ..event.clone() },
                        day,
                    );
                }
            }
            Kind::Other => {}
        }
    }

    fn answer(&mut self, event: &Event, text: &str) {
        let right = event.right == Some(true);
        let answer = Answer { at: event.at, first: text.to_owned(), at_first: right, ever: right };
        match self.answers.get_mut(&event.thing) {
            Some(known) => known.and(answer),
            None => drop(self.answers.insert(event.thing, answer)),
        }
    }
}

fn meet<'a>(standings: &'a mut BTreeMap<u32, Standing>, thing: u32, event: &Event, day: Date) -> &'a mut Standing {
    let standing = standings.entry(thing).or_insert_with(|| Standing {
        state: State::Begun,
        first: event.at,
        last: event.at,
        handled: None,
        days: Vec::new(),
        passed: None,
        score: None,
        extent: event.extent,
        within: BTreeSet::new(),
    });
    standing.first = standing.first.min(event.at);
    standing.last = standing.last.max(event.at);
    standing.extent = standing.extent.max(event.extent);
    note(&mut standing.days, day);
    // A situation that was passed was gone through. Passing a module says nothing of its situations.
    if event.deed == Deed::Handled || (event.deed == Deed::Passed && event.kind == Kind::Situation) {
        standing.state = State::Handled;
        standing.handled = Some(standing.handled.map_or(event.at, |at| at.min(event.at)));
    }
    standing.passed = match event.deed {
        Deed::Passed => Some(true),
        Deed::Failed => Some(standing.passed.unwrap_or(false)),
        _ => standing.passed,
    };
    if let Some(score) = event.score.filter(|score| score.is_finite()) {
        standing.score = Some(standing.score.map_or(score, |best| best.max(score)));
    }
    standing
}

/// Adds a day to days in their order, which it mostly continues.
fn note(days: &mut Vec<Date>, day: Date) {
    match days.last() {
        Some(last) if *last == day => {}
        Some(last) if *last > day => {
            if let Err(place) = days.binary_search(&day) {
                days.insert(place, day);
            }
        }
        _ => days.push(day),
    }
}

/// The day of a moment in a time zone.
pub fn day(micros: i64, zone: &TimeZone) -> Date {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone()).date()
}
