//! Names for options and for what is matched or sorted, which a tutor can read in an LMS's report and which fit into its fields. Knows no
//! module.

use crate::deck::{ItemBody, Line};
use crate::slug::slug;

/// The longest answer of SCORM 1.2, in characters (CMIString255, Run-Time Environment 3.4.7).
const LONGEST_ANSWER: usize = 255;

/// Readable names of options. The letter in front keeps two options apart that begin with the same words.
pub(super) fn options(body: &ItemBody) -> Vec<String> {
    let lines: Vec<&Line> = match body {
        ItemBody::Fact(choices) | ItemBody::Facts(choices) => choices.iter().map(|c| &c.text).collect(),
        ItemBody::Perspectives(options) => options.iter().map(|o| &o.text).collect(),
        ItemBody::Order(lines) => lines.iter().collect(),
        ItemBody::Match(pairs) => pairs.iter().map(|p| &p.right).collect(),
        ItemBody::Sort(boxes) => boxes.iter().map(|b| &b.label).collect(),
        ItemBody::Position { .. } | ItemBody::Note => Vec::new(),
    };
    let most = room(body).map_or(40, |room| (room / 2).saturating_sub(2).min(40));
    let named = |(at, line): (usize, &&Line)| {
        let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        format!("{letter}-{}", slug(&line.text(), most)).trim_end_matches('-').to_owned()
    };
    lines.iter().enumerate().map(named).collect()
}

/// What is matched or sorted, in the deck's order; nothing for other kinds.
fn placed(body: &ItemBody) -> Vec<&Line> {
    match body {
        ItemBody::Match(pairs) => pairs.iter().map(|pair| &pair.left).collect(),
        ItemBody::Sort(boxes) => boxes.iter().flat_map(|group| &group.statements).collect(),
        _ => Vec::new(),
    }
}

/// How many characters the names of a thing and its place may have together, so that the whole answer fits, with a sign between
/// them and one before the next; none where nothing is placed.
fn room(body: &ItemBody) -> Option<usize> {
    LONGEST_ANSWER.checked_div(placed(body).len()).map(|room| room.saturating_sub(2))
}

/// Readable names of what is matched or sorted. The number in front keeps two things apart that begin with the same words; it is
/// all there is where their words would not fit into an answer.
pub(super) fn things(body: &ItemBody, options: &[String]) -> Vec<String> {
    let Some(room) = room(body) else { return Vec::new() };
    let lines = placed(body);
    let room = room.saturating_sub(options.iter().map(String::len).max().unwrap_or(0)).min(24);
    let named = |(at, line): (usize, &&Line)| {
        let number = (at + 1).to_string();
        let words = slug(&line.text(), room.saturating_sub(number.len() + 1));
        if words.is_empty() { number } else { format!("{number}-{words}") }
    };
    lines.iter().enumerate().map(named).collect()
}
