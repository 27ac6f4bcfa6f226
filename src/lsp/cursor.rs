//! What a position in a text is about: a key, a value, the mark of a heading, an entry of a country. Works on texts that are being
//! typed and so are not whole. Knows the forms of files; knows no deck.

use crate::read::FileKind;
use crate::source::Source;
use std::ops::Range;

/// What a position is about.
#[derive(Debug, PartialEq, Eq)]
pub enum What {
    /// A key in the table `table` (its keys with dots between; empty for the file itself).
    Key { table: String },
    /// A value of a key, by its path with dots. `quoted`: between quotation marks.
    Value { path: String, quoted: bool },
    /// The id in the braces of a heading; `above` is the mark of the heading above, empty for one of level 2.
    Mark { above: String },
    /// A name such as `kind` in the braces of a question.
    Attribute,
    /// What follows `kind=`.
    ItemKind,
    /// What follows `source=`.
    ItemSource,
    /// What follows `country:` in a link.
    Entry,
    /// Nothing that has names.
    Nothing,
}

/// What a position is about, and the word there.
#[derive(Debug, PartialEq, Eq)]
pub struct Cursor {
    /// What it is about.
    pub what: What,
    /// The whole word, in bytes.
    pub word: Range<usize>,
}

/// What a position in a file is about.
pub fn cursor(kind: FileKind, source: &Source, at: usize) -> Cursor {
    let text = source.text();
    let is_letter = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let begin = text[..at].trim_end_matches(is_letter).len();
    let end = at + text[at..].len() - text[at..].trim_start_matches(is_letter).len();
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let what = match front(kind, text) {
        Some(front) if front.contains(&at) || front.end == at => toml(text, front.start, line, begin),
        _ => markdown(text, line, begin),
    };
    Cursor { what, word: begin..end }
}

/// Where TOML stands: the whole of `deck.toml`, and what is between the fences of other files.
fn front(kind: FileKind, text: &str) -> Option<Range<usize>> {
    if matches!(kind, FileKind::Deck | FileKind::Overlay) {
        return Some(0..text.len());
    }
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        match (start, line.trim_end() == "+++") {
            (None, true) => start = Some(at + line.len()),
            (Some(start), true) => return Some(start..at),
            (None, false) if !line.trim().is_empty() => return None,
            _ => {}
        }
        at += line.len();
    }
    // The fence that closes is not typed yet.
    start.map(|start| start..text.len())
}

/// `start` is where the TOML begins, `line` the line, `at` the word.
fn toml(text: &str, start: usize, line: usize, at: usize) -> What {
    let header = |line: &str| {
        let inside = line.trim().strip_prefix('[')?.trim_start_matches('[');
        let name = inside.split(']').next().filter(|name| inside.contains(']') && !name.contains(['"', ',']))?;
        Some(name.trim().to_owned())
    };
    let before = &text[start..line.max(start)];
    let table = before.lines().rev().find_map(header).unwrap_or_default();
    let path = |key: &str| if table.is_empty() { key.to_owned() } else { format!("{table}.{key}") };
    let own = &text[line.max(start)..at.max(line.max(start))];
    if own.trim_start().starts_with('#') {
        return What::Nothing;
    }
    if let Some((key, value)) = own.split_once('=') {
        return What::Value { path: path(key.trim()), quoted: is_open(value) };
    }
    // A list may go over several lines.
    let mut lines = before.lines().rev();
    let opened = lines.by_ref().take_while(|line| header(line).is_none()).find_map(|line| line.split_once('='));
    match opened {
        Some((key, value)) => {
            let from = before.rfind(value).unwrap_or(before.len());
            let inside = &before[from..];
            let depth = inside.matches('[').count() > inside.matches(']').count();
            match depth {
                true => What::Value { path: path(key.trim()), quoted: is_open(own) },
                false => What::Key { table },
            }
        }
        None if own.trim_start().starts_with('[') => What::Key { table: String::new() },
        None => What::Key { table },
    }
}

/// Whether a quotation mark is open at the end of a part of a line.
fn is_open(text: &str) -> bool {
    text.replace("\\\"", "").matches('"').count() % 2 == 1
}

fn markdown(text: &str, line: usize, at: usize) -> What {
    let own = &text[line..at];
    if own.ends_with("](country:") {
        return What::Entry;
    }
    let level = own.bytes().take_while(|byte| *byte == b'#').count();
    let Some(brace) = own.rfind('{').filter(|brace| level > 0 && !own[*brace..].contains('}')) else {
        return What::Nothing;
    };
    let inside = &own[brace + 1..];
    match inside.rsplit(' ').next().unwrap_or_default() {
        "kind=" => What::ItemKind,
        "source=" => What::ItemSource,
        "" | "#" if inside.trim_start_matches('#').trim().is_empty() => What::Mark { above: above(text, line, level) },
        "" => What::Attribute,
        _ => What::Nothing,
    }
}

/// The mark of the nearest heading above that has fewer signs than `level`.
fn above(text: &str, line: usize, level: usize) -> String {
    let signs = |line: &str| line.bytes().take_while(|byte| *byte == b'#').count();
    let mut headings = text[..line].lines().rev().filter(|line| (1..level).contains(&signs(line)));
    let Some((_, mark)) = headings.next().and_then(|line| line.rsplit_once("{#")) else { return String::new() };
    mark.split([' ', '}']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is at `|` in a text.
    fn at(kind: FileKind, text: &str) -> What {
        let place = text.find('|').expect("a mark");
        cursor(kind, &Source::new("a", text.replacen('|', "", 1)), place).what
    }

    #[test]
    fn a_position_is_known_by_the_text_around_it() {
        let value = |path: &str, quoted| What::Value { path: path.to_owned(), quoted };
        let key = |table: &str| What::Key { table: table.to_owned() };
        let mark = |above: &str| What::Mark { above: above.to_owned() };
        for (kind, text, wanted) in [
            (FileKind::Situation, "+++\nid = \"a\"\n|\n+++\n", key("")),
            (FileKind::Situation, "+++\nti|\n+++\n", key("")),
            (FileKind::Situation, "+++\nti|", key("")),
            (FileKind::Situation, "+++\ncapsules = [\"a\", \"|\"]\n+++\n", value("capsules", true)),
            (FileKind::Situation, "+++\ncapsules = [|]\n+++\n", value("capsules", false)),
            (FileKind::Situation, "+++\ncapsules = [\n  \"a\",\n  \"b|\n]\n+++\n", value("capsules", true)),
            (FileKind::Situation, "+++\ncapsules = [\n  \"a\",\n]\n|\n+++\n", key("")),
            (FileKind::Situation, "+++\n# id = \"|\"\n+++\n", What::Nothing),
            (FileKind::Situation, "+++\n+++\n## Quiz {#q|}\n", mark("")),
            (FileKind::Situation, "+++\n+++\n## Quiz {|\n", mark("")),
            (FileKind::Situation, "+++\n+++\n## Quiz {#quiz}\n### A {#|}\n", mark("quiz")),
            (FileKind::Situation, "+++\n+++\n## Quiz {#quiz}\n### A {#q1 kind=fa|}\n", What::ItemKind),
            (FileKind::Situation, "+++\n+++\n### A {#q1 kind=fact source=|}\n", What::ItemSource),
            (FileKind::Situation, "+++\n+++\n### A {#q1 |}\n", What::Attribute),
            (FileKind::Situation, "+++\n+++\n### A {#q1} |\n", What::Nothing),
            (FileKind::Situation, "+++\n+++\nA [b](country:ch|)\n", What::Entry),
            (FileKind::Situation, "+++\n+++\nA text {|\n", What::Nothing),
            (FileKind::Deck, "id = \"a\"\n[licence]\n|", key("licence")),
            (FileKind::Deck, "[[credits]]\nrole = \"|\"\n", value("credits.role", true)),
            (FileKind::Deck, "themes = [\"a\"]\n[|", key("")),
            (FileKind::Deck, "|", key("")),
        ] {
            assert_eq!(at(kind, text), wanted, "{text}");
        }
    }

    #[test]
    fn the_word_is_whole() {
        let source = Source::new("a", "capsules = [\"se-connecter\"]");
        let at = source.text().find("conn").expect("there");
        assert_eq!(&source.text()[cursor(FileKind::Deck, &source, at).word], "se-connecter");
    }

    #[test]
    fn no_text_is_too_broken() {
        let text = "+++\ncapsules = [\n\"é\", {#\n[[a]\n+++\n## é {#é kind=\n](country:\n{";
        for kind in [FileKind::Deck, FileKind::Situation, FileKind::Glossary] {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                for end in (at..=text.len()).filter(|end| text.is_char_boundary(*end)) {
                    let word = cursor(kind, &Source::new("a", &text[..end]), at).word;
                    assert!(word.start <= at && at <= word.end);
                }
            }
        }
    }
}
