//! The note beside a deck with what had no place in it. `check` does not read it.

use super::document::Document;
use super::document::{Run, Text};
use super::markdown::{is_link, line};
use crate::diagnostic::{Locale, say};
use std::ops::Range;

/// The file of the note, beside `deck.toml`.
pub const FILE: &str = "LEFTOVERS.md";

/// A text that is left over.
pub struct Left {
    /// Its place in the document.
    pub range: Range<usize>,
    /// What it says.
    pub text: String,
    /// The addresses that it leads to.
    pub links: Vec<String>,
}

/// The part of the note about one document: each text is a quote below the line of the document that it was in. Empty where nothing
/// is left over.
pub fn leftovers(document: &Document, left: &[Left], locale: Locale) -> String {
    if left.is_empty() {
        return String::new();
    }
    let quoted = |letters: &str| {
        let text = Text { runs: vec![Run { letters: letters.to_owned(), ..Run::default() }], ..Text::default() };
        line(&text, &mut |_, _| String::new())
    };
    let path = document.source.path();
    let mut out = format!("## {}\n\n", quoted(path.rsplit(['/', '\\']).next().unwrap_or(path)));
    for Left { range, text, links } in left {
        let (number, _) = document.place(range).line_column();
        let place = say(locale, "documents.line", &[("line", &number.to_string())]);
        let address = |link: &String| if is_link(link) { format!(" <{link}>") } else { format!(" {}", quoted(link)) };
        let links: String = links.iter().map(address).collect();
        out.push_str(&format!("{place}\n\n> {}{links}\n\n", quoted(text)));
    }
    out
}

/// What the note begins with.
pub fn head(locale: Locale) -> String {
    say(locale, "documents.note", &[]) + "\n\n"
}
