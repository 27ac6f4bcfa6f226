//! What is added to a body: an entry, a quote, a paragraph, a part. Knows no field of front matter.

use super::body::Body;
use super::entries::{children, indent, number, own_end, sign};
use super::refusal::Refusal;
use super::written::{line_start, trimmed};
use crate::form::is_id;
use crate::translate::{Edit, Entry, Section};
use serde::Deserialize;
use std::ops::Range;

/// The parts of a situation in their order; of other files, parts stand as they are added.
const ORDER: [&str; 5] = ["content-note", "dilemma", "prompts", "quiz", "actions"];

/// What is added to a part or an entry.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum New {
    /// An entry at the end of its list.
    Entry {
        /// Markdown of one block.
        text: String,
    },
    /// A quote: the feedback of an option, the closing of an item.
    Quote {
        /// Markdown of one block.
        text: String,
    },
    /// A paragraph before its list.
    Paragraph {
        /// Markdown of one block.
        text: String,
    },
    /// A part below, at the end or, in a situation, where the parts of cards have their place.
    Part {
        /// What stands behind its heading; the next free `q1`, `q2`, … where it is empty.
        id: String,
        /// Its heading.
        title: String,
        /// The kind of an item.
        item: Option<String>,
    },
}

/// The changes that add something to what a name stands for; an empty name is the whole body.
///
/// # Errors
/// Where there is nothing of that name, or the new text is empty.
pub fn add(body: &Body, text: &str, name: &str, new: &New) -> Result<Vec<Edit>, Refusal> {
    let unknown = || Refusal::new("unknown_piece", name);
    let words = match new {
        New::Entry { text } | New::Quote { text } | New::Paragraph { text } => text.trim(),
        New::Part { title, .. } => title.trim(),
    };
    if words.is_empty() {
        return Err(Refusal::new("empty_piece", name));
    }
    if let New::Part { id, item, .. } = new {
        let parent = match name {
            "" => None,
            _ => Some(body.section(name, text).ok_or_else(unknown)?),
        };
        return part(body, text, parent, (id, words, item.as_deref()));
    }
    if let Some(entry) = body.entry(name) {
        let sign = sign(text, entry);
        let below = format!("{}{}", indent(text, entry), " ".repeat(sign.len()));
        return match new {
            New::Quote { .. } => Ok(vec![lines(text, own_end(body, text, entry), &quoted(words, &below))]),
            New::Entry { .. } => {
                let siblings = children(body, &entry.range);
                Ok(vec![match siblings.last() {
                    Some(last) => after(text, last, siblings.len(), words),
                    None => lines(text, trimmed(text, entry.range.clone()).end, &hung(words, &format!("{below}- "))),
                }])
            }
            _ => Err(unknown()),
        };
    }
    let own = own_text(body, text, name).ok_or_else(unknown)?;
    let siblings = children(body, &own);
    let end = trimmed(text, own.clone()).end;
    Ok(vec![match (new, siblings.first(), siblings.last()) {
        (New::Entry { .. }, _, Some(last)) => after(text, last, siblings.len(), words),
        (New::Paragraph { .. }, Some(first), _) => {
            let at = line_start(text, first.range.start);
            Edit { range: at..at, text: format!("{words}\n\n") }
        }
        (New::Entry { .. }, ..) => lines(text, end, &format!("\n{}", hung(words, "- "))),
        (New::Quote { .. }, ..) => lines(text, end, &format!("\n{}", quoted(words, ""))),
        _ => lines(text, end, &format!("\n{words}")),
    }])
}

/// The text of a part before the parts below it.
fn own_text(body: &Body, text: &str, name: &str) -> Option<Range<usize>> {
    let whole = match name {
        "" => body.start..text.len(),
        _ => body.section(name, text)?.1,
    };
    let next = body
        .walked
        .sections
        .iter()
        .map(|section| section.heading.start)
        .find(|start| *start > whole.start || (name.is_empty() && *start == whole.start));
    Some(whole.start..next.map_or(whole.end, |next| next.min(whole.end)))
}

/// A part with a heading; an item with a blank answer of its kind.
fn part(
    body: &Body,
    text: &str,
    parent: Option<(&Section, Range<usize>)>,
    (id, title, item): (&str, &str, Option<&str>),
) -> Result<Vec<Edit>, Refusal> {
    let is_taken = |id: &str| body.walked.sections.iter().any(|section| section.opened.id == id);
    let id = match id {
        "" => (1..).map(|n: u32| format!("q{n}")).find(|id| !is_taken(id) && !was(body, id)).unwrap_or_default(),
        id => id.to_owned(),
    };
    if !is_id(&id) {
        return Err(Refusal::new("bad_id", id));
    }
    if is_taken(&id) {
        return Err(Refusal::new("taken_id", id));
    }
    let level = parent.as_ref().map_or(2, |(section, _)| usize::from(section.opened.level) + 1);
    if level > 6 {
        return Err(Refusal::new("unknown_piece", id));
    }
    let (kind, blank) = match item {
        None => (String::new(), String::new()),
        Some(kind) => {
            (format!(" kind={kind}"), blank(kind).ok_or_else(|| Refusal::new("wrong_kind", kind))?.to_owned())
        }
    };
    let heading = format!("{} {} {{#{id}{kind}}}\n{blank}", "#".repeat(level), title.replace('\n', " "));
    let rank = |id: &str| ORDER.iter().position(|known| *known == id);
    let later = body.walked.sections.iter().find(|section| {
        parent.is_none() && section.opened.level == 2 && rank(&id).is_some() && rank(&section.opened.id) > rank(&id)
    });
    if let Some(next) = later {
        let at = next.heading.start;
        return Ok(vec![Edit { range: at..at, text: format!("{}\n\n", heading.trim_end()) }]);
    }
    let whole = parent.map_or(body.start..text.len(), |(_, whole)| whole);
    let end = trimmed(text, whole).end;
    Ok(vec![lines(text, end, &format!("\n{}", heading.trim_end()))])
}

/// Whether an id is one that an item had before.
fn was(body: &Body, id: &str) -> bool {
    let former = |(key, value): &(String, String)| key == "was" && value.split(',').any(|own| own == id);
    body.walked.sections.iter().any(|section| section.attributes.iter().any(former))
}

/// The blank answers of a kind of item, below its question.
fn blank(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "fact" | "facts" => "\n- [x] …\n  > …\n- [ ] …\n  > …\n",
        "position" => "\n- …\n- …\n",
        "perspectives" => "\n- …\n  1. …\n  2. …\n  3. …\n  4. …\n- …\n  1. …\n  2. …\n  3. …\n  4. …\n",
        "order" => "\n1. …\n2. …\n",
        "match" | "sort" => "\n- …\n  - …\n- …\n  - …\n",
        "note" => "",
        _ => return None,
    })
}

/// The new entry behind the last one of a list.
fn after(text: &str, last: &Entry, count: usize, words: &str) -> Edit {
    let sign = sign(text, last);
    let digits = number(text, last);
    let sign = match digits.parse::<usize>() {
        Ok(number) => format!("{}{}", number.max(count) + 1, &sign[digits.len()..]),
        Err(_) => sign.to_owned(),
    };
    let sign = if last.mark.is_some() { format!("{sign}[ ] ") } else { sign };
    let end = trimmed(text, last.range.clone()).end;
    let before = &text[..line_start(text, last.range.start)];
    let is_loose = count > 1 && before.ends_with("\n\n");
    lines(
        text,
        end,
        &format!("{}{}", if is_loose { "\n" } else { "" }, hung(words, &format!("{}{sign}", indent(text, last)))),
    )
}

/// Lines behind the one in which a byte is.
fn lines(text: &str, at: usize, lines: &str) -> Edit {
    let at = at + text[at..].find('\n').unwrap_or(text.len() - at);
    Edit { range: at..at, text: format!("\n{lines}{}", if at == text.len() { "\n" } else { "" }) }
}

/// A text behind a sign, its further lines below its first.
fn hung(words: &str, sign: &str) -> String {
    format!("{sign}{}", words.replace('\n', &format!("\n{}", " ".repeat(sign.replace("[ ] ", "").chars().count()))))
}

fn quoted(words: &str, indent: &str) -> String {
    words.lines().map(|line| format!("{indent}> {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
