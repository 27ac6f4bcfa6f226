//! Statements as sentences: "You went through The locked cupboard".

use super::Scene;
use crate::report::Events;
use crate::report::event::{Deed, Event, Kind};
use crate::report::verbs;
use crate::report::words::Words;
use jiff::Timestamp;

/// A moment in the institute's time zone, to the minute.
pub(super) fn when(scene: &Scene<'_>, event: &Event) -> String {
    let moment = Timestamp::from_microsecond(event.at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(scene.zone.clone());
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// What happened, in a sentence to the learner.
pub(super) fn sentence(scene: &Scene<'_>, event: &Event) -> String {
    let verb = scene.events.words.text(event.verb);
    let known = key(event, verb).map(|key| match (key, event.right) {
        ("item", Some(true)) => "item_right",
        ("item", Some(false)) => "item_wrong",
        _ => key,
    });
    let iri = scene.events.things.text(event.thing);
    let title = if iri.is_empty() { "–" } else { scene.outline.name(iri) };
    let answer = event.answer.map_or("–", |answer| scene.events.words.text(answer));
    let score = event.score.map_or_else(|| "–".to_owned(), |points| points.round().to_string());
    let key = format!("sentence.{}", known.unwrap_or("other"));
    scene.words.fill(&key, &[("title", title), ("verb", verb), ("answer", answer), ("score", &score)])
}

/// The key of what happened; none where it says nothing about progress.
fn key(event: &Event, verb: &str) -> Option<&'static str> {
    match (event.kind, event.deed) {
        (Kind::Other, _) | (_, Deed::Other) => None,
        (Kind::Item, _) => Some("item"),
        (Kind::Situation, Deed::Handled | Deed::Passed) => Some("situation_handled"),
        (Kind::Situation, _) => Some("situation_begun"),
        (Kind::Module, Deed::Handled) => Some("module_handled"),
        (Kind::Module, Deed::Passed) => Some("module_passed"),
        (Kind::Module, Deed::Failed) => Some("module_failed"),
        (Kind::Module, _) => Some(match verbs::name(verb) {
            Some("terminated") => "module_closed",
            Some("progressed") => "module_progressed",
            Some("scored") => "module_scored",
            _ => "module_opened",
        }),
    }
}

/// What a statement says, in a sentence that names nobody and gives no answer away.
pub fn someone(words: &Words, body: &str, mut title: impl FnMut(&str) -> Option<String>) -> String {
    let mut events = Events::default();
    let taken = events.take(body);
    let Some(event) = events.all.first() else {
        return words.get(if taken.is_ok() { "someone.voids" } else { "someone.unknown" }).to_owned();
    };
    let key = key(event, events.words.text(event.verb)).unwrap_or("other");
    let iri = events.things.text(event.thing);
    let known = title(iri).or_else(|| events.titles.get(&event.thing).cloned());
    let end = iri.trim_end_matches('/').rsplit('/').next().filter(|end| !end.is_empty()).unwrap_or("–");
    words.fill(&format!("someone.{key}"), &[("title", known.as_deref().unwrap_or(end))])
}
