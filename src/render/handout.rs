//! A handout as its templates want it: the same on a module's page, on a site and on paper. Knows the deck and HTML.

use super::html::Html;
use crate::deck::{Handout, HandoutPart, Line, PartBody, Tick};
use serde::Serialize;

/// A handout. Titles and labels are HTML without a block around them.
#[derive(Serialize)]
pub struct HandoutPage {
    title: String,
    intro: String,
    parts: Vec<PartPage>,
}

/// A part. What its kind does not have is empty.
#[derive(Serialize)]
struct PartPage {
    kind: &'static str,
    title: String,
    text: String,
    scale: Vec<String>,
    lines: Vec<LinePage>,
}

/// A label, a box with those below it, or a statement.
#[derive(Serialize)]
struct LinePage {
    text: String,
    below: Vec<String>,
}

/// Makes a handout ready; its headings begin below `level`.
pub fn handout(html: &Html<'_>, handout: &Handout, level: u8) -> HandoutPage {
    HandoutPage {
        title: html.line(&handout.title),
        intro: html.prose(&handout.intro, level),
        parts: handout.parts.iter().map(|part| self::part(html, part, level)).collect(),
    }
}

fn part(html: &Html<'_>, part: &HandoutPart, level: u8) -> PartPage {
    let lines = |lines: &[Line]| lines.iter().map(|line| html.line(line)).collect::<Vec<_>>();
    let bare = |all: &[Line]| lines(all).into_iter().map(|text| LinePage { text, below: Vec::new() }).collect();
    let tick = |tick: &Tick| LinePage { text: html.line(&tick.text), below: lines(&tick.below) };
    let mut page = PartPage {
        kind: part.body.kind(),
        title: html.line(&part.title),
        text: String::new(),
        scale: Vec::new(),
        lines: Vec::new(),
    };
    match &part.body {
        PartBody::Fields(labels) => page.lines = bare(labels),
        PartBody::Boxes(ticks) => page.lines = ticks.iter().map(tick).collect(),
        PartBody::Ratings { scale, statements } => {
            page.scale = lines(scale);
            page.lines = bare(statements);
        }
        PartBody::Text(text) => page.text = html.prose(text, level + 1),
    }
    page
}
