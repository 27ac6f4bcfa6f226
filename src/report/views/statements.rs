//! Statements as sentences: "You went through The locked cupboard".

use super::Scene;
use crate::report::event::{Deed, Event, Kind};
use crate::report::verbs;
use jiff::Timestamp;

/// A moment in the institute's time zone, to the minute.
pub(super) fn when(scene: &Scene<'_>, event: &Event) -> String {
    let moment = Timestamp::from_microsecond(event.at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(scene.zone.clone());
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// What happened, in a sentence to the learner.
pub(super) fn sentence(scene: &Scene<'_>, event: &Event) -> String {
    let verb = scene.events.words.text(event.verb);
    let known = match (event.kind, event.deed) {
        (Kind::Other, _) | (_, Deed::Other) => None,
        (Kind::Item, _) => Some(match event.right {
            Some(true) => "item_right",
            Some(false) => "item_wrong",
            None => "item",
        }),
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
    };
    let iri = scene.events.things.text(event.thing);
    let title = if iri.is_empty() { "–" } else { scene.outline.name(iri) };
    let answer = event.answer.map_or("–", |answer| scene.events.words.text(answer));
    let score = event.score.map_or_else(|| "–".to_owned(), |score| score.to_string());
    let key = format!("sentence.{}", known.unwrap_or("other"));
    scene.words.fill(&key, &[("title", title), ("verb", verb), ("answer", answer), ("score", &score)])
}
