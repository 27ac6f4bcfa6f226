//! Changes of a text at places of it, and how a unit is written where it stands.

use super::unit::{Spelling, Unit};
use std::ops::Range;

/// What stands in a range is replaced.
#[derive(Debug)]
pub struct Edit {
    /// What goes.
    pub range: Range<usize>,
    /// What comes.
    pub text: String,
}

/// The text with all changes made. Ranges do not overlap; of two that do, the later one is left out.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut out, mut done) = (String::new(), 0);
    for edit in edits.into_iter() {
        if edit.range.start < done {
            continue;
        }
        out.push_str(&text[done..edit.range.start]);
        out.push_str(&edit.text);
        done = edit.range.end;
    }
    out + &text[done..]
}

/// A translation as it is kept: no space around it and none before its lines, which the file gives back as its place needs it.
pub fn tidy(text: &str, spelling: Spelling) -> String {
    let lines = text.trim().split('\n');
    match spelling {
        Spelling::List => lines.map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"),
        Spelling::Prose | Spelling::Text => lines.map(str::trim_start).collect::<Vec<_>>().join("\n"),
    }
}

/// The change that puts a text in the place of a unit.
pub fn put(whole: &str, unit: &Unit, text: &str) -> Edit {
    let text = match unit.spelling {
        Spelling::Text => toml_text(text),
        Spelling::List => toml_list(text),
        Spelling::Prose => text.replace('\n', &format!("\n{}", margin(whole, unit.range.start))),
    };
    Edit { range: unit.range.clone(), text }
}

/// What stands before the further lines of a block that begins at a place: as much space as list marks take, and the marks of
/// quotes. The mark of a right answer is no part of it: no translation has one.
fn margin(whole: &str, start: usize) -> String {
    let line = whole[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = whole[line..start].replace("[x] ", "").replace("[X] ", "").replace("[ ] ", "");
    before.chars().map(|c| if c == '>' { '>' } else { ' ' }).collect()
}

/// A text of TOML.
pub fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A list of texts of TOML, from one line for each.
pub fn toml_list(text: &str) -> String {
    let words: Vec<_> = text.lines().map(toml_text).collect();
    format!("[{}]", words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_lines_stays_in_its_list_and_quote() {
        assert_eq!(margin("a\n  > b", 6), "  > ");
        assert_eq!(margin("- [x] b", 6), "  ");
        assert_eq!(margin("  2. b", 5), "     ");
    }

    #[test]
    fn changes_are_made_at_their_places() {
        let edit = |range, text: &str| Edit { range, text: text.to_owned() };
        assert_eq!(apply("abc", vec![edit(2..3, "C"), edit(0..0, "_"), edit(0..1, "")]), "_bC");
        assert_eq!(toml_list("a\n\"b\""), "[\"a\", \"\\\"b\\\"\"]");
    }
}
