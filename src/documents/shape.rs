//! What a document says by its look instead of its styles: lists whose bullets were typed, and headings that are bold lines.

use super::collector::cut;
use super::document::{Block, Entry, List, Text};
use super::rules;
use super::vocabulary::{LEVELS, PARTS, key};
use super::way::short;
use crate::diagnostic::Findings;
use crate::source::Source;
use std::collections::BTreeSet;

/// Longer lines are no headings.
const LONGEST: usize = 90;

/// The blocks, with lists and headings that were only seen.
pub fn shaped(source: &Source, blocks: &[Block], findings: &mut Findings) -> Vec<Block> {
    let blocks = typed_lists(blocks);
    let bare = !blocks.iter().any(|block| matches!(block, Block::Heading(1.., _)));
    let mut shaped = Vec::new();
    // The levels of the last heading that is no part, and of the last that is one.
    let (mut card, mut part) = (1, None);
    // The parts of the card that is open.
    let mut seen = BTreeSet::new();
    for (at, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading(level, text) => {
                let is_part = key(&text.plain(), &PARTS).is_some();
                (card, part) = if is_part { (card, Some((*level, text.plain()))) } else { (*level, None) };
            }
            Block::Paragraph(text) => {
                let opens = matches!(blocks.get(at + 1), Some(Block::List(_) | Block::Table(_)));
                let is_next = !opens && comes_again(&blocks[at + 1..], &seen);
                if let Some(level) = level(text, opens, bare, is_next, card, part.as_ref()) {
                    if let Some(key) = key(&text.plain(), &PARTS) {
                        part = Some((level, text.plain()));
                        seen.insert(key);
                    } else if key(&text.plain(), &LEVELS).is_none() {
                        (card, part) = (level, None);
                        seen.clear();
                    }
                    let place = source.place(text.range.clone());
                    findings.add(&rules::TAKEN_HEADING, &place).with("text", short(&text.plain()));
                    shaped.push(Block::Heading(level, text.clone().thin()));
                    continue;
                }
            }
            _ => {}
        }
        shaped.push(block.clone());
    }
    shaped
}

/// Whether the next bold line opens a part that the card has already: what stands above it is the title of another card, and no
/// question of a quiz.
fn comes_again(blocks: &[Block], seen: &BTreeSet<&str>) -> bool {
    let bold = blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) if text.is_bold() => Some(text),
        _ => None,
    });
    bold.and_then(|text| key(&text.plain(), &PARTS)).is_some_and(|part| seen.contains(part))
}

/// The level of the heading that a paragraph was meant as; `is_next` where it may open a card in the middle of a quiz.
fn level(text: &Text, opens: bool, bare: bool, is_next: bool, card: u8, part: Option<&(u8, String)>) -> Option<u8> {
    let plain = text.plain();
    let plain = plain.trim();
    let is_line = plain.chars().count() <= LONGEST && !plain.ends_with(['.', '?', ';', ',']);
    let in_actions = part.filter(|(_, words)| key(words, &["actions"]).is_some());
    let stands_out = text.is_bold() || opens || plain.ends_with(':') || bare;
    if let (Some((level, _)), Some(_), true) = (in_actions, key(plain, &LEVELS), stands_out && is_line) {
        return Some(level + 1);
    }
    if key(plain, &PARTS).is_some() && stands_out && is_line {
        return Some(part.map_or(card + 1, |(level, _)| *level));
    }
    let in_quiz = part.is_some_and(|(_, words)| key(words, &["quiz", "dilemma"]).is_some());
    (bare && text.is_bold() && is_line && (!in_quiz || is_next)).then_some(1)
}

/// Paragraphs that begin with a typed bullet, or several in a row that begin with numbers or with letters in order, as lists.
fn typed_lists(blocks: &[Block]) -> Vec<Block> {
    let mut all: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let run = |sign: fn(&str) -> Option<usize>| {
            let taken = blocks[at..].iter().map_while(|block| match block {
                Block::Paragraph(text) => Some((text, sign(&text.plain())?)),
                _ => None,
            });
            taken.collect::<Vec<_>>()
        };
        let letters = blocks[at..].iter().enumerate().map_while(|(nth, block)| match block {
            Block::Paragraph(text) => Some((text, letter(&text.plain(), nth)?)),
            _ => None,
        });
        let (bullets, numbers, letters) = (run(bullet), run(number), letters.collect::<Vec<_>>());
        let (found, ordered) = match () {
            () if !bullets.is_empty() => (bullets, false),
            () if numbers.len() > 1 => (numbers, true),
            // Letters tell answers apart and put nothing in order.
            () if letters.len() > 1 => (letters, false),
            () => (bullets, false),
        };
        if found.is_empty() {
            all.push(blocks[at].clone());
            at += 1;
            continue;
        }
        at += found.len();
        let entry = |(text, sign): (&Text, usize)| {
            let mut text = text.clone();
            cut(&mut text.runs, sign);
            let (mark, text) = super::collector::ticked(text);
            Entry { mark, text, ..Entry::default() }
        };
        all.push(Block::List(List { ordered, entries: found.into_iter().map(entry).collect() }));
    }
    all
}

/// How long the bullet at the start of a text is, with the blank behind it.
fn bullet(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| "-–—•·▪‣*○●◦▫".contains(*c))?;
    blank(text, sign.len_utf8())
}

/// How long the number at the start of a text is, with the blank behind it.
fn number(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let signed = text[digits..].starts_with(['.', ')']) && (1..=2).contains(&digits);
    blank(text, digits + 1).filter(|_| signed)
}

/// How long the letter at the start of a text is, with the blank behind it, where it is the one in this place: a) b) c).
fn letter(text: &str, nth: usize) -> Option<usize> {
    let first = text.strip_prefix('(').unwrap_or(text);
    let sign = first.chars().next()?;
    let is_next =
        ["abcdefghij", "ABCDEFGHIJ", "αβγδεζηθικ", "ΑΒΓΔΕΖΗΘΙΚ"].iter().any(|all| all.chars().nth(nth) == Some(sign));
    let signed = first[sign.len_utf8()..].starts_with(['.', ')']);
    blank(text, text.len() - first.len() + sign.len_utf8() + 1).filter(|_| is_next && signed)
}

fn blank(text: &str, sign: usize) -> Option<usize> {
    let rest = text.get(sign..)?;
    let blank = rest.len() - rest.trim_start().len();
    (blank > 0 && blank < rest.len()).then_some(sign + blank)
}
