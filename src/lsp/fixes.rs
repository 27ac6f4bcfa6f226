//! Quick fixes: for findings that carry a suggestion, or whose id is near one that exists, the change that follows it. Knows the
//! arguments of rules by name; offers nothing that would be a guess about content.

use super::cursor::What;
use super::names::{Name, names};
use crate::deck::Deck;
use crate::diagnostic::Finding;
use crate::read::FileKind;
use crate::source::Place;
use std::ops::Range;
use strsim::levenshtein;

/// At most this many ids are offered.
const MOST: usize = 3;

/// A change of one place.
#[derive(Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced, in bytes; empty where something is inserted.
    pub range: Range<usize>,
    /// What comes there.
    pub text: String,
}

/// The changes that would resolve a finding, the likeliest first.
pub fn fixes(finding: &Finding, kind: FileKind, deck: &Deck) -> Vec<Fix> {
    let place = &finding.place;
    let arg = |name: &str| finding.value(name);
    let listed = |name: &str| arg(name).split(", ").filter(|word| !word.is_empty()).collect::<Vec<_>>();
    let ids = |what: What| {
        let near = names(deck, kind, &place.source, &what).into_iter().map(|Name { id, .. }| id);
        near.collect::<Vec<_>>()
    };
    let value = |path: &str| ids(What::Value { path: path.to_owned(), quoted: true });
    match finding.rule.code {
        "R023" => replace(place, arg("key"), &near(arg("key"), &listed("known"))),
        "R024" => missing_key(place, arg("example")),
        "R027" => replace(place, arg("value"), &by_nearness(arg("value"), &listed("words"))),
        "R044" if !arg("example").contains('…') => vec![Fix { range: line(place), text: arg("example").to_owned() }],
        "R045" => replace(place, arg("id"), &by_nearness(arg("id"), &listed("known"))),
        "R054" | "R055" => heading_signs(finding.rule.code, place),
        "R056" => broken_mark(place, arg("example")),
        "R060" => item_kind(place, arg("kind"), &by_nearness(arg("kind"), &listed("known"))),
        "R080" => quoted(place, arg("key"), arg("value")),
        "C030" => replace(place, arg("id"), &near(arg("id"), &value("capsules"))),
        "C031" => after(place, "source=", arg("id"), &near(arg("id"), &ids(What::ItemSource))),
        "C050" => replace(place, arg("id"), &[arg("like").to_owned()]),
        "C126" => after(place, "country:", arg("id"), &near(arg("id"), &listed("known"))),
        "C132" => after(place, "{#", arg("id"), &near(arg("id"), &listed("known"))),
        "C150" => replace(place, arg("name"), &near(arg("name"), &listed("known"))),
        "R074" => replace(place, arg("id"), &near(arg("id"), &value("themes"))),
        _ => Vec::new(),
    }
}

/// Known words, the nearest to a wrong one first.
fn by_nearness(wrong: &str, known: &[impl AsRef<str>]) -> Vec<String> {
    let mut all: Vec<String> = known.iter().map(|word| word.as_ref().to_owned()).filter(|word| word != wrong).collect();
    all.sort_by_key(|word| levenshtein(wrong, word));
    all
}

/// Those of them that somebody may have meant: at most two letters in five differ.
fn near(wrong: &str, known: &[impl AsRef<str>]) -> Vec<String> {
    let is_near = |word: &String| {
        let longest = wrong.chars().count().max(word.chars().count());
        levenshtein(wrong, word) * 5 <= longest * 2
    };
    by_nearness(wrong, known).into_iter().filter(is_near).take(MOST).collect()
}

/// Puts each of some words in the place of a wrong one.
fn replace(place: &Place, wrong: &str, by: &[String]) -> Vec<Fix> {
    after(place, "", wrong, by)
}

/// The same for a word right after other words.
fn after(place: &Place, before: &str, wrong: &str, by: &[String]) -> Vec<Fix> {
    let written = &place.source.text()[place.start..place.end];
    let Some(at) = written.find(&format!("{before}{wrong}")).filter(|_| !wrong.is_empty()) else { return Vec::new() };
    let begin = place.start + at + before.len();
    by.iter().map(|word| Fix { range: begin..begin + wrong.len(), text: word.clone() }).collect()
}

/// The line that a place begins in, without its end.
fn line(place: &Place) -> Range<usize> {
    let text = place.source.text();
    let begin = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    begin..text[begin..].find('\n').map_or(text.len(), |at| begin + at)
}

/// A key of the whole file goes to its top. One of a table, or a table itself, has no place that is surely right.
fn missing_key(place: &Place, example: &str) -> Vec<Fix> {
    let text = place.source.text();
    let is_file = place.end == 0 || &text[place.start..place.end] == "+++";
    if !is_file || example.starts_with('[') || text.is_empty() {
        return Vec::new();
    }
    let at = match place.end {
        0 => text.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum(),
        _ => (line(place).end + 1).min(text.len()),
    };
    vec![Fix { range: at..at, text: format!("{example}\n") }]
}

/// A heading of level 1 gets another sign; signs that touch the words get a space.
fn heading_signs(code: &str, place: &Place) -> Vec<Fix> {
    let range = line(place);
    let signs = place.source.text()[range.clone()].bytes().take_while(|byte| *byte == b'#').count();
    let at = range.start + signs;
    let text = if code == "R054" { "#" } else { " " };
    (signs > 0).then(|| Fix { range: at..at, text: text.to_owned() }).into_iter().collect()
}

fn broken_mark(place: &Place, example: &str) -> Vec<Fix> {
    let range = line(place);
    let written = place.source.text()[range.clone()].trim_end();
    let brace = written.rfind('{');
    brace
        .map(|at| Fix { range: range.start + at..range.start + written.len(), text: example.to_owned() })
        .into_iter()
        .collect()
}

/// The kind of a question is replaced, or added where the mark has none.
fn item_kind(place: &Place, kind: &str, known: &[String]) -> Vec<Fix> {
    if !kind.is_empty() {
        return after(place, "kind=", kind, known);
    }
    let range = line(place);
    let written = &place.source.text()[range.clone()];
    if written.contains("kind=") {
        return Vec::new();
    }
    let brace = written.rfind('}').map(|at| range.start + at);
    brace
        .into_iter()
        .flat_map(|at| known.iter().map(move |word| Fix { range: at..at, text: format!(" kind={word}") }))
        .collect()
}

/// An attribute loses the quotation marks around its value.
fn quoted(place: &Place, key: &str, value: &str) -> Vec<Fix> {
    let written = &place.source.text()[place.start..place.end];
    let is_mark = |c: char| "\"'“”«»".contains(c);
    let Some(at) = written.find(&format!("{key}=")).map(|at| at + key.len() + 1) else { return Vec::new() };
    let rest = &written[at..];
    let bare = rest.trim_start_matches(is_mark);
    let Some(end) = bare.strip_prefix(value) else { return Vec::new() };
    let length = rest.len() - end.trim_start_matches(is_mark).len();
    vec![Fix { range: place.start + at..place.start + at + length, text: value.to_owned() }]
}
