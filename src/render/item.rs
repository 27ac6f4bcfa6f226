//! An item of a quiz as its template wants it. Knows the deck and HTML; which kind looks how is for the templates to say.

use super::html::Html;
use super::shuffle::{drawn, shuffled};
use crate::deck::{Choice, Item, ItemBody, Line, Pair, Perspective, SortBox};
use serde::Serialize;

/// An item, ready to be shown. What a kind does not have is empty.
#[derive(Serialize)]
pub struct ItemPage {
    id: String,
    anchor: String,
    kind: &'static str,
    question: String,
    intro: String,
    closing: String,
    source: Option<Reference>,
    /// Those of a fact shuffled, all others in the order of the deck.
    options: Vec<OptionPage>,
    /// The right-hand sides of pairs, or the statements of boxes, shuffled.
    loose: Vec<Loose>,
    steps: u8,
}

impl ItemPage {
    /// Whether it counts in a score.
    pub fn is_fact(&self) -> bool {
        ["fact", "facts"].contains(&self.kind)
    }
}

/// A capsule that is pointed to.
#[derive(Serialize)]
pub struct Reference {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its number among the capsules of the module, from one.
    pub number: usize,
}

#[derive(Default, Serialize)]
struct OptionPage {
    at: usize,
    text: String,
    right: bool,
    /// What is said to those who chose it.
    feedback: String,
    /// What it protects and costs, from four sides.
    voices: Vec<String>,
    /// What belongs to it: the partner of a pair, the statements of a box.
    with: Vec<String>,
}

/// A piece that is to be placed, and its place in the deck.
#[derive(Serialize)]
struct Loose {
    at: usize,
    text: String,
}

/// Makes an item ready.
pub fn item(html: &Html<'_>, anchor: String, item: &Item, source: Option<Reference>) -> ItemPage {
    let (options, loose, steps) = answers(html, &anchor, &item.body);
    ItemPage {
        id: item.id.value.clone(),
        anchor,
        kind: item.body.kind(),
        question: html.line(&item.question),
        intro: html.prose(&item.intro, 5),
        closing: html.prose(&item.closing, 5),
        source,
        options,
        loose,
        steps,
    }
}

/// The places of what is right: ticked options, or for things to be placed the place of each, in the deck's own order.
pub fn right(body: &ItemBody) -> Vec<usize> {
    match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => {
            choices.iter().enumerate().filter(|(_, choice)| choice.right).map(|(at, _)| at).collect()
        }
        ItemBody::Order(lines) => (0..lines.len()).collect(),
        ItemBody::Match(pairs) => (0..pairs.len()).collect(),
        ItemBody::Sort(boxes) => {
            boxes.iter().enumerate().flat_map(|(at, entry)| entry.statements.iter().map(move |_| at)).collect()
        }
        ItemBody::Position { .. } | ItemBody::Perspectives(_) | ItemBody::Note => Vec::new(),
    }
}

fn answers(html: &Html<'_>, name: &str, body: &ItemBody) -> (Vec<OptionPage>, Vec<Loose>, u8) {
    let plain = |(at, line): (usize, &Line)| OptionPage { at, text: html.line(line), ..OptionPage::default() };
    match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => {
            let option = |(at, choice): (usize, &Choice)| OptionPage {
                right: choice.right,
                feedback: html.prose(&choice.feedback, 5),
                ..plain((at, &choice.text))
            };
            // Drawn from ids alone, so that every language has the same order. An answer keeps its place in the deck.
            let shown = drawn(name, choices.len()).into_iter().filter_map(|at| Some((at, choices.get(at)?)));
            (shown.map(option).collect(), Vec::new(), 0)
        }
        ItemBody::Position { ends, steps } => (ends.iter().enumerate().map(plain).collect(), Vec::new(), *steps),
        ItemBody::Perspectives(list) => {
            let option = |(at, entry): (usize, &Perspective)| OptionPage {
                voices: entry.voices.iter().map(|voice| html.prose(voice, 5)).collect(),
                ..plain((at, &entry.text))
            };
            (list.iter().enumerate().map(option).collect(), Vec::new(), 0)
        }
        ItemBody::Order(lines) => {
            let options: Vec<OptionPage> = lines.iter().enumerate().map(plain).collect();
            let loose = shuffled(name, lines.len());
            let loose = loose.into_iter().map(|at| Loose { at, text: options[at].text.clone() }).collect();
            (options, loose, 0)
        }
        ItemBody::Match(pairs) => {
            let option = |(at, pair): (usize, &Pair)| OptionPage {
                with: vec![html.line(&pair.right)],
                ..plain((at, &pair.left))
            };
            let options: Vec<OptionPage> = pairs.iter().enumerate().map(option).collect();
            let loose = shuffled(name, pairs.len());
            let loose = loose.into_iter().map(|at| Loose { at, text: options[at].with[0].clone() }).collect();
            (options, loose, 0)
        }
        ItemBody::Sort(boxes) => {
            let option = |(at, entry): (usize, &SortBox)| OptionPage {
                with: entry.statements.iter().map(|line| html.line(line)).collect(),
                ..plain((at, &entry.label))
            };
            let options: Vec<OptionPage> = boxes.iter().enumerate().map(option).collect();
            let all: Vec<&String> = options.iter().flat_map(|option| &option.with).collect();
            let loose = shuffled(name, all.len()).into_iter().map(|at| Loose { at, text: all[at].clone() }).collect();
            (options, loose, 0)
        }
        ItemBody::Note => (Vec::new(), Vec::new(), 0),
    }
}
