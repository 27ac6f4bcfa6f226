//! A face of a card as its template wants it. Knows the course and HTML; how a face looks is for the templates to say.

use super::flow::{Face, Frame, Kind, Passage, faces};
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
    scene: &'p str,
    /// Which of the situation's cards it is, and how many there are.
    card: usize,
    cards: usize,
    /// Whether the title stands on it.
    first: bool,
    /// The line that points to what is to be known before reading; may be empty.
    pointer: &'p str,
    size: usize,
    passages: Vec<PassagePage>,
}

#[derive(Serialize)]
struct PassagePage {
    kind: &'static str,
    goes_on: bool,
    body: String,
}

/// What the cards of a situation are made from.
#[derive(Clone, Copy)]
pub struct Hand<'a, 'p> {
    /// What turns the deck's texts into HTML.
    pub maker: Maker<'a>,
    /// The line on deck, authors and licence.
    pub imprint: &'a str,
    /// The line that points to a note.
    pub pointer: &'p str,
}

impl<'p> Hand<'_, 'p> {
    /// The cards of a situation, each with its front and its back. A last face that would be empty is drawn as the back of a card.
    pub fn cards(self, activity: &SituationActivity<'_>, page: &'p SituationPage) -> Vec<[Side<'p>; 2]> {
        let mut faces = self.faces(activity, page);
        if faces.len() % 2 == 1 {
            faces.push(Face::default());
        }
        let cards = faces.len() / 2;
        let side = |at: usize| self.side(activity, page, &faces[at], at == 0, [at / 2 + 1, cards]);
        (0..cards).map(|card| [side(card * 2), side(card * 2 + 1)]).collect()
    }

    /// The cards that are drawn face down: those faces of a situation that tell its story, one a card.
    pub fn stories(self, activity: &SituationActivity<'_>, page: &'p SituationPage) -> Vec<Side<'p>> {
        let told = |face: &Face| face.passages.iter().all(|passage| passage.kind == Kind::Story);
        let faces: Vec<Face> = self.faces(activity, page).into_iter().take_while(told).collect();
        let side = |(at, face): (usize, &Face)| self.side(activity, page, face, at == 0, [at + 1, faces.len()]);
        faces.iter().enumerate().map(side).collect()
    }

    fn faces(self, activity: &SituationActivity<'_>, page: &SituationPage) -> Vec<Face> {
        let sheet = self.maker.texts.get("country.title");
        let frame = Frame { theme: &page.theme, imprint: self.imprint, pointer: self.pointer, sheet };
        faces(&activity.situation, &frame)
    }

    fn side(
        self,
        activity: &SituationActivity<'_>,
        page: &'p SituationPage,
        face: &Face,
        first: bool,
        [card, cards]: [usize; 2],
    ) -> Side<'p> {
        let html = self.maker.html(activity.situation.language);
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
        Side {
            id: &page.id,
            number: page.number,
            suit: page.suit,
            theme: &page.theme,
            title: &page.title,
            scene: &page.scene,
            card,
            cards,
            first,
            pointer: if first && !activity.situation.content_note.is_empty() { self.pointer } else { "" },
            size: face.size + 1,
            passages: face.passages.iter().map(passage).collect(),
        }
    }
}
