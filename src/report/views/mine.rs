//! Everything that is held about one learner, in plain words: for the learner, and for a request under article 15 of the
//! GDPR.

use super::Scene;
use super::statements::{sentence, when};
use crate::report::event::Event;
use crate::report::progress::{Learner, State, day};
use crate::report::view::{Cell, Column, Row, View};

/// The views for one learner; `is_own` says which events are the learner's.
pub fn mine(scene: &Scene<'_>, learner: &Learner, is_own: impl Fn(&Event) -> bool) -> Vec<View> {
    let mut events: Vec<&Event> = scene.events.all.iter().filter(|event| is_own(event)).collect();
    events.sort_by_key(|event| (event.at, event.id));
    events.dedup_by_key(|event| event.id);
    let mut held = scene.view("held", "plain");
    held.columns = ["held.row", "held.what"].map(|key| Column::of(scene.words.get(key))).to_vec();
    held.lead = scene.words.fill("held.lead", &[("count", &events.len().to_string())]);
    held.rows = events
        .iter()
        .map(|event| {
            // What was taken back does not count, and is held all the same.
            let mut said = sentence(scene, event);
            if scene.events.is_voided(event) {
                said = format!("{said} {}", scene.words.get("held.voided"));
            }
            Row { head: when(scene, event), cells: vec![Cell::text(said)] }
        })
        .collect();
    [situations(scene, learner), answers(scene, learner), Some(held)].into_iter().flatten().collect()
}

fn situations(scene: &Scene<'_>, learner: &Learner) -> Option<View> {
    let mut view = scene.view("own", "plain");
    view.columns =
        ["row", "state", "first", "last"].map(|key| Column::of(scene.words.get(&format!("own.{key}")))).to_vec();
    let modules = learner.modules.iter().map(|(thing, standing)| ("module_state", thing, standing));
    let situations = learner.situations.iter().map(|(thing, standing)| ("state", thing, standing));
    for (words, thing, standing) in modules.chain(situations) {
        let state = if standing.state == State::Handled { "handled" } else { "begun" };
        let date = |micros: i64| Cell::text(day(micros, scene.zone).to_string());
        let cells =
            vec![Cell::text(scene.words.get(&format!("{words}.{state}"))), date(standing.first), date(standing.last)];
        view.rows.push(Row { head: scene.outline.name(scene.events.things.text(*thing)).to_owned(), cells });
    }
    view.rows.sort_by(|a, b| a.head.cmp(&b.head));
    (!view.is_empty()).then_some(view)
}

fn answers(scene: &Scene<'_>, learner: &Learner) -> Option<View> {
    let mut view = scene.view("answers", "plain");
    view.columns = ["row", "first", "right"].map(|key| Column::of(scene.words.get(&format!("answers.{key}")))).to_vec();
    for (item, answer) in &learner.answers {
        let right = if answer.at_first {
            "facts.first"
        } else if answer.ever {
            "facts.later"
        } else {
            "facts.not_yet"
        };
        let cells = vec![Cell::text(answer.first.clone()), Cell::text(scene.words.get(right))];
        view.rows.push(Row { head: scene.outline.name(scene.events.things.text(*item)).to_owned(), cells });
    }
    view.rows.sort_by(|a, b| a.head.cmp(&b.head));
    (!view.is_empty()).then_some(view)
}
