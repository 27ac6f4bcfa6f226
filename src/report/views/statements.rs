//! Statements as sentences: "14:03: someone finished The locked cupboard".

use super::Scene;
use crate::report::event::{Deed, Event, Kind};
use crate::report::verbs;
use crate::report::view::{Cell, Column, Row, View};
use jiff::Timestamp;

/// The latest statements, without saying who: an answer to "does it arrive?".
pub fn latest(scene: &Scene<'_>, most: usize) -> View {
    let mut events: Vec<&Event> = scene.events.standing().collect();
    events.sort_by_key(|event| std::cmp::Reverse((event.at, event.id)));
    let mut view = scene.view("latest", "plain");
    view.columns = ["latest.row", "latest.what"].map(|key| Column::of(scene.words.get(key))).to_vec();
    let row = |event: &&Event| Row { head: when(scene, event), cells: vec![Cell::text(sentence(scene, event, "someone"))] };
    view.rows = events.iter().take(most).map(row).collect();
    view
}

/// A moment in the institute's time zone, to the minute.
pub(super) fn when(scene: &Scene<'_>, event: &Event) -> String {
    let moment = Timestamp::from_microsecond(event.at).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(scene.zone.clone());
    moment.strftime("%Y-%m-%d %H:%M").to_string()
}

/// What happened, in a sentence about `who`, a key of the texts: `someone` or `you`.
pub(super) fn sentence(scene: &Scene<'_>, event: &Event, who: &str) -> String {
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
    let key = format!("sentence_{who}.{}", known.unwrap_or("other"));
    scene.words.fill(&key, &[("title", title), ("verb", verb), ("answer", answer), ("score", &score)])
}
