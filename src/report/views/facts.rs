//! Facts: who knew them at the first try, who later, and the wrong option that was chosen most often. Answers what a
//! capsule did not explain.

use super::Scene;
use crate::report::bands::LEAST;
use crate::report::counting::Counting;
use crate::report::progress::Answer;
use crate::report::view::{Cell, Column, Row, View};
use std::collections::BTreeMap;

pub(super) fn view(scene: &Scene<'_>) -> Option<View> {
    let people = &scene.class.people;
    let counting = Counting::of(people.len(), 4).filter(Counting::tells)?;
    let mut items: BTreeMap<&str, Vec<&Answer>> = BTreeMap::new();
    for (item, answer) in people.iter().filter_map(|person| person.learner).flat_map(|learner| &learner.answers) {
        items.entry(scene.events.things.text(*item)).or_default().push(answer);
    }
    let mut view = scene.view("facts", "bars");
    let heads = ["row", "first", "later", "not_yet", "not_answered", "wrong"];
    view.columns = heads.map(|key| Column::of(scene.words.get(&format!("facts.{key}")))).to_vec();
    for (item, answers) in items {
        let count = |is: fn(&Answer) -> bool| answers.iter().filter(|answer| is(answer)).count();
        let counts = [
            count(|answer| answer.at_first),
            count(|answer| !answer.at_first && answer.ever),
            count(|answer| !answer.ever),
            people.len() - answers.len(),
        ];
        let mut cells: Vec<Cell> = counts.into_iter().map(|count| counting.part(count)).collect();
        cells.push(Cell::text(wrong(scene, item, &answers)));
        view.rows.push(Row { head: question(scene, item), cells });
    }
    (!view.is_empty()).then_some(view)
}

/// The question, or the situation with the item's own id behind it.
fn question(scene: &Scene<'_>, item: &str) -> String {
    if scene.outline.titles.contains_key(item) {
        return scene.outline.name(item).to_owned();
    }
    match item.rsplit_once('/') {
        Some((situation, id)) => format!("{} · {id}", scene.outline.name(situation)),
        None => item.to_owned(),
    }
}

/// The wrong option that was chosen most often at the first try. It is told only where at least five learners chose it;
/// of two that were chosen as often, the first of the alphabet.
fn wrong(scene: &Scene<'_>, item: &str, answers: &[&Answer]) -> String {
    let mut chosen: BTreeMap<&str, usize> = BTreeMap::new();
    for answer in answers.iter().filter(|answer| !answer.at_first && !answer.first.is_empty()) {
        *chosen.entry(&answer.first).or_default() += 1;
    }
    let most = chosen.into_iter().max_by_key(|(answer, count)| (*count, std::cmp::Reverse(*answer)));
    let Some((answer, _)) = most.filter(|(_, count)| *count >= LEAST) else {
        return "–".to_owned();
    };
    let said = |option: &str| {
        let known = scene.outline.options.get(&(item.to_owned(), option.to_owned()));
        known.map_or_else(|| option.to_owned(), String::clone)
    };
    answer.split("[,]").map(said).collect::<Vec<_>>().join(", ")
}
