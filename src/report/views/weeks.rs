//! Visits per week: how many learners came. Never by the hour, which would tell of people's lives.

use super::Scene;
use crate::report::counting::single;
use crate::report::view::{Chart, Column, Row, View};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The most weeks that are shown, the latest ones.
const MOST: usize = 26;

pub(super) fn view(scene: &Scene<'_>) -> Option<View> {
    let n = scene.class.people.len();
    let mut weeks: BTreeMap<Date, usize> = BTreeMap::new();
    for learner in scene.class.people.iter().filter_map(|person| person.learner) {
        let days = learner.days.iter().filter(|day| **day <= scene.end());
        let own: std::collections::BTreeSet<Date> = days.map(|day| monday(*day)).collect();
        own.into_iter().for_each(|week| *weeks.entry(week).or_default() += 1);
    }
    let last = *weeks.keys().next_back()?;
    let first = *weeks.keys().next()?;
    // A week without visits is a week too.
    let all = std::iter::successors(Some(last), |week| week.checked_sub(7.days()).ok());
    let mut all: Vec<Date> = all.take(MOST).take_while(|week| *week >= first).collect();
    all.reverse();
    let mut view = scene.view("weeks", "bars");
    view.columns = ["weeks.row", "weeks.came"].map(|key| Column::of(scene.words.get(key))).to_vec();
    let mut bars = Vec::new();
    for week in all {
        let cell = single(weeks.get(&week).copied().unwrap_or(0), n);
        let (from, to) = cell.bar?;
        bars.push((format!("{}.{}.", week.day(), week.month()), cell.text.clone(), from, to));
        view.rows.push(Row { head: week.to_string(), cells: vec![cell] });
    }
    let words: Vec<String> = bars.iter().map(|(week, count, ..)| format!("{week} {count}")).collect();
    view.chart = Some(Chart { description: words.join("; "), bars });
    Some(view)
}

/// The Monday of a day's week (ISO 8601).
fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        for (day, expected) in
            [("2026-11-29", "2026-11-23"), ("2026-11-23", "2026-11-23"), ("2027-01-01", "2026-12-28")]
        {
            assert_eq!(monday(day.parse().expect("a day")).to_string(), expected);
        }
    }
}
