//! Modules, as learners opened and completed them. A module is completed when enough of its situations were gone
//! through; this is not the activity's completion in an LMS, nor the course's.

use super::Scene;
use crate::report::class::{Person, Stand};
use crate::report::counting::Counting;
use crate::report::view::{Cell, Column, Row, View};
use std::collections::BTreeSet;

/// How many opened and completed each module.
pub(super) fn counts(scene: &Scene<'_>) -> Option<View> {
    const STANDS: [Stand; 3] = [Stand::NotBegun, Stand::Begun, Stand::Handled];
    let people = &scene.class.people;
    let counting = Counting::of(people.len(), STANDS.len()).filter(Counting::tells)?;
    let mut view = scene.view("modules", "bars");
    view.columns.push(Column::of(scene.words.get("modules.row")));
    let modules = modules(scene);
    // What is not told counts as not begun, for which the ranges have no place of its own.
    let counted = |person: &Person<'_>, module: u32| match person.module(module) {
        Stand::NotTold => Stand::NotBegun,
        stand => stand,
    };
    let is_silent = people.iter().any(|person| modules.iter().any(|module| person.module(*module) == Stand::NotTold));
    let state = |stand: Stand| match stand {
        Stand::NotBegun if is_silent => scene.words.get("modules.unknown"),
        _ => scene.words.get(&format!("module_state.{}", stand.key())),
    };
    view.columns.extend(STANDS.map(state).map(Column::of));
    for module in modules {
        let count = |stand: Stand| people.iter().filter(|person| counted(person, module) == stand).count();
        let cells = STANDS.map(|stand| counting.part(count(stand))).to_vec();
        view.rows.push(Row { head: name(scene, module), cells });
    }
    (!view.is_empty()).then_some(view)
}

/// How each learner stands with each module.
pub(super) fn learners(scene: &Scene<'_>) -> Option<View> {
    let modules = modules(scene);
    let mut view = scene.view("progress", "marks");
    view.columns.push(Column::of(scene.words.get("learners.row")));
    view.columns.extend(
        (1..)
            .zip(&modules)
            .map(|(number, module)| Column { head: i32::to_string(&number), title: name(scene, *module) }),
    );
    for person in &scene.class.people {
        let cells = modules.iter().map(|module| cell(scene, person, *module)).collect();
        view.rows.push(Row { head: person.label.clone(), cells });
    }
    (!modules.is_empty()).then_some(view)
}

/// The state, with the points where there are any.
fn cell(scene: &Scene<'_>, person: &Person<'_>, module: u32) -> Cell {
    let stand = person.module(module);
    let mut cell = Cell { mark: stand.key(), ..Cell::text(scene.words.get(&format!("module_state.{}", stand.key()))) };
    let standing = person.learner.and_then(|learner| learner.modules.get(&module));
    if let Some(score) = standing.and_then(|standing| standing.score) {
        let points = score.round().to_string();
        cell.text = scene.words.fill("progress.points", &[("state", &cell.text), ("points", &points)]);
    }
    cell
}

/// The modules that anyone opened, in the order of their titles.
fn modules(scene: &Scene<'_>) -> Vec<u32> {
    let people = scene.class.people.iter().filter_map(|person| person.learner);
    let met: BTreeSet<u32> = people.flat_map(|learner| learner.modules.keys().copied()).collect();
    let mut met: Vec<u32> = met.into_iter().collect();
    met.sort_by_cached_key(|module| (name(scene, *module), scene.events.things.text(*module).to_owned()));
    met
}

fn name(scene: &Scene<'_>, module: u32) -> String {
    scene.outline.name(scene.events.things.text(module)).to_owned()
}
