//! Learner and situation: a mark for each, by shape. Answers who needs a hand. In the order of names, never of progress.

use super::Scene;
use crate::report::view::{Column, Row, View};

pub(super) fn view(scene: &Scene<'_>) -> Option<View> {
    let mut view = scene.view("learners", "marks");
    view.columns.push(Column::of(scene.words.get("learners.row")));
    let themes = scene.themes();
    let mut situations = Vec::new();
    for (theme, (_, held)) in (1..).zip(&themes) {
        for (number, (situation, title)) in (1..).zip(held) {
            let head = if themes.len() > 1 { format!("{theme}.{number}") } else { number.to_string() };
            view.columns.push(Column { head, title: (*title).to_owned() });
            situations.push(*situation);
        }
    }
    for person in &scene.class.people {
        let cells = situations.iter().map(|situation| scene.mark(person.stand(*situation))).collect();
        view.rows.push(Row { head: person.label.clone(), cells });
    }
    (!situations.is_empty()).then_some(view)
}
