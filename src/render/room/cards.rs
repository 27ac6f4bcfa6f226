//! The texts of a theme's cards and of the capsules they point to, as the page of the room loads them. Knows deck and HTML; how a
//! card lies on the table is for the script to say.

use super::plain;
use super::reading::passages;
use crate::course::SituationActivity;
use crate::deck::{Choice, Dilemma, Item, ItemBody, Line, Side, Situation};
use crate::render::html::Html;
use crate::render::page::Maker;
use crate::render::shuffle::drawn;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What the file of a theme holds.
#[derive(Serialize)]
pub struct ThemeFile {
    cards: BTreeMap<String, Card>,
    capsules: BTreeMap<String, Capsule>,
}

/// A card. Every text is HTML.
#[derive(Serialize)]
struct Card {
    /// The story in passages that can be projected in large type.
    story: Vec<String>,
    prompts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dilemma: Option<DilemmaText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
    quiz: Vec<Question>,
    capsules: Vec<String>,
}

#[derive(Serialize)]
struct DilemmaText {
    tension: String,
    sides: Vec<SideText>,
}

#[derive(Serialize)]
struct SideText {
    title: String,
    arguments: Vec<String>,
}

#[derive(Serialize)]
struct Position {
    question: String,
    ends: [String; 2],
    steps: u8,
}

/// A question of facts: hands are counted, then the answers are shown.
#[derive(Serialize)]
struct Question {
    question: String,
    options: Vec<Answer>,
}

#[derive(Serialize)]
struct Answer {
    text: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    right: bool,
    why: String,
}

#[derive(Serialize)]
struct Capsule {
    title: String,
    body: String,
    keep: String,
}

impl ThemeFile {
    /// The file of these cards, in the language of the maker's module.
    pub fn of(maker: Maker<'_>, own: &[&SituationActivity<'_>]) -> Self {
        let named = own.iter().flat_map(|activity| &activity.situation.text.capsules);
        let places: BTreeSet<usize> = named.filter_map(|id| maker.module.capsule(id)).map(|(at, _)| at).collect();
        let capsules = places.into_iter().map(|at| &maker.module.capsules[at]);
        Self {
            cards: own.iter().map(|activity| (activity.id.to_owned(), card(maker, activity))).collect(),
            capsules: capsules
                .map(|capsule| {
                    let html = plain(maker, capsule.language);
                    let title = html.text(&capsule.title);
                    let (body, keep) = (html.prose(&capsule.body, 4), html.prose(&capsule.keep, 4));
                    (capsule.id.value.clone(), Capsule { title, body, keep })
                })
                .collect(),
        }
    }
}

fn card(maker: Maker<'_>, activity: &SituationActivity<'_>) -> Card {
    let situation: &Situation = &activity.situation;
    let html = plain(maker, activity.situation.language);
    let there = |id: &&str| maker.module.capsule(id).is_some();
    let named = situation.capsules.iter().map(|id| id.value.as_str());
    Card {
        story: passages(&situation.story).iter().map(|passage| html.prose(passage, 4)).collect(),
        prompts: lines(&html, &situation.prompts),
        dilemma: situation.dilemma.as_ref().map(|dilemma| dilemma_text(&html, dilemma)),
        position: situation.position().and_then(|item| position(&html, item)),
        quiz: activity.items.iter().filter_map(|entry| question(&html, activity.id, entry.item)).collect(),
        capsules: named.filter(there).map(str::to_owned).collect(),
    }
}

fn lines(html: &Html<'_>, lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| html.line(line)).collect()
}

fn dilemma_text(html: &Html<'_>, dilemma: &Dilemma) -> DilemmaText {
    let sides = dilemma.sides.iter().flatten();
    let side = |side: &Side| SideText { title: html.line(&side.title), arguments: lines(html, &side.arguments) };
    DilemmaText { tension: html.prose(&dilemma.tension, 4), sides: sides.map(side).collect() }
}

fn position(html: &Html<'_>, item: &Item) -> Option<Position> {
    let ItemBody::Position { ends, steps } = &item.body else { return None };
    let ends = [html.line(&ends[0]), html.line(&ends[1])];
    Some(Position { question: html.line(&item.question), ends, steps: *steps })
}

fn question(html: &Html<'_>, card: &str, item: &Item) -> Option<Question> {
    let (ItemBody::Fact(choices) | ItemBody::Facts(choices)) = &item.body else { return None };
    let answer = |choice: &Choice| Answer {
        text: html.line(&choice.text),
        right: choice.right,
        why: html.prose(&choice.feedback, 5),
    };
    // In the order that the module shows, so that a group and a learner speak of the same third answer.
    let order = drawn(&format!("{card}/{}", item.id.value), choices.len());
    let options = order.into_iter().filter_map(|at| choices.get(at)).map(answer).collect();
    Some(Question { question: html.line(&item.question), options })
}
