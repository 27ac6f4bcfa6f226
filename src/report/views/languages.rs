//! Languages in which learners worked, where statements say so. Answers which edition is used.

use super::Scene;
use crate::report::bands::LEAST;
use crate::report::counting::single;
use crate::report::view::{Column, Row, View};
use std::collections::BTreeMap;

pub(super) fn view(scene: &Scene<'_>) -> Option<View> {
    let n = scene.class.people.len();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for language in scene.class.people.iter().filter_map(|person| person.learner).flat_map(|learner| &learner.languages)
    {
        *languages.entry(scene.events.words.text(*language)).or_default() += 1;
    }
    let mut view = scene.view("languages", "bars");
    view.columns = ["languages.row", "languages.came"].map(|key| Column::of(scene.words.get(key))).to_vec();
    // That somebody reads a rare language tells who it is.
    for (language, count) in languages.into_iter().filter(|(_, count)| *count >= LEAST && n >= LEAST) {
        let name = scene.words.find(&format!("language.{language}")).unwrap_or(language);
        view.rows.push(Row { head: name.to_owned(), cells: vec![single(count, n)] });
    }
    (!view.is_empty()).then_some(view)
}
