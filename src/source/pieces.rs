//! Texts that are put together from other files: a place in one leads back to where it was written. Knows nothing of what the
//! texts mean.

use super::{Place, Source};

/// A part of a text that is put together.
#[derive(Debug)]
pub enum Part {
    /// Words that no file has.
    Said(String),
    /// A part of a file, word for word.
    Taken(Place),
}

/// A part of a text that was taken from a file.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it begins and ends in the new text, in bytes.
    start: usize,
    end: usize,
    /// Where it stands in its file.
    from: Place,
}

impl Source {
    /// A text made of parts, one after another. `path` is where the deck has it.
    pub fn joined(path: impl Into<String>, parts: impl IntoIterator<Item = Part>) -> Self {
        let (mut text, mut pieces) = (String::new(), Vec::new());
        for part in parts {
            match part {
                Part::Said(words) => text.push_str(&words),
                Part::Taken(from) => {
                    let start = text.len();
                    text.push_str(&from.source.text()[from.start..from.end]);
                    pieces.push(Piece { start, end: text.len(), from });
                }
            }
        }
        Self::with_pieces(path.into(), text, pieces)
    }

    /// Whether it was put together from several files.
    pub fn is_joined(&self) -> bool {
        let mut files = self.pieces().iter().map(|piece| &piece.from.source);
        files.next().is_some_and(|first| files.any(|other| other != first))
    }
}

impl Place {
    /// Where this was written: the place itself, or in a text that was put together the place in the file that it came from.
    /// Words that no file has count as those behind them.
    pub fn origin(&self) -> Place {
        let pieces = self.source.pieces();
        let Some(piece) = pieces.iter().find(|piece| piece.end > self.start).or(pieces.last()) else {
            return self.clone();
        };
        let shift = |at: usize| piece.from.start + at.clamp(piece.start, piece.end) - piece.start;
        piece.from.source.place(shift(self.start)..shift(self.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_leads_back_to_the_file_it_was_taken_from() {
        let (own, base) = (Source::new("deck.toml", "a = 1\n"), Source::new("../b/deck.toml", "x\nb = 2\n"));
        let parts = [
            Part::Taken(own.place(0..6)),
            Part::Said("made\n".into()),
            Part::Taken(base.place(2..8)),
            Part::Said("end".into()),
        ];
        let joined = Source::joined("deck.toml", parts);
        assert_eq!(joined.text(), "a = 1\nmade\nb = 2\nend");
        let origin = |range| {
            let place = joined.place(range).origin();
            (place.source.path().to_owned(), place.start..place.end)
        };
        assert_eq!(origin(4..5), ("deck.toml".to_owned(), 4..5));
        assert_eq!(origin(11..14), ("../b/deck.toml".to_owned(), 2..5));
        assert_eq!(origin(7..9), ("../b/deck.toml".to_owned(), 2..2));
        assert_eq!(origin(18..19), ("../b/deck.toml".to_owned(), 8..8));
        assert_eq!(own.place(1..2).origin(), own.place(1..2));
    }
}
