//! Running text: emphasis, links, pictures; what a deck may not hold becomes a finding.

use super::super::{links, rules};
use super::foreign::{ESCAPED, foreign};
use super::{Builder, sign};
use crate::deck::{Inline, plain};
use crate::form;
use pulldown_cmark::{Event, Tag};
use std::ops::Range;

/// So many signs that show as they are are reported in a file: further ones have the same cause.
const MOST_RAW_SIGNS: usize = 20;
/// Most running texts are one piece, and a large deck keeps hundreds of thousands of them.
const USUAL: usize = 1;

impl Builder<'_, '_> {
    /// Running text up to the end of the tag that is open.
    pub(super) fn inlines(&mut self) -> Vec<Inline> {
        let mut content = Vec::with_capacity(USUAL);
        let mut whole: Option<Range<usize>> = None;
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            whole = Some(whole.map_or(range.start, |whole| whole.start)..range.end);
            self.inline(event, range, &mut content);
        }
        self.with_foreign(content, whole)
    }

    /// The same with words of other languages as such.
    fn with_foreign(&mut self, content: Vec<Inline>, range: Option<Range<usize>>) -> Vec<Inline> {
        let (content, is_broken) = foreign(content);
        if let Some(range) = range.filter(|_| is_broken) {
            self.refuse(&rules::BAD_FOREIGN, "[…]{lang=fr}", &range);
        }
        content
    }

    /// Running text that begins with an event and ends before a block or the end of the entry.
    pub(super) fn loose(&mut self, first: Event<'_>, range: Range<usize>) -> Vec<Inline> {
        let mut content = Vec::with_capacity(USUAL);
        let mut whole = range.clone();
        self.inline(first, range, &mut content);
        while let Some((event, range)) = self.events.next_if(|(event, _)| is_inline(event)) {
            whole.end = range.end;
            self.inline(event, range, &mut content);
        }
        self.with_foreign(content, Some(whole))
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>, out: &mut Vec<Inline>) {
        match event {
            Event::Text(text) => {
                if text.contains(|c| form::is_invisible(c) && c != '\t') {
                    self.refuse(&rules::INVISIBLE, "&#…;", &range);
                }
                self.check_signs(&text, &range);
                if text.starts_with(['[', ']', '{']) && self.is_escaped(&range) {
                    push_text(out, ESCAPED);
                }
                push_text(out, &text);
            }
            Event::SoftBreak => push_text(out, " "),
            Event::HardBreak => out.push(Inline::Break),
            Event::Code(text) => out.push(Inline::Code(text.to_string())),
            Event::Start(tag) => self.span(tag, &range, out),
            Event::InlineHtml(tag) | Event::Html(tag) => self.html(&tag, &range),
            _ => {}
        }
    }

    /// Whether a backslash takes its meaning from the sign at a place. Two of them are a backslash.
    fn is_escaped(&self, range: &Range<usize>) -> bool {
        let before = self.source.text()[self.offset..][..range.start].bytes();
        before.rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
    }

    /// Reports signs that Markdown left as they are, where their author meant them to do something.
    fn check_signs(&mut self, text: &str, range: &Range<usize>) {
        let body = &self.source.text()[self.offset..];
        let (before, after) = (body[..range.start].chars().next_back(), body[range.end..].chars().next());
        if before == Some('\\') {
            return;
        }
        let is_run = |sign: char| text.chars().all(|c| c == sign);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let opens = !is_word(before) && is_word(after);
        let many = text.len() > 1 && (!is_word(before) || !is_word(after));
        let is_raw = match text.chars().next() {
            Some('*') => is_run('*') && (opens || many),
            Some('_') => is_run('_') && (opens || many),
            Some('`') => is_run('`'),
            Some(']') => text.starts_with("](") || (text == "]" && after == Some('(')),
            _ => false,
        };
        if is_raw && self.raw_signs < MOST_RAW_SIGNS {
            self.raw_signs += 1;
            let sign = if text.starts_with(']') { "[…](…" } else { text };
            self.refuse(&rules::RAW_SIGNS, sign, range);
        }
    }

    fn span(&mut self, tag: Tag<'_>, range: &Range<usize>, out: &mut Vec<Inline>) {
        if !is_span(&tag) {
            self.refuse(&rules::UNSUPPORTED_MARKDOWN, sign(&tag), range);
            super::skip(&mut self.events);
            return;
        }
        let Some(content) = self.nested(range, Self::inlines) else { return };
        let place = self.place(range);
        match tag {
            Tag::Emphasis => out.push(Inline::Emphasis(content)),
            Tag::Strong => out.push(Inline::Strong(content)),
            Tag::Link { dest_url, link_type, .. } => match links::target(&dest_url, link_type) {
                Some(url) => out.push(Inline::Link { url, content, place }),
                None => {
                    self.refuse(&rules::BAD_LINK, &dest_url, range);
                    out.extend(content);
                }
            },
            Tag::Image { dest_url, link_type, .. } => match links::target(&dest_url, link_type) {
                Some(url) => out.push(Inline::Image { url, alt: plain(&content).into_owned(), place }),
                None => {
                    self.refuse(&rules::BAD_LINK, &dest_url, range);
                    out.extend(content);
                }
            },
            _ => {}
        }
    }

    fn html(&mut self, tag: &str, range: &Range<usize>) {
        if tag.starts_with("</") && self.html > 0 {
            self.html -= 1;
        } else {
            self.html += usize::from(!tag.ends_with("/>") && !tag.starts_with("<!"));
            self.refuse(&rules::RAW_HTML, "<…>", range);
        }
    }
}

fn is_span(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Link { .. } | Tag::Image { .. })
}

/// Whether an event belongs to running text.
pub(super) fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) => true,
        Event::FootnoteReference(_) => true,
        Event::Start(tag) => is_span(tag) || matches!(tag, Tag::Strikethrough),
        _ => false,
    }
}

/// Markdown gives text in pieces; one run of characters is one node.
pub(super) fn push_text(out: &mut Vec<Inline>, text: &str) {
    match out.last_mut() {
        Some(Inline::Text(last)) => last.push_str(text),
        _ => out.push(Inline::Text(text.to_owned())),
    }
}
