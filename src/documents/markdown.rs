//! Running text as Markdown of a deck: bold, italics, links and pictures are kept, all else is escaped so that it says what it said.

use super::document::{Run, Text};

/// A text on one line. `picture` gives what is written for a picture and its alternative; `is_link` says which addresses are kept.
pub fn line(text: &Text, picture: &mut dyn FnMut(usize, &str) -> String) -> String {
    let mut out = String::new();
    for (at, run) in text.runs.iter().enumerate() {
        if let Some(number) = run.picture {
            let alternative = escaped(&run.letters);
            out.push_str(&picture(number, &alternative));
            continue;
        }
        let before = text.runs[..at].last().and_then(|run| run.letters.chars().next_back());
        let after = text.runs.get(at + 1).and_then(|run| run.letters.chars().next());
        piece(run, before, after, &mut out);
    }
    begin(out.trim())
}

/// The addresses that a deck may lead to.
pub fn is_link(address: &str) -> bool {
    let is_plain = address.chars().all(|c| c.is_ascii_graphic() && !"<>()[]\\\"`*{}|^".contains(c));
    let schemes = ["https://", "http://", "mailto:"];
    is_plain && schemes.iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme))
}

fn piece(run: &Run, before: Option<char>, after: Option<char>, out: &mut String) {
    let letters = run.letters.trim();
    let lead = &run.letters[..run.letters.len() - run.letters.trim_start().len()];
    let trail = if letters.is_empty() { "" } else { &run.letters[run.letters.trim_end().len()..] };
    let mark = match (run.bold, run.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let before = if lead.is_empty() { before } else { Some(' ') };
    let after = if trail.is_empty() { after } else { Some(' ') };
    let link = run.link.as_deref().filter(|link| is_link(link) && !letters.is_empty());
    let first = if link.is_some() { Some('[') } else { letters.chars().next() };
    let last = if link.is_some() { Some(')') } else { letters.chars().next_back() };
    let mark = if stands(first, last, before, after) && !out.ends_with('*') { mark } else { "" };
    out.push_str(lead);
    out.push_str(mark);
    match link {
        Some(link) => out.push_str(&format!("[{}]({link})", escaped(letters))),
        None => out.push_str(&escaped(letters)),
    }
    out.push_str(mark);
    out.push_str(trail);
}

/// Whether Markdown sees marks of emphasis between these letters (CommonMark 0.31, 6.2); a neighbour with marks of its own counts
/// as a letter.
fn stands(first: Option<char>, last: Option<char>, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_open = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "([«“‘\"'’-–—/".contains(c));
    let is_closed = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ")]»”’\"'.,;:!?…-–—/".contains(c));
    let opens = is_open(before) && (is_word(first) || before.is_none_or(char::is_whitespace));
    let closes = is_closed(after) && (is_word(last) || after.is_none_or(char::is_whitespace));
    first.is_some() && opens && closes
}

/// Letters that say themselves.
pub fn escaped(letters: &str) -> String {
    let mut out = String::new();
    let mut rest = letters.chars();
    while let Some(c) = rest.next() {
        let entity = c == '&' && rest.as_str().starts_with(|c: char| c.is_ascii_alphanumeric() || c == '#');
        if entity || "\\`*_[]<#{}~|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A line whose first letters open no block.
fn begin(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if line.starts_with(['>', '+', '-', '=']) {
        format!("\\{line}")
    } else if digits > 0 && line[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line.to_owned()
    }
}
