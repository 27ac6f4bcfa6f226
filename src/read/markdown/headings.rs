//! Headings that are not quite written as they should be: each is understood as it was meant, with a finding.

use super::super::mark::{meant, written};
use super::super::rules;
use super::{Builder, Heading};
use crate::deck::{Inline, Line};
use pulldown_cmark::{Event, Parser, Tag};
use std::ops::Range;

impl Builder<'_, '_> {
    /// A heading with its mark, its level and its attributes as they were meant.
    pub(super) fn mended(&mut self, mut heading: Heading) -> Heading {
        let place = heading.title.place.clone();
        let line = &place.source.text()[place.start..place.end];
        // Markdown makes words in brackets without `#` attributes without a value.
        let is_bare = heading.attributes.iter().any(|(_, value)| value.is_empty());
        let is_broken = match heading.id.as_deref() {
            None => is_bare || line.contains("{#") || line.contains("{ #"),
            Some(id) => id.is_empty(),
        };
        if let Some(mark) = is_broken.then(|| meant(line)).flatten() {
            let example = written(&mark.id, &mark.attributes);
            self.findings.add(&rules::BROKEN_MARK, &place).with("example", example);
            heading.title.content = vec![Inline::Text(mark.title)];
            (heading.id, heading.attributes) = (Some(mark.id), mark.attributes);
        }
        for (key, value) in &mut heading.attributes {
            let bare = value.trim_matches(|c| "\"'“”«»".contains(c));
            if bare.len() < value.len() {
                self.findings.add(&rules::QUOTED, &place).with("key", &*key).with("value", bare);
                *value = bare.to_owned();
            }
        }
        if let (1, Some(id)) = (heading.level, &heading.id) {
            self.findings.add(&rules::FIRST_LEVEL_PART, &place).with("id", written(id, &[]));
            heading.level = 2;
        }
        heading
    }

    /// Whether a paragraph is a heading that lacks the space after its signs. `#word` alone may be meant as it is.
    pub(super) fn is_glued(&self, range: &Range<usize>) -> bool {
        let line = self.first_line(range);
        let signs = line.bytes().take_while(|byte| *byte == b'#').count();
        let has_words = line[signs..].starts_with(|c: char| !c.is_whitespace());
        (1..=6).contains(&signs) && has_words && (signs > 1 || line.contains("{#"))
    }

    /// The heading that such a paragraph is meant to be.
    pub(super) fn glued(&mut self, range: &Range<usize>) -> Heading {
        let line = self.first_line(range).to_owned();
        let signs = line.bytes().take_while(|byte| *byte == b'#').count();
        let place = self.source.place(range.start + self.offset..range.start + self.offset + line.len());
        self.findings.add(&rules::NO_SPACE, &place).with("mark", "{#prompts}");
        self.inlines();
        let fixed = format!("{} {}", &line[..signs], &line[signs..]);
        let mut heading = Heading {
            level: u8::try_from(signs).unwrap_or(6),
            id: None,
            attributes: Vec::new(),
            title: Line { content: Vec::new(), place },
        };
        for event in Parser::new_ext(&fixed, super::MARKDOWN) {
            match event {
                Event::Start(Tag::Heading { id, attrs, .. }) => {
                    heading.id = id.map(|id| id.to_string());
                    let pairs = attrs.iter().map(|(k, v)| (k.to_string(), v.as_deref().unwrap_or("").to_owned()));
                    heading.attributes = pairs.collect();
                }
                Event::Text(text) | Event::Code(text) => super::spans::push_text(&mut heading.title.content, &text),
                _ => {}
            }
        }
        self.mended(heading)
    }

    fn first_line(&self, range: &Range<usize>) -> &str {
        self.source.text()[self.offset..][range.clone()].lines().next().unwrap_or_default().trim_end()
    }
}
