//! A face of a card as its template wants it. Knows the course and HTML; how a face looks is for the templates to say.

use super::flow::{Frame, Kind, Passage, faces};
use crate::course::SituationActivity;
use crate::render::page::{Maker, SituationPage};
use serde::Serialize;

/// One side of a card.
#[derive(Serialize)]
pub struct Side<'p> {
    id: &'p str,
    number: usize,
    suit: usize,
    theme: &'p str,
    title: &'p str,
    /// Which of the situation's cards it is, and how many there are.
    card: usize,
    cards: usize,
    /// Whether the title stands on it.
    first: bool,
    /// Whether something is to be known before reading.
    noted: bool,
    size: usize,
    passages: Vec<PassagePage>,
}

#[derive(Serialize)]
struct PassagePage {
    kind: &'static str,
    goes_on: bool,
    body: String,
}

/// The cards of a situation, each with its front and its back. A last face that would be empty carries the situation's name.
pub fn cards<'p>(
    maker: Maker<'_>,
    activity: &SituationActivity<'_>,
    page: &'p SituationPage,
    imprint: &str,
) -> Vec<[Side<'p>; 2]> {
    let html = maker.html(activity.situation.language);
    let frame = Frame {
        theme: &page.theme,
        imprint,
        pointer: maker.texts.get("print.noted"),
        sheet: maker.texts.get("country.title"),
    };
    let mut faces = faces(&activity.situation, &frame);
    if faces.len() % 2 == 1 {
        faces.push(Default::default());
    }
    let cards = faces.len() / 2;
    let passage = |passage: &Passage| PassagePage {
        kind: match passage.kind {
            Kind::Story => "story",
            Kind::Note => "note",
            Kind::Prompts => "prompts",
            Kind::Dilemma => "dilemma",
        },
        goes_on: passage.goes_on,
        body: html.prose(&passage.prose, 4),
    };
    let side = |at: usize| Side {
        id: &page.id,
        number: page.number,
        suit: page.suit,
        theme: &page.theme,
        title: &page.title,
        card: at / 2 + 1,
        cards,
        first: at == 0,
        noted: at == 0 && !activity.situation.content_note.is_empty(),
        size: faces[at].size + 1,
        passages: faces[at].passages.iter().map(passage).collect(),
    };
    (0..cards).map(|card| [side(card * 2), side(card * 2 + 1)]).collect()
}
