//! The texts of a card and of the capsules it points to, as the page of the room loads them. Knows deck and HTML; how a card lies on
//! the table is for the script to say.

use super::plain;
use super::reading::passages;
use crate::course::SituationActivity;
use crate::deck::{Choice, Dilemma, Item, ItemBody, Line, Side, Situation};
use crate::render::html::Html;
use crate::render::page::Maker;
use crate::render::shuffle::drawn;
use serde::Serialize;

/// What the file of a card holds. Every text is HTML.
#[derive(Serialize)]
pub struct Card {
    /// The path of its drawing on a square of 48; empty where it has none.
    scene: String,
    /// The story in passages that can be projected in large type.
    story: Vec<String>,
    prompts: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dilemma: Option<DilemmaText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<Position>,
    quiz: Vec<Question>,
    capsules: Vec<Capsule>,
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
    id: String,
    title: String,
    body: String,
    keep: String,
}

impl Card {
    /// The file of this card, in the language of the maker's module.
    pub fn of(maker: Maker<'_>, activity: &SituationActivity<'_>) -> Self {
        let situation: &Situation = &activity.situation;
        let html = plain(maker, activity.situation.language);
        let items = &activity.items;
        Self {
            scene: maker.scene(situation),
            story: passages(&situation.story).iter().map(|passage| html.prose(passage, 4)).collect(),
            prompts: lines(&html, &situation.prompts),
            dilemma: situation.dilemma.as_ref().map(|dilemma| dilemma_text(&html, dilemma)),
            position: situation.position().and_then(|item| position(&html, item)),
            quiz: items.iter().filter_map(|entry| question(&html, activity.id, entry.item)).collect(),
            capsules: situation.capsules.iter().filter_map(|id| capsule(maker, &id.value)).collect(),
        }
    }
}

fn capsule(maker: Maker<'_>, id: &str) -> Option<Capsule> {
    let (at, _) = maker.module.capsule(id)?;
    let capsule = &maker.module.capsules[at];
    let html = plain(maker, capsule.language);
    let (body, keep) = (html.prose(&capsule.body, 4), html.prose(&capsule.keep, 4));
    Some(Capsule { id: id.to_owned(), title: html.text(&capsule.title), body, keep })
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
