//! A story cut into passages that a whole room can read from a wall: sixty words at most, cut between sentences where there is one
//! to cut at. Knows the deck's texts, and neither HTML nor a screen.

use crate::deck::{Block, BlockKind, Inline, Prose, count_words};
use crate::source::Place;

/// The words that a passage may have: at 40 px they fill two thirds of a screen of 1024 by 768.
pub const MOST: usize = 60;

/// A piece of a text that is not cut further, with the number of the block it comes from.
struct Piece {
    block: usize,
    place: Place,
    kind: BlockKind,
    words: usize,
}

/// The text in passages, in its order. Together they are the whole text; they are of about the same length.
pub fn passages(prose: &Prose) -> Vec<Prose> {
    let pieces = pieces(prose);
    let all: usize = pieces.iter().map(|piece| piece.words).sum();
    let even = all.div_ceil(all.div_ceil(MOST).max(1));
    let mut passages: Vec<Prose> = Vec::new();
    let (mut held, mut last) = (0, usize::MAX);
    for piece in pieces {
        let is_full = held >= even || held + piece.words > MOST;
        if is_full || passages.is_empty() {
            passages.push(Prose::default());
            (held, last) = (0, usize::MAX);
        }
        held += piece.words;
        let Some(Prose(blocks)) = passages.last_mut() else { continue };
        match (blocks.last_mut(), piece.kind) {
            (Some(Block { kind: BlockKind::Paragraph(there), .. }), BlockKind::Paragraph(more))
                if piece.block == last =>
            {
                there.extend(more);
            }
            (_, kind) => blocks.push(Block { kind, place: piece.place }),
        }
        last = piece.block;
    }
    passages
}

fn pieces(prose: &Prose) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (block, Block { kind, place }) in prose.0.iter().enumerate() {
        let mut push = |kind: BlockKind| {
            let words = words(&kind, place);
            pieces.push(Piece { block, place: place.clone(), kind, words });
        };
        match kind {
            BlockKind::Paragraph(content) => {
                sentences(content).into_iter().for_each(|own| push(BlockKind::Paragraph(own)));
            }
            BlockKind::List { ordered: false, entries } => entries.iter().for_each(|entry| {
                push(BlockKind::List { ordered: false, entries: vec![entry.clone()] });
            }),
            whole => push(whole.clone()),
        }
    }
    pieces
}

fn words(kind: &BlockKind, place: &Place) -> usize {
    let whole = Prose(vec![Block { kind: kind.clone(), place: place.clone() }]);
    whole.words()
}

/// Running text cut behind its sentences. Formatted words are not cut; a sentence longer than a passage is cut at a blank.
fn sentences(content: &[Inline]) -> Vec<Vec<Inline>> {
    let mut all: Vec<Vec<Inline>> = vec![Vec::new()];
    for inline in content {
        let Inline::Text(text) = inline else {
            all.last_mut().into_iter().for_each(|own| own.push(inline.clone()));
            continue;
        };
        for (at, part) in parts(text).into_iter().enumerate() {
            let is_long = all.last().is_some_and(|own| count_words(own) + part.split_whitespace().count() > MOST);
            if at > 0 || is_long {
                all.push(Vec::new());
            }
            all.last_mut().into_iter().for_each(|own| own.push(Inline::Text(part.to_owned())));
        }
    }
    all.retain(|own| count_words(own) > 0);
    all
}

/// A text behind each end of a sentence and, in a longer one, at every sixtieth blank.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut from, mut words, mut ended) = (Vec::new(), 0, 0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '.' | '!' | '?' | '…' | ';' | '\u{37e}' => ended = letter != ';',
            // What may stand between the end of a sentence and the blank behind it.
            '»' | '”' | '’' | '"' | ')' | '\u{a0}' | '\u{202f}' => {}
            ' ' | '\n' => {
                words += 1;
                let next = letters.peek().map_or(' ', |(_, next)| *next);
                if ended && (next.is_uppercase() || "«“„‘—–\"".contains(next)) || words >= MOST {
                    parts.push(&text[from..=at]);
                    (from, words) = (at + 1, 0);
                }
                // A sentence may end before its closing mark: « Oui ? »
                ended &= next == '»';
            }
            _ => ended = false,
        }
    }
    parts.push(&text[from..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    fn paragraph(text: &str) -> Block {
        let place = Source::new("a.md", "").whole();
        Block { kind: BlockKind::Paragraph(vec![Inline::Text(text.to_owned())]), place }
    }

    #[test]
    fn a_passage_has_sixty_words_at_most_and_none_is_lost() {
        let sentence = format!("{}end.", "word ".repeat(24));
        let long = format!("{}end.", "Word ".repeat(150));
        for paragraphs in [
            vec![sentence.clone()],
            vec![[sentence.as_str(); 5].join(" ").replace("word word", "Word word")],
            vec![sentence.clone(), sentence.clone(), long.clone()],
            vec![long],
        ] {
            let prose = Prose(paragraphs.iter().map(|text| paragraph(text)).collect());
            let cut = passages(&prose);
            let texts: Vec<String> = cut.iter().map(Prose::text).collect();
            assert!(texts.iter().all(|text| text.split_whitespace().count() <= MOST), "{texts:?}");
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&texts.join(" ")), words(&prose.text()));
        }
    }

    #[test]
    fn it_is_cut_behind_sentences_into_even_passages() {
        let text = format!("{}ends. « Yes ? » {}ends.", "One ".repeat(39), "Two ".repeat(39));
        let cut: Vec<String> = passages(&Prose(vec![paragraph(&text)])).iter().map(Prose::text).collect();
        assert_eq!(cut.len(), 2, "{cut:?}");
        assert!(cut[0].trim_end().ends_with("? »") && cut[1].starts_with("Two"), "{cut:?}");
    }

    #[test]
    fn paragraphs_stay_paragraphs() {
        let cut = passages(&Prose(vec![paragraph("One. Two."), paragraph("Three.")]));
        assert_eq!((cut.len(), cut[0].0.len()), (1, 2));
        assert!(passages(&Prose::default()).is_empty());
    }
}
