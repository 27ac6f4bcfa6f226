//! The course as the page's script wants it: what there is to follow, what may be written, and the words of the script.

use super::item::right;
use super::parts::Part::{self, Consent, Dilemma, Hand, Match, Order, Position, Quiz, Single, Sort, Switch};
use super::parts::Parts;
use super::texts::Texts;
use crate::course::{ItemActivity, Module, SituationActivity, tracked};
use crate::deck::ItemBody;
use serde::Serialize;
use std::collections::BTreeMap;

/// The words of the script, and the parts of a module in which it says them.
const SAID: [(&str, &[Part]); 13] = [
    ("script", &[]),
    ("hand", &[Hand]),
    ("end", &[Single]),
    ("quiz", &[Quiz]),
    ("order", &[Order]),
    ("placing", &[Match, Sort]),
    ("matching", &[Match]),
    ("sorting", &[Sort]),
    ("scale", &[Position, Dilemma]),
    ("position", &[Position]),
    ("dilemma", &[Dilemma]),
    ("consent", &[Consent]),
    ("switch", &[Switch]),
];

#[derive(Serialize)]
struct Course<'a> {
    id: &'a str,
    version: &'a str,
    level: &'static str,
    tracked: Vec<&'static str>,
    required: usize,
    success: Option<u8>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    columns: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    was: &'a BTreeMap<String, &'a str>,
    situations: Vec<SituationData<'a>>,
    texts: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct SituationData<'a> {
    id: &'a str,
    steps: Vec<&'static str>,
    items: Vec<ItemData<'a>>,
}

#[derive(Serialize)]
struct ItemData<'a> {
    id: &'a str,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    things: &'a [String],
    right: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u8>,
}

/// The course as JSON that may stand in a page: without any `<`, so that nothing in it can end the element.
///
/// # Errors
/// None in practice: everything in it is text and numbers.
pub fn course(module: &Module<'_>, parts: &Parts, texts: &Texts) -> Result<String, serde_json::Error> {
    let written = tracked(module.tracking);
    let course = Course {
        id: &module.id,
        version: &module.deck.version,
        level: module.tracking.key(),
        tracked: written.clone(),
        required: module.required,
        success: module.success,
        columns: &module.columns,
        was: &module.was,
        situations: module.situations.iter().map(|activity| situation(activity, &written)).collect(),
        texts: parts.needed(&SAID).flat_map(|section| texts.section(section)).collect(),
    };
    Ok(serde_json::to_string(&course)?.replace('<', "\\u003c"))
}

fn situation<'a>(activity: &'a SituationActivity<'a>, written: &[&str]) -> SituationData<'a> {
    SituationData {
        id: activity.id,
        steps: activity.steps.iter().map(|step| step.key()).collect(),
        items: activity.items.iter().map(|entry| item(entry, written)).collect(),
    }
}

/// The readable names are for the LMS alone: where an item's answers are never written, only their number is there.
fn item<'a>(activity: &'a ItemActivity<'a>, written: &[&str]) -> ItemData<'a> {
    let steps = match activity.item.body {
        ItemBody::Position { steps, .. } => Some(steps),
        _ => None,
    };
    let named = activity.datum().is_some_and(|datum| written.contains(&datum));
    ItemData {
        id: activity.id,
        kind: activity.item.body.kind(),
        label: named.then_some(activity.label.as_str()),
        options: activity.options.iter().map(|name| if named { name.as_str() } else { "" }).collect(),
        things: if named { &activity.things } else { &[] },
        right: right(&activity.item.body),
        steps,
    }
}
