//! Group and situation: how many have not begun, have begun, have gone through each. Answers which situations to discuss.

use super::Scene;
use crate::report::class::Stand;
use crate::report::cohorts::{Cohort, Withheld, cohorts};
use crate::report::counting::Counting;
use crate::report::view::{Cell, Column, Row, View};
use std::collections::BTreeMap;

/// The states that are counted. What is not told counts as not offered: a column of its own would make the ranges wider for
/// everybody.
const COUNTED: [Stand; 4] = [Stand::NotBegun, Stand::Begun, Stand::Handled, Stand::NotOffered];

/// The place of the last of them.
const LAST: usize = COUNTED.len() - 1;

pub(super) fn views(scene: &Scene<'_>) -> Vec<View> {
    if scene.class.offered.is_empty() {
        return Vec::new();
    }
    let (told, withheld) = cohorts(scene.class);
    let is_only = told.len() == 1 && withheld.is_empty();
    let mut views: Vec<View> = (1..).zip(&told).map(|(number, cohort)| of(scene, cohort, number, is_only)).collect();
    views.extend(left_out(scene, &withheld, told.is_empty()));
    views
}

fn of(scene: &Scene<'_>, cohort: &Cohort<'_>, number: usize, is_only: bool) -> View {
    let n = cohort.people.len();
    let mut view = scene.view("situations", "bars");
    let name = match cohort.name {
        Some(name) => name,
        None if is_only => scene.words.get("situations.everybody"),
        None => scene.words.get("situations.others"),
    };
    view.key = format!("situations-{number}");
    view.title = scene.words.fill("situations.of", &[("group", name), ("n", &n.to_string())]);
    view.columns.push(Column::of(scene.words.get("situations.row")));
    let state = |stand: Stand| match stand {
        Stand::NotOffered if scene.class.is_silent => scene.words.get("situations.unknown"),
        _ => scene.words.get(&format!("state.{}", stand.key())),
    };
    view.columns.extend(COUNTED.map(state).map(Column::of));
    let Some(counting) = Counting::of(n, COUNTED.len()).filter(Counting::tells) else {
        view.lead = scene.words.get("situations.small").to_owned();
        return view;
    };
    let mut offered_less = false;
    for (theme, situations) in scene.themes() {
        view.rows.extend((!theme.is_empty()).then(|| Row { head: theme.to_owned(), cells: Vec::new() }));
        for (situation, title) in situations {
            let mut counts = BTreeMap::new();
            for person in &cohort.people {
                let stand = person.stand(situation);
                *counts.entry(if stand == Stand::NotTold { Stand::NotOffered } else { stand }).or_default() += 1;
            }
            let cells = COUNTED.map(|stand| counting.part(counts.get(&stand).copied().unwrap_or(0))).to_vec();
            offered_less |= cells[LAST].bar.is_some_and(|(from, _)| from > 0);
            view.rows.push(Row { head: title.to_owned(), cells });
        }
    }
    // Where nothing but the lowest range would stand in it, the column of what was not offered says nothing.
    if !offered_less {
        view.columns.pop();
        view.rows.iter_mut().for_each(|row| row.cells.truncate(LAST));
    }
    view
}

/// The groups of which nothing is told, and why.
fn left_out(scene: &Scene<'_>, withheld: &[(&str, Withheld)], is_nothing: bool) -> Option<View> {
    if withheld.is_empty() && !is_nothing {
        return None;
    }
    let mut view = scene.view("withheld", "plain");
    view.columns = vec![Column::of(scene.words.get("withheld.row")), Column::of(scene.words.get("withheld.why"))];
    for (name, why) in withheld {
        let key = match why {
            Withheld::Small => "withheld.small",
            Withheld::Shares => "withheld.shares",
        };
        view.rows.push(Row { head: (*name).to_owned(), cells: vec![Cell::text(scene.words.get(key))] });
    }
    Some(view)
}
