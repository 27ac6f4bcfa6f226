//! A card's texts, laid on as few faces as hold them in type that can be read. Nothing is ever cut off: what does not fit goes on,
//! on the back or on a second card. Knows neither HTML nor paper.

use super::measure::{BOLD, Measure, SANS, SIZES};
use super::named::named;
use super::split::split;
use crate::deck::{Block, BlockKind, Entry, Inline, Line, Prose, Side, Situation};

/// What is printed of a face, in points: A6 without the edge that printers leave white; `.face` in `print.css`.
const WIDTH: f32 = 258.0;
const HEIGHT: f32 = 381.0;
/// The type of the title on the first face, which is bold and therefore wide, of the title on others, of the theme and of the
/// imprint, and their columns.
const TITLE: Measure = Measure { size: 16.0, width: 215.0 / BOLD };
const SMALL_TITLE: Measure = Measure { size: 11.0, width: 195.0 };
const THEME: Measure = Measure { size: 7.5, width: 195.0 / SANS };
const IMPRINT: Measure = Measure { size: 6.5, width: WIDTH / SANS };
const POINTER: Measure = Measure { size: 8.5, width: (WIDTH - 13.0) / SANS };
/// The stitches under a title, the turned corner of the first face, and the box of the line that points to a note.
const STITCHES: f32 = 17.0;
const CORNER: f32 = 27.0;
const POINTER_BOX: f32 = 15.0;
/// A passage's own heading with the gap below the passage, and the box around a note, in sizes of type.
const LABEL: f32 = 2.0;
const BOX: f32 = 1.6;
/// The size of type of a text that needs more than one face.
const SEVERAL: usize = 2;
/// A face has this much room for its texts, however long a title is.
const LEAST: f32 = 120.0;

/// What stands on a card around its texts.
pub struct Frame<'a> {
    /// The title of the theme.
    pub theme: &'a str,
    /// The line on deck, authors and licence.
    pub imprint: &'a str,
    /// The line that points to a note.
    pub pointer: &'a str,
    /// The name of the sheet of countries.
    pub sheet: &'a str,
}

/// What a passage of a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The story.
    Story,
    /// What may be hard to read.
    Note,
    /// The questions to discuss.
    Prompts,
    /// The dilemma.
    Dilemma,
}

/// A text of one kind, or a part of it.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What it is.
    pub kind: Kind,
    /// Whether it began on the face before.
    pub goes_on: bool,
    /// The text.
    pub prose: Prose,
}

/// One side of a card. Without passages it is the back of a card whose text has ended.
#[derive(Debug, Default)]
pub struct Face {
    /// Which of the sizes of type it is set in.
    pub size: usize,
    /// What stands on it.
    pub passages: Vec<Passage>,
}

/// The faces of a situation, in the order of reading; two of them make a card. The story has the first. The questions have the
/// next, together with the note and the dilemma where they fit.
pub fn faces(card: &Situation, frame: &Frame<'_>) -> Vec<Face> {
    let line = |measure: Measure, text: &str| measure.text(&[Inline::Text(text.to_owned())]);
    let pointer = if card.content_note.is_empty() { 0.0 } else { POINTER_BOX + line(POINTER, frame.pointer) };
    let above = HEIGHT - STITCHES - line(THEME, frame.theme);
    let first = above - line(TITLE, &card.title) - CORNER - pointer;
    let other = above - line(SMALL_TITLE, &card.title) - line(IMPRINT, frame.imprint);
    let (first, other) = (first.max(LEAST), other.max(LEAST));
    let (story, rest): (Vec<Passage>, Vec<Passage>) =
        passages(card, frame.sheet).into_iter().partition(|passage| passage.kind == Kind::Story);
    let mut faces = lay(story, first, other);
    for group in together(rest, other) {
        faces.extend(lay(group, other, other));
    }
    faces
}

/// Passages in groups that share a face. What does not fit to the passages before it has a face of its own.
fn together(passages: Vec<Passage>, room: f32) -> Vec<Vec<Passage>> {
    let mut groups: Vec<Vec<Passage>> = Vec::new();
    for passage in passages {
        let mut group = groups.pop().unwrap_or_default();
        group.push(passage);
        let alone = if group.len() > 1 && whole(&group, room).is_none() { group.pop() } else { None };
        groups.push(group);
        groups.extend(alone.map(|passage| vec![passage]));
    }
    groups
}

/// What stands on a situation's cards, in the order of reading.
fn passages(card: &Situation, sheet: &str) -> Vec<Passage> {
    let dilemma = card.dilemma.as_ref().map(|dilemma| {
        let side = |side: &Side| {
            let heading = BlockKind::Heading(2, side.title.content.clone());
            [Block { kind: heading, place: side.title.place.clone() }].into_iter().chain(list(&side.arguments))
        };
        let sides = dilemma.sides.iter().flatten().flat_map(side);
        Prose(dilemma.tension.0.iter().cloned().chain(sides).collect())
    });
    let passages = [
        (Kind::Story, card.story.clone()),
        (Kind::Note, card.content_note.clone()),
        (Kind::Prompts, Prose(list(&card.prompts).into_iter().collect())),
        (Kind::Dilemma, dilemma.unwrap_or_default()),
    ];
    let filled = passages.into_iter().filter(|(kind, prose)| *kind == Kind::Story || !prose.is_empty());
    filled.map(|(kind, prose)| Passage { kind, goes_on: false, prose: named(prose, sheet) }).collect()
}

/// Lines as a list; nothing where there are none.
fn list(lines: &[Line]) -> Option<Block> {
    let entry = |line: &Line| {
        let kind = BlockKind::Paragraph(line.content.clone());
        Entry { mark: None, body: Prose(vec![Block { kind, place: line.place.clone() }]), place: line.place.clone() }
    };
    let entries: Vec<Entry> = lines.iter().map(entry).collect();
    let place = lines.first()?.place.clone();
    Some(Block { kind: BlockKind::List { ordered: false, entries }, place })
}

/// The best size of type in which all of it fits on one face.
fn whole(passages: &[Passage], room: f32) -> Option<usize> {
    let fits =
        |size: &f32| passages.iter().map(|passage| height(passage.kind, &passage.prose, *size)).sum::<f32>() <= room;
    SIZES.iter().position(fits)
}

/// Passages on one face, or on as many as it takes. The first may have less room than the others.
fn lay(passages: Vec<Passage>, first: f32, other: f32) -> Vec<Face> {
    if passages.is_empty() {
        return Vec::new();
    }
    if let Some(size) = whole(&passages, first) {
        return vec![Face { size, passages }];
    }
    let empty = || Face { size: SEVERAL, passages: Vec::new() };
    let (mut faces, mut face, mut left) = (Vec::new(), empty(), first);
    for Passage { kind, prose: mut rest, .. } in passages {
        let mut goes_on = false;
        while !rest.is_empty() {
            let room = left - height(kind, &Prose::default(), SIZES[SEVERAL]);
            let (prose, more) = split(rest, column(kind, SIZES[SEVERAL]), room, face.passages.is_empty());
            left -= height(kind, &prose, SIZES[SEVERAL]);
            if !prose.is_empty() {
                face.passages.push(Passage { kind, goes_on, prose });
                goes_on = true;
            }
            rest = more;
            if !rest.is_empty() {
                faces.push(std::mem::replace(&mut face, empty()));
                left = other;
            }
        }
    }
    faces.push(face);
    faces
}

/// The column that a passage is set in; a note has a box around it and no serifs.
fn column(kind: Kind, size: f32) -> Measure {
    Measure { size, width: if kind == Kind::Note { (WIDTH - BOX * size) / SANS } else { WIDTH } }
}

/// The height of a text with what belongs to its kind around it.
fn height(kind: Kind, prose: &Prose, size: f32) -> f32 {
    let around = match kind {
        Kind::Story => 0.0,
        Kind::Note => LABEL + BOX,
        Kind::Prompts | Kind::Dilemma => LABEL,
    };
    around * size + column(kind, size).prose(prose)
}
