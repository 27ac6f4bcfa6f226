//! The words that a reader of a deck's file meets, found by reading the file again.

use super::words::Tally;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The Markdown that decks are written in.
const MARKDOWN: Options = Options::ENABLE_HEADING_ATTRIBUTES.union(Options::ENABLE_TASKLISTS);

/// Counts the words of a file: those of its title and of its text.
pub fn count(file: &str, tally: &mut Tally) {
    let mut parts = file.splitn(3, "+++\n");
    let (front, body) = match (parts.next(), parts.next(), parts.next()) {
        (Some(""), Some(front), Some(body)) => (front, body),
        _ => ("", file),
    };
    let front: toml::Table = toml::from_str(front).unwrap_or_default();
    tally.add(front.get("title").and_then(|title| title.as_str()).unwrap_or_default());
    tally.add(&shown(body));
}

/// The letters of Markdown without its marks, with a blank where one block or line ends.
fn shown(markdown: &str) -> String {
    let mut text = String::new();
    for event in Parser::new_ext(markdown, MARKDOWN) {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(&part),
            Event::Start(Tag::Paragraph | Tag::Heading { .. } | Tag::Item | Tag::List(_) | Tag::Image { .. })
            | Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::Image)
            | Event::SoftBreak
            | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
