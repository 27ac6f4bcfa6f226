//! Formatted text: the small part of Markdown that a deck may use. It has no node for raw HTML, so none can get out.

use crate::source::Place;
use std::borrow::Cow;

/// Blocks one after another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prose(pub Vec<Block>);

/// A block and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands.
    pub place: Place,
}

/// The kinds of block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading that is no section of its own; level 2 to 6.
    Heading(u8, Vec<Inline>),
    /// A list, numbered or not.
    List {
        /// Whether its entries are numbered.
        ordered: bool,
        /// Its entries.
        entries: Vec<Entry>,
    },
    /// A block quote.
    Quote(Prose),
}

/// An entry of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `[x]` or `[ ]`, where the list is a task list.
    pub mark: Option<bool>,
    /// What it says.
    pub body: Prose,
    /// Where it stands.
    pub place: Place,
}

/// Running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain characters.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Characters to be taken literally.
    Code(String),
    /// A link.
    Link {
        /// Where it leads, as written.
        url: String,
        /// What is shown.
        content: Vec<Inline>,
        /// Where it stands.
        place: Place,
    },
    /// Words of another language.
    Foreign {
        /// The language, BCP 47.
        language: String,
        /// The words.
        content: Vec<Inline>,
    },
    /// A picture of the deck.
    Image {
        /// Its file, as written.
        url: String,
        /// What it shows, in words; empty where it only decorates.
        alt: String,
        /// Where it stands.
        place: Place,
    },
    /// A line break that the author asked for.
    Break,
}

/// One line of running text with its place: a question, an option, an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The running text.
    pub content: Vec<Inline>,
    /// Where it stands.
    pub place: Place,
}

impl Line {
    /// The line without formatting.
    pub fn text(&self) -> String {
        plain(&self.content).into_owned()
    }
}

impl Prose {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text without formatting, a line a paragraph.
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        self.paragraphs(&mut |content, _| lines.push(plain(content)));
        lines.join("\n")
    }

    /// How many words it has.
    pub fn words(&self) -> usize {
        let mut words = 0;
        self.paragraphs(&mut |content, _| words += count_words(content));
        words
    }

    /// Visits every run of text, inside lists and quotes too, with the place of its block.
    pub fn paragraphs<'a>(&'a self, visit: &mut impl FnMut(&'a [Inline], &'a Place)) {
        for block in &self.0 {
            match &block.kind {
                BlockKind::Paragraph(content) | BlockKind::Heading(_, content) => {
                    visit(content, &block.place);
                }
                BlockKind::List { entries, .. } => {
                    for entry in entries {
                        entry.body.paragraphs(visit);
                    }
                }
                BlockKind::Quote(inner) => inner.paragraphs(visit),
            }
        }
    }
}

/// Running text without its formatting; pictures give their alternative text. Most runs are a single text, which is not copied.
pub fn plain(content: &[Inline]) -> Cow<'_, str> {
    if let [Inline::Text(text)] = content {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    write_plain(content, &mut out);
    Cow::Owned(out)
}

/// How many words running text has: runs between blanks.
pub fn count_words(content: &[Inline]) -> usize {
    plain(content).split_whitespace().count()
}

fn write_plain(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Image { alt: text, .. } => out.push_str(text),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { content: inner, .. }
            | Inline::Foreign { content: inner, .. } => write_plain(inner, out),
            Inline::Break => out.push(' '),
        }
    }
}
