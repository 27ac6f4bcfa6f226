//! The text as numbered lines, the blank ones counted. Knows the marks of a list and nothing of what the guide says.

use super::rules;
use crate::diagnostic::Findings;
use crate::source::{Place, Source};

/// What stands before the words of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    None,
    /// A dash alone.
    Dash,
    /// `>`, with or without a dash: an item of a list, a prompt.
    Item,
}

/// A line that is not blank.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// How many blank lines stand before it.
    pub gap: usize,
    /// What stands before its words.
    pub mark: Mark,
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Line {
    /// Whether it is a heading in capitals: all its letters are upper case, and there are some.
    pub fn is_capitals(&self) -> bool {
        self.mark == Mark::None && is_capitals(&self.text)
    }
}

/// Whether all letters of a text are upper case, and there are some.
pub fn is_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

/// The lines of a source; none, and a finding, where it is no text.
pub fn lines(source: &Source, findings: &mut Findings) -> Option<Vec<Line>> {
    if is_refused(source, findings) {
        return None;
    }
    let (mut lines, mut gap) = (Vec::new(), 0);
    for (index, (start, raw)) in raw_lines(source.text()).into_iter().enumerate() {
        let words = raw.trim_start_matches(BYTE_ORDER_MARK).trim();
        let (mark, text) = unmark(words);
        if text.is_empty() {
            gap += 1;
            continue;
        }
        let begin = start + raw.find(words).unwrap_or(0);
        let place = source.place(begin..begin + words.len());
        lines.push(Line { number: index + 1, gap, mark, text: text.to_owned(), place });
        gap = 0;
    }
    Some(lines)
}

/// Lines that were wrapped by hand, put together again: those without a mark and without a blank line between them.
pub fn unwrapped(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        match out.last_mut() {
            Some(last) if line.gap == 0 && line.mark == Mark::None && last.mark == Mark::None => {
                last.text = format!("{} {}", last.text, line.text);
                last.place.end = line.place.end;
            }
            _ => out.push(line.clone()),
        }
    }
    out
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Lines with their offsets, whatever ends them: LF, CRLF or CR.
fn raw_lines(text: &str) -> Vec<(usize, &str)> {
    let (mut lines, mut start) = (Vec::new(), 0);
    for (at, end) in text.match_indices(['\r', '\n']) {
        let closes_crlf = end == "\n" && at == start && text[..at].ends_with('\r');
        if !closes_crlf {
            lines.push((start, &text[start..at]));
        }
        start = at + 1;
    }
    lines.push((start, &text[start..]));
    lines
}

/// The mark of a line and its words.
fn unmark(words: &str) -> (Mark, &str) {
    let (dash, rest) = match words.strip_prefix('-') {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => (Mark::Dash, rest.trim_start()),
        _ => (Mark::None, words),
    };
    match rest.strip_prefix('>') {
        Some(text) if text.is_empty() || text.starts_with(char::is_whitespace) => (Mark::Item, text.trim_start()),
        _ => (dash, rest),
    }
}

/// Whether the source is nothing that could be read as lines of text; says why.
fn is_refused(source: &Source, findings: &mut Findings) -> bool {
    let text = source.text();
    let head = text.trim_start_matches(BYTE_ORDER_MARK).trim_start();
    let stranger = |c: char| c == '\u{fffd}' || (c.is_control() && !c.is_whitespace());
    let begins = |tag: &str| head.get(..tag.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(tag));
    if head.is_empty() {
        findings.add(&rules::EMPTY, &source.whole());
    } else if let Some((at, c)) = text.char_indices().find(|(_, c)| stranger(*c)) {
        // There is nothing to show of a file that is no text at all.
        let is_binary = text.chars().any(|c| c.is_control() && !c.is_whitespace());
        let place = if is_binary { Place::file(source.path()) } else { source.place(at..at + c.len_utf8()) };
        findings.add(&rules::NOT_TEXT, &place);
    } else if begins("%PDF-") {
        findings.add(&rules::NOT_TEXT, &Place::file(source.path()));
    } else if ["<!doctype", "<html", "<?xml"].iter().any(|tag| begins(tag)) {
        findings.add(&rules::WEB_PAGE, &source.whole());
    } else {
        return false;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Line> {
        lines(&Source::new("a.txt", text), &mut Findings::default()).unwrap_or_default()
    }

    #[test]
    fn all_line_ends_and_a_byte_order_mark_give_the_same_lines() {
        let plain: Vec<_> = read("A\n\n \nb\n").into_iter().map(|l| (l.number, l.gap, l.text)).collect();
        assert_eq!(plain, [(1, 0, "A".to_owned()), (4, 2, "b".to_owned())]);
        for text in ["A\r\n\r\n \r\nb\r\n", "\u{feff}A\n\n\u{c}\nb", "A\r\r\rb"] {
            let other: Vec<_> = read(text).into_iter().map(|l| (l.number, l.gap, l.text)).collect();
            assert_eq!(other, plain, "{text:?}");
        }
    }

    #[test]
    fn the_six_marks_of_a_prompt_are_one_mark() {
        for text in ["- > a", "- > **a**", " - > a", " - > **a**", "> **a**", "> a"] {
            assert_eq!(read(text)[0].mark, Mark::Item, "{text}");
        }
        assert_eq!(read("- a")[0].mark, Mark::Dash);
        assert_eq!(read("-a")[0].mark, Mark::None);
        assert!(read("- >").is_empty(), "a mark without words is a blank line");
    }

    #[test]
    fn a_place_holds_the_words_of_its_line() {
        let read = read("é\r\n  - > **b**  \r\n");
        assert_eq!(read[1].place.line_column(), (2, 3));
        assert_eq!(&read[1].place.source.text()[read[1].place.start..read[1].place.end], "- > **b**");
    }

    #[test]
    fn only_lines_without_marks_were_wrapped() {
        let texts: Vec<_> = unwrapped(&read("a\nb\n\nc\n> d\ne")).into_iter().map(|l| l.text).collect();
        assert_eq!(texts, ["a b", "c", "d", "e"]);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for (text, code) in [
            ("", "I001"),
            ("\u{feff} \n", "I001"),
            ("PK\u{3}\u{4}", "I002"),
            ("donn\u{fffd}es", "I002"),
            ("%PDF-1.7", "I002"),
            ("<!DOCTYPE html><p>", "I003"),
        ] {
            let mut findings = Findings::default();
            assert!(lines(&Source::new("a.txt", text), &mut findings).is_none());
            assert_eq!(findings.sorted()[0].rule.code, code, "{text:?}");
        }
    }
}
