//! The course as the page's script wants it: what there is to follow, what may be written, and the words of the script.

use super::item::right;
use super::texts::Texts;
use crate::course::{ItemActivity, Module, SituationActivity, tracked};
use crate::deck::ItemBody;
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Course<'a> {
    id: &'a str,
    version: &'a str,
    language: &'a str,
    title: &'a str,
    level: &'static str,
    tracked: Vec<&'static str>,
    required: usize,
    success: Option<u8>,
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
    label: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    options: &'a [String],
    right: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<u8>,
}

/// The course as JSON that may stand in a page: without any `<`, so that nothing in it can end the element.
///
/// # Errors
/// None in practice: everything in it is text and numbers.
pub fn course(module: &Module<'_>, texts: &Texts) -> Result<String, serde_json::Error> {
    let course = Course {
        id: &module.id,
        version: &module.deck.version,
        language: module.language,
        title: &module.title,
        level: module.tracking.key(),
        tracked: tracked(module.tracking),
        required: module.required,
        success: module.success,
        situations: module.situations.iter().map(|activity| situation(activity)).collect(),
        texts: texts.section("script"),
    };
    Ok(serde_json::to_string(&course)?.replace('<', "\\u003c"))
}

fn situation<'a>(activity: &'a SituationActivity<'a>) -> SituationData<'a> {
    SituationData {
        id: activity.id,
        steps: activity.steps.iter().map(|step| step.key()).collect(),
        items: activity.items.iter().map(|entry| item(entry)).collect(),
    }
}

fn item<'a>(activity: &'a ItemActivity<'a>) -> ItemData<'a> {
    let steps = match activity.item.body {
        ItemBody::Position { steps, .. } => Some(steps),
        _ => None,
    };
    ItemData {
        id: activity.id,
        kind: activity.item.body.kind(),
        label: &activity.label,
        options: &activity.options,
        right: right(&activity.item.body),
        steps,
    }
}
