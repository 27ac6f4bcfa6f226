//! What is known on the way from a document to a deck: what is left over, what was said of it, and which pictures go along.

use super::document::{Block, Document, Text};
use super::leftovers::Left;
use super::outline::Node;
use super::{markdown, rules, vocabulary};
use crate::diagnostic::{Finding, Findings, Rule};
use crate::slug::slug;
use std::collections::BTreeMap;
use std::ops::Range;

/// The endings of pictures that a module can show.
const SHOWN: [&str; 6] = ["png", "jpg", "jpeg", "webp", "gif", "svg"];

/// The way of one document.
pub struct Way<'a> {
    /// The document.
    pub document: &'a Document,
    /// The language of what is added.
    pub language: &'a str,
    /// What is said of it.
    pub findings: &'a mut Findings,
    /// What has no place in the deck.
    pub left: Vec<Left>,
    /// Words that the document does not have and the deck has.
    pub added: Vec<String>,
    /// The pictures of the deck by the names of their files in `media/`.
    pub media: &'a mut BTreeMap<String, Vec<u8>>,
}

/// A heading: the document's, or words of ours where it has none.
#[derive(Clone, Copy)]
pub enum Title<'t> {
    /// Words of the document.
    Taken(&'t Text),
    /// The words for a part.
    Added(&'static str),
}

impl Way<'_> {
    /// Says something of a place in the document.
    pub fn say(&mut self, rule: &'static Rule, range: &Range<usize>) -> &mut Finding {
        let place = self.document.place(range);
        self.findings.add(rule, &place)
    }

    /// Leaves a text over without a word: what it says is said by the form of the deck.
    pub fn drop(&mut self, text: &Text) {
        for picture in text.runs.iter().filter_map(|run| run.picture) {
            self.lose_picture(picture, &text.range);
        }
        let plain = text.plain();
        if !text.repeated && !plain.trim().is_empty() {
            let mut links: Vec<String> = text.runs.iter().filter_map(|run| run.link.clone()).collect();
            links.dedup();
            links.retain(|link| !plain.contains(link.as_str()));
            self.left.push(Left { range: text.range.clone(), text: plain, links });
        }
    }

    /// Leaves a text over, and says so.
    pub fn leave(&mut self, text: &Text) {
        if !text.is_empty() && !text.repeated {
            // Of a picture without words, what is said is that it is left out.
            if !text.plain().trim().is_empty() {
                self.say(&rules::LEFT_OVER, &text.range).with("text", short(&text.plain()));
            }
            self.drop(text);
        }
    }

    /// Leaves a block over, and says so once.
    pub fn leave_block(&mut self, block: &Block) {
        let mut texts = Vec::new();
        block.texts(&mut |text| texts.push(text));
        if let Some(first) = texts.iter().find(|text| !text.plain().trim().is_empty() && !text.repeated) {
            let rule = if matches!(block, Block::Table(_)) { &rules::TABLE_LEFT_OVER } else { &rules::LEFT_OVER };
            self.say(rule, &first.range).with("text", short(&first.plain()));
        }
        texts.into_iter().for_each(|text| self.drop(text));
    }

    /// Leaves a heading over with all below it.
    pub fn leave_all(&mut self, node: &Node) {
        if let Some(heading) = &node.heading {
            self.leave(heading);
        }
        node.blocks.iter().for_each(|block| self.leave_block(block));
        node.children.iter().for_each(|child| self.leave_all(child));
    }

    /// A text as Markdown on one line.
    pub fn line(&mut self, text: &Text) -> String {
        for run in &text.runs {
            if let Some(link) = run.link.as_deref().filter(|link| !markdown::is_link(link)) {
                let link = link.to_owned();
                self.say(&rules::LINK_LEFT_OUT, &text.range).with("link", link);
            }
        }
        if text.repeated {
            self.added.push(text.plain());
        }
        markdown::line(text, &mut |picture, alternative| self.picture(picture, alternative, &text.range))
    }

    /// A heading as Markdown. Bold letters say nothing in it: all headings are bold.
    pub fn title(&mut self, title: Title<'_>) -> String {
        match title {
            Title::Taken(text) => self.line(&text.clone().thin()),
            Title::Added(key) => {
                let words = vocabulary::heading(key, self.language);
                self.added.push(words.to_owned());
                words.to_owned()
            }
        }
    }

    /// A title without marks, for front matter. Pictures in it are lost.
    pub fn plain_title(&mut self, text: &Text) -> String {
        for run in &text.runs {
            if let Some(picture) = run.picture {
                self.lose_picture(picture, &text.range);
            }
        }
        if text.repeated {
            self.added.push(text.plain());
        }
        text.plain().trim().to_owned()
    }

    fn lose_picture(&mut self, picture: usize, range: &Range<usize>) {
        let name = self.document.pictures[picture].name.clone();
        self.say(&rules::PICTURE_LEFT_OUT, range).with("name", name);
    }

    /// What is written for a picture, which goes into `media/` under a name of its own.
    fn picture(&mut self, number: usize, alternative: &str, range: &Range<usize>) -> String {
        let picture = &self.document.pictures[number];
        let (stem, ending) = picture.name.rsplit_once('.').unwrap_or((&picture.name, ""));
        let (stem, ending) = (slug(stem, 40), ending.to_lowercase());
        let Some(bytes) = picture.bytes.clone().filter(|_| SHOWN.contains(&ending.as_str())) else {
            self.lose_picture(number, range);
            return alternative.to_owned();
        };
        let stem = if stem.is_empty() { "image".to_owned() } else { stem };
        let names = std::iter::once(stem.clone()).chain((2..).map(|number: usize| format!("{stem}-{number}")));
        let mut names = names.map(|name| format!("{name}.{ending}"));
        let free = |name: &String| self.media.get(name).is_none_or(|known| *known == bytes);
        let name = names.find(free).unwrap_or_default();
        self.media.insert(name.clone(), bytes);
        if alternative.is_empty() {
            self.say(&rules::NO_ALTERNATIVE, range).with("name", &name);
        }
        format!("![{alternative}](media/{name})")
    }
}

/// The first words of a text, for a finding.
pub fn short(text: &str) -> String {
    const MOST: usize = 60;
    let text = text.trim();
    let mut letters = text.chars();
    let start: String = letters.by_ref().take(MOST).collect();
    if letters.next().is_some() { format!("{}…", start.trim_end()) } else { start }
}
