//! Places as editors count them (LSP 3.17, "Position"): lines and characters from 0, a character being what the two agreed on. Knows
//! texts with `\n` at the end of lines.

use crate::source::Place;
use serde_json::{Value, json};
use std::ops::Range;

/// What counts as a character of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// A byte of UTF-8.
    Utf8,
    /// A unit of UTF-16: what holds where nothing was agreed on.
    #[default]
    Utf16,
}

impl Encoding {
    /// The best of those that an editor offers.
    pub fn best(offered: &Value) -> Self {
        let has = |key: &str| offered.as_array().is_some_and(|all| all.iter().any(|own| own == key));
        if has("utf-8") { Self::Utf8 } else { Self::Utf16 }
    }

    /// Its name in the protocol.
    pub fn key(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
        }
    }

    fn width(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }

    /// The range of a place.
    pub fn range_of(self, place: &Place) -> Value {
        let end = place.source.place(place.end..place.end);
        json!({ "start": self.point(place), "end": self.point(&end) })
    }

    fn point(self, place: &Place) -> Value {
        let text = place.source.text();
        // The line comes from an index: a file with thousands of findings is not counted through for each.
        let (line, _) = place.line_column();
        json!({ "line": line - 1, "character": self.column(text, place.start) })
    }

    /// A range of bytes in a text.
    pub fn range(self, text: &str, bytes: &Range<usize>) -> Value {
        let point = |at: usize| {
            let line = text[..at].matches('\n').count();
            json!({ "line": line, "character": self.column(text, at) })
        };
        json!({ "start": point(bytes.start), "end": point(bytes.end) })
    }

    fn column(self, text: &str, at: usize) -> usize {
        let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
        text[begin..at].chars().map(|c| self.width(c)).sum()
    }

    /// The byte of a position; where there is none, the nearest one before. None where the value is no position.
    pub fn byte(self, text: &str, position: &Value) -> Option<usize> {
        let line = usize::try_from(position["line"].as_u64()?).ok()?;
        let character = usize::try_from(position["character"].as_u64()?).ok()?;
        let mut begin = 0;
        for _ in 0..line {
            match text[begin..].find('\n') {
                Some(end) => begin += end + 1,
                None => return Some(text.len()),
            }
        }
        let mut counted = 0;
        for (at, c) in text[begin..].char_indices() {
            counted += self.width(c);
            if c == '\n' || counted > character {
                return Some(begin + at);
            }
        }
        Some(text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn a_character_is_what_was_agreed_on() {
        let source = Source::new("a.md", "x\né🙂c\n");
        let at = source.text().find('c').expect("a c");
        for (encoding, character) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3)] {
            let range = encoding.range_of(&source.place(at..at + 1));
            let wanted = json!({ "line": 1, "character": character });
            assert_eq!(range["start"], wanted, "{encoding:?}");
            assert_eq!(encoding.range(source.text(), &(at..at + 1)), range, "{encoding:?}");
            assert_eq!(encoding.byte(source.text(), &wanted), Some(at), "{encoding:?}");
        }
        assert_eq!(Encoding::best(&json!(["utf-32", "utf-8"])), Encoding::Utf8);
        assert_eq!(Encoding::best(&json!(["utf-32"])), Encoding::Utf16);
        assert_eq!(Encoding::best(&json!(7)), Encoding::Utf16);
    }

    #[test]
    fn a_position_that_does_not_exist_is_the_nearest_before() {
        let text = "x\né🙂c\n";
        let byte = |line: u64, character: u64| {
            Encoding::Utf16.byte(text, &json!({ "line": line, "character": character })).expect("a position")
        };
        assert_eq!((byte(0, 99), byte(1, 99), byte(99, 0), byte(u64::MAX, 0)), (1, 9, 10, 10));
        assert_eq!(byte(1, 2), 4, "inside the pair of a sign beyond the first plane");
        for bad in [json!(null), json!({}), json!({"line": -1, "character": 0}), json!({"line": 0, "character": 1.5})] {
            assert_eq!(Encoding::Utf16.byte(text, &bad), None, "{bad}");
        }
    }
}
