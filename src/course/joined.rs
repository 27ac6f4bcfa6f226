//! Modules that hold several languages of a deck. One progress goes through all of them.

use super::activity::{Module, SituationActivity};
use super::modules::{Split, modules};
use crate::deck::{Deck, Tracking};
use std::collections::BTreeMap;

/// The modules of a deck in some of its languages, the first of which opens and takes the place of the source; each holds those in which
/// the same is tracked as in that. A tutor reads the labels of the source, whatever the learner reads. `spoken` ends their names.
pub fn together<'a>(
    deck: &'a Deck,
    languages: &[&str],
    spoken: &str,
    split: Split,
    tracking: Tracking,
) -> Vec<Module<'a>> {
    let mut editions = languages.iter().map(|language| modules(deck, language, split, tracking));
    let mut joined = editions.next().unwrap_or_default();
    let places: BTreeMap<String, usize> = joined.iter().enumerate().map(|(at, own)| (own.id.clone(), at)).collect();
    for translation in editions.flatten() {
        let Some(module) = places.get(&translation.id).map(|at| &mut joined[*at]) else { continue };
        if is_same(module, &translation) {
            join(module, translation);
        }
    }
    for module in &mut joined {
        module.speak(spoken);
    }
    joined
}

/// Whether two languages of a module have the same situations with the same steps and items, in the same order.
fn is_same(module: &Module<'_>, translation: &Module<'_>) -> bool {
    let tracked = |module: &Module<'_>| -> Vec<_> {
        let items = |activity: &SituationActivity<'_>| -> Vec<_> {
            activity.items.iter().map(|item| (item.iri.clone(), item.item.body.kind(), item.options.len())).collect()
        };
        module
            .situations
            .iter()
            .map(|activity| (activity.iri.clone(), activity.steps.clone(), items(activity)))
            .collect()
    };
    tracked(module) == tracked(translation)
}

/// Adds a language in which the same is tracked.
pub(super) fn join<'a>(module: &mut Module<'a>, mut translation: Module<'a>) {
    label_like(module, &mut translation);
    module.translations.push(translation);
}

fn label_like(module: &Module<'_>, translation: &mut Module<'_>) {
    let items = module.situations.iter().flat_map(|activity| &activity.items);
    for (source, item) in items.zip(translation.situations.iter_mut().flat_map(|activity| &mut activity.items)) {
        item.label.clone_from(&source.label);
        item.options.clone_from(&source.options);
        item.things.clone_from(&source.things);
    }
}
