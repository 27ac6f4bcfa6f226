//! Whom to accompany: each with the reason in words and the rule behind it. Fixed rules and no judgement; in the order of
//! names.

use super::Scene;
use crate::report::class::{Person, Stand};
use crate::report::progress::State;
use crate::report::view::{Cell, Column, Row, View};
use jiff::Unit;

pub(super) fn view(scene: &Scene<'_>) -> Option<View> {
    let mut view = scene.view("attention", "list");
    view.columns =
        ["attention.row", "attention.why", "attention.rule"].map(|key| Column::of(scene.words.get(key))).to_vec();
    for person in &scene.class.people {
        for (reason, rule) in reasons(scene, person) {
            view.rows.push(Row { head: person.label.clone(), cells: vec![Cell::text(reason), Cell::text(rule)] });
        }
    }
    Some(view)
}

/// The reasons for one learner, each with its rule.
fn reasons(scene: &Scene<'_>, person: &Person<'_>) -> Vec<(String, String)> {
    let (words, rules) = (scene.words, scene.thresholds);
    let mut reasons = Vec::new();
    let Some(learner) = person.learner else {
        let key = match () {
            () if person.is_unclear => "unclear",
            // Whoever opened a module and did not complete it is in a list of completions without a date.
            () if person.is_of_ends() => "unreported",
            () => "never",
        };
        if rules.never.on {
            let text = |end: &str| words.get(&format!("attention.{key}{end}")).to_owned();
            reasons.push((text(""), text("_rule")));
        }
        return reasons;
    };
    let every: Vec<Stand> = scene.class.offered.iter().map(|situation| person.stand(*situation)).collect();
    let offered = every.iter().filter(|stand| **stand != Stand::NotOffered).count();
    let handled = every.iter().filter(|stand| **stand == Stand::Handled).count();
    let last = learner.latest(scene.end());
    let away = last.and_then(|last| last.until((Unit::Day, scene.today)).ok()).map_or(0, |span| span.get_days());
    // Where the sources do not tell of all situations, modules say whether anything is left.
    let by_module = every.is_empty() || every.contains(&Stand::NotTold);
    let is_done = if by_module {
        learner.modules.values().all(|standing| standing.state == State::Handled)
    } else {
        offered > 0 && handled == offered
    };
    let least = i32::from(rules.absent.days);
    if rules.absent.on && away >= least && !is_done {
        let [days, handled, offered] = [away.to_string(), handled.to_string(), offered.to_string()];
        let values = [("days", days.as_str()), ("handled", &handled), ("offered", &offered)];
        let key = if by_module { "attention.absent_module" } else { "attention.absent" };
        let rule = words.fill("attention.absent_rule", &[("days", &least.to_string())]);
        reasons.push((words.fill(key, &values), rule));
    }
    for (situation, standing) in learner.situations.iter().filter(|_| rules.stuck.on) {
        let days = standing.days.len();
        if standing.state == State::Begun && days >= usize::from(rules.stuck.days) {
            let title = scene.outline.name(scene.events.things.text(*situation));
            let values = [("days", days.to_string()), ("situation", title.to_owned())];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            let rule = words.fill("attention.stuck_rule", &[("days", &rules.stuck.days.to_string())]);
            reasons.push((words.fill("attention.stuck", &values), rule));
        }
    }
    for (module, standing) in learner.modules.iter().filter(|_| rules.failed.on) {
        if standing.passed == Some(false) {
            let title = scene.outline.name(scene.events.things.text(*module));
            let rule = words.get("attention.failed_rule").to_owned();
            reasons.push((words.fill("attention.failed", &[("module", title)]), rule));
        }
    }
    reasons
}
