//! The views: a file each, and what all of them look at.

mod attention;
mod facts;
mod languages;
mod learners;
mod mine;
mod modules;
mod situations;
mod statements;
mod weeks;

use super::Thresholds;
use super::class::{Class, Stand};
use super::events::Events;
use super::outline::Outline;
use super::progress::{Progress, day};
use super::view::{Cell, View};
use super::words::Words;
use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use mine::mine;
pub use statements::someone;

/// What views are made from.
pub struct Scene<'a> {
    /// The words.
    pub words: &'static Words,
    /// Titles and their order.
    pub outline: &'a Outline,
    /// What happened.
    pub events: &'a Events,
    /// Where everybody stands.
    pub progress: &'a Progress,
    /// The learners.
    pub class: &'a Class<'a>,
    /// The institute's time zone.
    pub zone: &'a TimeZone,
    /// The day of the report.
    pub today: Date,
    /// The rules by which somebody is to be accompanied.
    pub thresholds: Thresholds,
}

/// The views for others: counts, as ranges.
pub fn group(scene: &Scene<'_>) -> Vec<View> {
    let mut all = situations::views(scene);
    // Beside situations, counts of modules would be a second view of the same learners, in other ranges.
    let modules = if scene.class.offered.is_empty() { modules::counts(scene) } else { None };
    all.extend([modules, facts::view(scene), weeks::view(scene), languages::view(scene)].into_iter().flatten());
    all
}

/// The views for the tutor who accompanies these learners.
pub fn accompany(scene: &Scene<'_>) -> Vec<View> {
    [attention::view(scene), learners::view(scene), modules::learners(scene)].into_iter().flatten().collect()
}

impl Scene<'_> {
    /// A view without rows, with its texts.
    fn view(&self, key: &str, look: &'static str) -> View {
        let text = |part: &str| self.words.get(&format!("{key}.{part}")).to_owned();
        View {
            key: key.to_owned(),
            title: text("title"),
            lead: text("lead"),
            doing: text("doing"),
            look,
            ..View::default()
        }
    }

    /// The last day of which a report tells: that of the report, and one more for the zones in which it has begun. What is later
    /// was dated by a clock that is ahead.
    pub fn end(&self) -> Date {
        self.today.checked_add(1.day()).unwrap_or(self.today)
    }

    /// The day of the latest event.
    pub fn latest(&self) -> Option<Date> {
        let folded = self.progress.learners.values().filter_map(|learner| learner.latest(self.end()));
        let beyond = self.end().tomorrow().and_then(|day| day.to_zoned(self.zone.clone()));
        let beyond = beyond.map_or(i64::MAX, |moment| moment.timestamp().as_microsecond());
        let told = self.events.standing().map(|event| event.at).filter(|at| *at < beyond).max();
        folded.chain(told.map(|at| day(at, self.zone))).max()
    }

    /// How many days of learners are later than the last one.
    pub fn ahead(&self) -> usize {
        let learners = self.class.people.iter().filter_map(|person| person.learner);
        learners.flat_map(|learner| &learner.days).filter(|day| **day > self.end()).count()
    }

    /// The situations that anyone was offered, with their numbers, by theme.
    fn themes(&self) -> Vec<(&str, Vec<(u32, &str)>)> {
        let offered = |iri: &String| self.events.things.find(iri).filter(|number| self.class.offered.contains(number));
        let themes = self.outline.themes.iter().map(|theme| {
            let situations = theme.situations.iter();
            let situations = situations.filter_map(|iri| Some((offered(iri)?, self.outline.name(iri))));
            (theme.title.as_str(), situations.collect::<Vec<_>>())
        });
        themes.filter(|(_, situations)| !situations.is_empty()).collect()
    }

    /// The situations that nobody was offered.
    pub fn not_offered(&self) -> Vec<&str> {
        let offered =
            |iri: &str| self.events.things.find(iri).is_some_and(|number| self.class.offered.contains(&number));
        self.outline.situations().filter(|iri| !offered(iri)).map(|iri| self.outline.name(iri)).collect()
    }

    /// A cell that says by its shape how somebody stands.
    fn mark(&self, stand: Stand) -> Cell {
        Cell { mark: stand.key(), ..Cell::text(self.words.get(&format!("state.{}", stand.key()))) }
    }
}
