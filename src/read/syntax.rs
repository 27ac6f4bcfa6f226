//! TOML with slips: each is found, and what is right is kept. Knows no fields.

use std::ops::Range;
use toml::de::{DeTable, Error};

/// After so many slips a file is no TOML, and further ones help nobody.
const MOST: usize = 30;
/// A text that is longer, in bytes, is not written by hand: it is not parsed again and again.
const LONGEST: usize = 64_000;

/// TOML without its faulty lines.
pub struct Mended {
    /// The text with spaces where a faulty line stood, so that all places are kept.
    pub text: String,
    /// What is wrong, in the order of the text.
    pub faults: Vec<Fault>,
    /// Whether all slips are out, so that what is left means what it says.
    pub is_whole: bool,
}

/// A slip.
pub struct Fault {
    /// Where.
    pub span: Range<usize>,
    /// What is wrong, as a key of `templates/messages/*/toml.toml`.
    pub reason: &'static str,
}

/// Takes out one faulty line after another. One open bracket makes a parser stumble over all that follows: only the line
/// that is to blame is reported.
pub fn mend(toml: &str) -> Mended {
    let mut text = toml.to_owned();
    let mut faults = Vec::new();
    while let Some(error) = first_error(&text) {
        let at = start(&error);
        let line = line_at(&text, at);
        let reason = reason(error.message(), &text[line.clone()]);
        // Where a bracket is left open, the parser stumbles over the line after it.
        let before = (line.start > 0).then(|| line_before(&text, line.start));
        let blame = [Some(line.clone()), before].into_iter().flatten().map(|line| {
            let without = blank(&text, &line);
            let next = first_error(&without).map_or(usize::MAX, |error| start(&error));
            (next, line, without)
        });
        let best = blame.reduce(|best, other| if other.0 > best.0 { other } else { best });
        let Some((next, culprit, without)) = best.filter(|(next, ..)| *next > at) else {
            let end = error.span().map_or(at, |span| span.end);
            faults.push(Fault { span: at..end, reason });
            return Mended { text, faults, is_whole: false };
        };
        let span = if culprit == line { at..error.span().map_or(at, |span| span.end) } else { culprit };
        faults.push(Fault { span, reason });
        text = without;
        if faults.len() >= MOST || text.len() > LONGEST {
            return Mended { text, faults, is_whole: next == usize::MAX };
        }
    }
    Mended { text, faults, is_whole: true }
}

/// What the parser's words are about, the most telling word first; the parser speaks English only.
const WORDS: [(&str, &str); 17] = [
    ("duplicate", "double"),
    ("unquoted key", "key"),
    ("quot", "quotes"),
    ("string", "quotes"),
    ("escape", "backslash"),
    ("array", "brackets"),
    ("table", "brackets"),
    ("comma", "brackets"),
    ("key with no value", "value"),
    ("missing value", "value"),
    ("integer", "number"),
    ("float", "number"),
    ("number", "number"),
    ("sign", "number"),
    ("zero", "number"),
    ("date", "number"),
    ("key", "key"),
];

fn reason(words: &str, line: &str) -> &'static str {
    // Of a value that is not there the parser says that it lacks quotes.
    if line.split_once('=').is_some_and(|(_, value)| value.trim().is_empty()) {
        return "value";
    }
    let words = words.to_lowercase();
    WORDS.iter().find(|(word, _)| words.contains(word)).map_or("other", |(_, key)| key)
}

fn first_error(text: &str) -> Option<Error> {
    let (_, errors) = DeTable::parse_recoverable(text);
    errors.into_iter().min_by_key(start)
}

fn start(error: &Error) -> usize {
    error.span().map_or(0, |span| span.start)
}

/// The line that holds a byte, without its end.
fn line_at(text: &str, at: usize) -> Range<usize> {
    let at = at.min(text.len());
    let start = text.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |end| end + 1);
    let end = text.as_bytes()[at..].iter().position(|b| *b == b'\n').map_or(text.len(), |end| at + end);
    start..end
}

/// The last line with something in it before a line.
fn line_before(text: &str, start: usize) -> Range<usize> {
    line_at(text, text[..start].trim_end().len())
}

fn blank(text: &str, line: &Range<usize>) -> String {
    format!("{}{}{}", &text[..line.start], " ".repeat(line.len()), &text[line.end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faulty(toml: &str) -> Vec<usize> {
        let line = |fault: &Fault| toml[..fault.span.start].matches('\n').count() + 1;
        mend(toml).faults.iter().map(line).collect()
    }

    #[test]
    fn each_faulty_line_is_named_once_and_no_other() {
        assert_eq!(faulty("a = 1\nb = \"c\"\n"), Vec::<usize>::new());
        assert_eq!(faulty("a = [\"x\"\nb = 1\n\n[c]\nd = 2\n"), [1]);
        assert_eq!(faulty("a = x\nb = \"y\nc = 3\nd\n"), [1, 2, 4]);
        assert_eq!(faulty("a = [\n  \"x\"\n  \"y\"\n]\nb = 1\n").len(), 1);
        assert_eq!(faulty("a = 1\na = 2\n"), [2]);
    }

    #[test]
    fn each_slip_has_a_reason_of_its_own() {
        for (toml, reason) in [
            ("a = \"b\n", "quotes"),
            ("a = b\n", "quotes"),
            ("a = “b”\n", "quotes"),
            ("a = \"b\\q\"\n", "backslash"),
            ("a = [\"b\"\n", "brackets"),
            ("a = [\"b\" \"c\"]\n", "brackets"),
            ("[a\nb = 1\n", "brackets"),
            ("a =\n", "value"),
            ("a\n", "value"),
            ("a = 012\n", "number"),
            ("a = 1\na = 2\n", "double"),
            ("é = 1\n", "key"),
        ] {
            let faults = mend(toml).faults;
            assert_eq!(faults.first().map(|fault| fault.reason), Some(reason), "{toml}");
        }
    }

    #[test]
    fn what_is_right_is_kept_in_its_place() {
        let mended = mend("a = x\nb = 1\n");
        assert_eq!((mended.text.as_str(), mended.is_whole), ("     \nb = 1\n", true));
    }
}
