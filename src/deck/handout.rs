//! A handout: what a capsule gives to be filled in, on the page or on paper. It is never tracked, so it has no ids that last.

use super::prose::{Inline, Line, Prose};
use crate::source::{At, Place};

/// A sheet to fill in.
#[derive(Clone, Debug)]
pub struct Handout {
    /// Its title.
    pub title: Line,
    /// What it is for.
    pub intro: Prose,
    /// Its parts, in the order of the file.
    pub parts: Vec<HandoutPart>,
}

/// A part of a handout.
#[derive(Clone, Debug)]
pub struct HandoutPart {
    /// The attribute of its heading: its kind, or its kind and a number.
    pub id: At<String>,
    /// Its title.
    pub title: Line,
    /// What is filled in, or read.
    pub body: PartBody,
}

/// The kinds of part.
#[derive(Clone, Debug)]
pub enum PartBody {
    /// Labels, each with a line to write on.
    Fields(Vec<Line>),
    /// Boxes to tick.
    Boxes(Vec<Tick>),
    /// Statements that are rated before and after.
    Ratings {
        /// The steps of the scale, the lowest first.
        scale: Vec<Line>,
        /// What is rated.
        statements: Vec<Line>,
    },
    /// Text to read.
    Text(Prose),
}

/// A box to tick.
#[derive(Clone, Debug)]
pub struct Tick {
    /// What one agrees to.
    pub text: Line,
    /// The boxes below it.
    pub below: Vec<Line>,
}

impl PartBody {
    /// What authors call the kind, in a heading's attribute.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Fields(_) => "fields",
            Self::Boxes(_) => "boxes",
            Self::Ratings { .. } => "ratings",
            Self::Text(_) => "text",
        }
    }

    /// The lengths of its lists, which a translation shares. Text may be cut otherwise.
    pub fn sizes(&self) -> Vec<usize> {
        match self {
            Self::Fields(labels) => vec![labels.len()],
            Self::Boxes(ticks) => ticks.iter().map(|tick| tick.below.len()).collect(),
            Self::Ratings { scale, statements } => vec![scale.len(), statements.len()],
            Self::Text(_) => Vec::new(),
        }
    }
}

impl Handout {
    /// Visits every run of text of the handout.
    pub fn texts<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        let mut line = |text: &'a Line| visit(&text.content, &text.place);
        line(&self.title);
        for part in &self.parts {
            line(&part.title);
            match &part.body {
                PartBody::Fields(labels) => labels.iter().for_each(&mut line),
                PartBody::Boxes(ticks) => ticks.iter().for_each(|tick| {
                    line(&tick.text);
                    tick.below.iter().for_each(&mut line);
                }),
                PartBody::Ratings { scale, statements } => scale.iter().chain(statements).for_each(&mut line),
                PartBody::Text(_) => {}
            }
        }
        self.intro.paragraphs(visit);
        for part in &self.parts {
            if let PartBody::Text(text) = &part.body {
                text.paragraphs(visit);
            }
        }
    }
}
