//! Modules, situations and items: what has an id that progress hangs on.

use super::another::is_another;
use super::change::{Change, Keeps, Sort, What};
use super::words::{item_words, situation_words};
use crate::course::{ItemActivity, Module, SituationActivity};
use crate::deck::{Item, ItemBody};
use crate::source::At;

/// Holds the modules of two states against each other.
pub fn compare(old: &[Module<'_>], new: &[Module<'_>]) -> Vec<Change> {
    let mut changes = Vec::new();
    for module in new {
        let before = old.iter().find(|before| before.id == module.id);
        let change = Change::new(What::Module, &module.id, &module.deck.id.place);
        changes.push(match before {
            None => change.of(Sort::New),
            Some(before) if before.title != module.title || !is_in_order(before, module) => change.of(Sort::Reworded),
            Some(_) => change,
        });
        for activity in &module.situations {
            situation(old, module, activity, &mut changes);
        }
    }
    for module in old.iter().filter(|before| !new.iter().any(|module| module.id == before.id)) {
        let change = Change::new(What::Module, &module.id, &module.deck.id.place);
        changes.push(change.of(Sort::Gone).keeping(Keeps::Nothing));
    }
    for (module, before) in situations(old) {
        if !situations(new).any(|(_, activity)| is_before(before, activity)) {
            let change = Change::new(What::Situation, path(module, before), &before.situation.id.place);
            changes.push(change.of(Sort::Gone).keeping(Keeps::Nothing));
        }
    }
    changes
}

/// Whether the situations that both have come in the same order.
fn is_in_order(before: &Module<'_>, module: &Module<'_>) -> bool {
    let order = |module: &Module<'_>, other: &Module<'_>| -> Vec<String> {
        let is_shared = |id: &str| other.situations.iter().any(|activity| activity.id == id);
        module.situations.iter().map(|own| own.id.to_owned()).filter(|id| is_shared(id)).collect()
    };
    order(before, module) == order(module, before)
}

fn situations<'m, 'a>(modules: &'m [Module<'a>]) -> impl Iterator<Item = (&'m Module<'a>, &'m SituationActivity<'a>)> {
    modules.iter().flat_map(|module| module.situations.iter().map(move |activity| (module, activity)))
}

fn path(module: &Module<'_>, activity: &SituationActivity<'_>) -> String {
    format!("{}/{}", module.id, activity.id)
}

fn is_before(before: &SituationActivity<'_>, activity: &SituationActivity<'_>) -> bool {
    before.id == activity.id || names(&activity.situation.was, before.id)
}

fn names(was: &[At<String>], id: &str) -> bool {
    was.iter().any(|old| old.value == id)
}

fn situation(old: &[Module<'_>], module: &Module<'_>, activity: &SituationActivity<'_>, changes: &mut Vec<Change>) {
    let change = Change::new(What::Situation, path(module, activity), &activity.situation.id.place);
    let Some((home, before)) = situations(old).find(|(_, before)| is_before(before, activity)) else {
        changes.push(change.of(Sort::New));
        for item in &activity.items {
            changes.push(Change::new(What::Item, item_path(module, activity, item), &item.item.place).of(Sort::New));
        }
        return;
    };
    let was = (path(home, before) != change.path).then(|| path(home, before));
    let mut change = Change { was, ..change };
    if home.id != module.id {
        change = change.of(Sort::Moved).keeping(Keeps::Nothing);
    } else if before.id != activity.id {
        change = change.of(Sort::Renamed);
    } else if before.situation.language == activity.situation.language
        && is_another(&before.situation, &activity.situation)
    {
        // Its questions are others too, and need not be told one by one.
        changes.push(change.of(Sort::Reused));
        return;
    } else if before.steps != activity.steps {
        change = change.of(Sort::Changed);
    } else if situation_words(&before.situation) != situation_words(&activity.situation) {
        change = change.of(Sort::Reworded);
    }
    let is_lost = change.keeps == Keeps::Nothing;
    changes.push(change);
    // Whoever loses the situation loses its items with it, and need not be told one by one.
    if !is_lost {
        items(module, before, activity, changes);
    }
}

fn item_path(module: &Module<'_>, activity: &SituationActivity<'_>, item: &ItemActivity<'_>) -> String {
    format!("{}/{}", path(module, activity), item.id)
}

fn items(
    module: &Module<'_>,
    before: &SituationActivity<'_>,
    activity: &SituationActivity<'_>,
    changes: &mut Vec<Change>,
) {
    for item in &activity.items {
        let change = Change::new(What::Item, item_path(module, activity, item), &item.item.place);
        let old = before.items.iter().find(|old| old.id == item.id || names(&item.item.was, old.id));
        changes.push(match old {
            None => change.of(Sort::New),
            Some(old) => {
                let was = (old.id != item.id).then(|| item_path(module, before, old));
                compare_items(old.item, item.item, Change { was, ..change })
            }
        });
    }
    for old in &before.items {
        if !activity.items.iter().any(|item| old.id == item.id || names(&item.item.was, old.id)) {
            let change = Change::new(What::Item, item_path(module, before, old), &old.item.place);
            changes.push(change.of(Sort::Gone).keeping(Keeps::NotAnswers));
        }
    }
}

fn compare_items(old: &Item, new: &Item, change: Change) -> Change {
    if old.body.kind() != new.body.kind() || shape(&old.body) != shape(&new.body) {
        change.of(Sort::Changed).keeping(Keeps::NotAnswers)
    } else if change.was.is_some() {
        change.of(Sort::Renamed)
    } else if item_words(old) != item_words(new) {
        change.of(Sort::Reworded)
    } else {
        change
    }
}

/// What an answer, which is places in a list, must be read against: how many options there are, and which are right.
fn shape(body: &ItemBody) -> Vec<usize> {
    match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => choices.iter().map(|c| usize::from(c.right)).collect(),
        ItemBody::Position { steps, .. } => vec![usize::from(*steps)],
        ItemBody::Perspectives(options) => vec![options.len()],
        ItemBody::Order(lines) => vec![lines.len()],
        ItemBody::Match(pairs) => vec![pairs.len()],
        ItemBody::Sort(boxes) => boxes.iter().map(|group| group.statements.len()).collect(),
        ItemBody::Note => Vec::new(),
    }
}
