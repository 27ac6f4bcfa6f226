//! No word is lost, whatever a document looks like. Each word of a random document is there once; it must be found once in the deck
//! or in the note, by a count that has nothing to do with the program's own.

use super::{docx, li, made, r};
use cartable::documents::Made;
use proptest::prelude::*;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Piece {
    /// A heading: a level, and the part that it names or words of its own.
    Heading(usize, Option<usize>),
    Paragraph(usize, u8),
    /// Entries: level, look.
    List(bool, Vec<(usize, u8)>),
    Table(usize, usize),
}

const PARTS: [&str; 12] = [
    "Histoire",
    "Avant de lire",
    "Dilemme",
    "Questions",
    "Quiz",
    "Pistes d’action",
    "À savoir",
    "À retenir",
    "Sources",
    "En équipe",
    "Moi",
    "Titre",
];

/// What stands around a word.
const SIGNS: [&str; 16] =
    ["", "*", "_", "**", "`", "#", "- ", "1. ", "[x] ", "<b>", "{#", "|", "~~", "\\", "> ", "&amp;"];

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        3 => (0usize..4, proptest::option::weighted(0.7, 0usize..PARTS.len())).prop_map(|(level, part)| Piece::Heading(level, part)),
        3 => (1usize..5, 0u8..8).prop_map(|(words, look)| Piece::Paragraph(words, look)),
        3 => (any::<bool>(), proptest::collection::vec((0usize..3, 0u8..8), 1..6)).prop_map(|(ordered, entries)| Piece::List(ordered, entries)),
        1 => (1usize..4, 1usize..4).prop_map(|(rows, columns)| Piece::Table(rows, columns)),
    ]
}

/// Words that no other place has.
struct Words {
    count: usize,
    signs: Vec<usize>,
}

impl Words {
    fn next(&mut self, many: usize) -> String {
        let word = |_| {
            self.count += 1;
            let sign = SIGNS[self.signs[self.count % self.signs.len()]];
            format!("{sign}mot{}z{}", self.count, sign.trim())
        };
        let words: Vec<String> = (0..many).map(word).collect();
        let end = if self.count.is_multiple_of(3) { " ?" } else { "" };
        words.join(" ") + end
    }
}

fn look(look: u8) -> &'static str {
    ["", "", "", "<w:b/>", "<w:i/>", "<w:b/><w:i/>", "", "<w:vanish/>"][usize::from(look)]
}

fn body(pieces: &[Piece], words: &mut Words) -> String {
    let mut out = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Heading(level, part) => {
                let text = part.map_or_else(|| words.next(2), |part| PARTS[part].to_owned());
                out.push_str(&super::p(&format!("T{level}"), &text));
            }
            Piece::Paragraph(many, style) => {
                let (a, b) = (words.next(*many), words.next(1));
                out.push_str(&format!("<w:p>{}{}</w:p>", r(look(*style), &a), r("", &b)));
            }
            Piece::List(ordered, entries) => {
                let list = at % 90 + if *ordered { 100 } else { 1 };
                for (level, style) in entries {
                    let tick = ["", "☒ ", "☐ "][usize::from(*style) % 3];
                    let run = r(look(*style), &format!("{tick}{}", words.next(2)));
                    out.push_str(&li(list, *level, &run));
                }
            }
            Piece::Table(rows, columns) => {
                let cells = |words: &mut Words| -> String {
                    (0..*columns).map(|_| format!("<w:tc>{}</w:tc>", super::p("", &words.next(1)))).collect()
                };
                let rows: String = (0..*rows).map(|_| format!("<w:tr>{}</w:tr>", cells(words))).collect();
                out.push_str(&format!("<w:tbl>{rows}</w:tbl>"));
            }
        }
    }
    out
}

/// How often each of the document's own words is in the deck and in the note.
fn found(made: &Made) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    let texts = made.files.files().map(|(_, text)| String::from_utf8_lossy(text).into_owned());
    for text in texts.chain([made.leftovers.clone()]) {
        for (at, _) in text.match_indices("mot") {
            let digits: String = text[at + 3..].chars().take_while(char::is_ascii_digit).collect();
            let word = format!("mot{digits}z");
            *found.entry(word).or_default() += 1;
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_word_is_in_the_deck_or_in_the_note(
        pieces in proptest::collection::vec(piece(), 1..20),
        signs in proptest::collection::vec(0usize..SIGNS.len(), 1..12),
    ) {
        let mut words = Words { count: 0, signs };
        let bytes = docx(&body(&pieces, &mut words));
        prop_assume!(words.count > 0);
        let (made, codes) = made("a.docx", &bytes);
        let found = found(&made);
        // A title of a theme or a deck may be said again by us.
        let lost: Vec<String> = (1..=words.count).map(|n| format!("mot{n}z")).filter(|word| !found.contains_key(word)).collect();
        let lost: Vec<&String> = lost.iter().filter(|word| made.title.as_ref().is_none_or(|title| !title.contains(*word))).collect();
        prop_assert!(lost.is_empty(), "{:?} {:?} {:?}", lost, codes, pieces);
        prop_assert_eq!(made.missed, 0, "{} {:?}", made.leftovers, pieces);
        prop_assert_eq!(made.words, made.in_deck + made.left, "{:?}", pieces);
    }
}
