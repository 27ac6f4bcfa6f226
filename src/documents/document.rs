//! What a document says, whatever file it came in: blocks of running text with their places, and what stands outside the text.

use crate::source::{Place, Source};
use std::ops::Range;

/// A document.
pub struct Document {
    /// Its text: the file's own where the file is text, else a line for each paragraph.
    pub source: Source,
    /// The blocks in the order in which they are read.
    pub blocks: Vec<Block>,
    /// What stands outside the text.
    pub asides: Vec<Aside>,
    /// The pictures that the text shows, by their position in this list.
    pub pictures: Vec<Picture>,
}

/// A part of the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 9, or the title of the document, which has level 0.
    Heading(u8, Text),
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph that is set apart as a quote.
    Quote(Text),
    /// A list.
    List(List),
    /// A table: rows of cells of paragraphs.
    Table(Vec<Vec<Vec<Text>>>),
}

/// A list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct List {
    /// Whether its entries are numbered.
    pub ordered: bool,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// An entry of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Whether its box is ticked; none where it has no box.
    pub mark: Option<bool>,
    /// Its first paragraph.
    pub text: Text,
    /// The paragraphs and quotes below that.
    pub more: Vec<Text>,
    /// The list below it; empty where there is none.
    pub below: List,
}

/// A line of running text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Text {
    /// The runs, none of them empty.
    pub runs: Vec<Run>,
    /// Where it stands in the document's source, in bytes.
    pub range: Range<usize>,
    /// Whether it only says again what the document says once, as the header of a table does for each of its rows.
    pub repeated: bool,
}

/// Letters of one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The letters, without control characters and line breaks; those of the alternative where it is a picture.
    pub letters: String,
    /// Whether they are bold.
    pub bold: bool,
    /// Whether they are in italics.
    pub italic: bool,
    /// The address that they lead to.
    pub link: Option<String>,
    /// The picture that stands here.
    pub picture: Option<usize>,
}

/// What stands outside the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Aside {
    /// A word of `aside` in the messages: what it is.
    pub kind: &'static str,
    /// What it says.
    pub text: Text,
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The name of its file, without folders.
    pub name: String,
    /// Its bytes; none where the document only says where they are.
    pub bytes: Option<Vec<u8>>,
}

impl Text {
    /// The letters without their look.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.letters.as_str()).collect()
    }

    /// Whether there is nothing to read or see.
    pub fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.picture.is_none() && run.letters.trim().is_empty())
    }

    /// Whether all letters are bold.
    pub fn is_bold(&self) -> bool {
        !self.is_empty() && self.runs.iter().all(|run| run.bold || run.letters.trim().is_empty())
    }

    /// The same without bold.
    pub fn thin(mut self) -> Self {
        self.runs.iter_mut().for_each(|run| run.bold = false);
        self
    }
}

impl Entry {
    /// All texts of the entry and below it, in order.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(&'a Text)) {
        visit(&self.text);
        self.more.iter().for_each(&mut *visit);
        self.below.entries.iter().for_each(|entry| entry.texts(visit));
    }
}

impl Block {
    /// All texts of the block, in order.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(&'a Text)) {
        match self {
            Self::Heading(_, text) | Self::Paragraph(text) | Self::Quote(text) => visit(text),
            Self::List(list) => list.entries.iter().for_each(|entry| entry.texts(visit)),
            Self::Table(rows) => rows.iter().flatten().flatten().for_each(visit),
        }
    }

    /// Where the block begins.
    pub fn range(&self) -> Range<usize> {
        let mut range = None;
        self.texts(&mut |text| {
            range.get_or_insert_with(|| text.range.clone());
        });
        range.unwrap_or_default()
    }
}

impl Document {
    /// The place of a text.
    pub fn place(&self, range: &Range<usize>) -> Place {
        self.source.place(range.clone())
    }

    /// All that the document says, in order, each text once.
    pub fn texts<'a>(&'a self, visit: &mut dyn FnMut(&'a Text)) {
        let mut own = |text: &'a Text| {
            if !text.repeated {
                visit(text);
            }
        };
        self.blocks.iter().for_each(|block| block.texts(&mut own));
        self.asides.iter().for_each(|aside| own(&aside.text));
    }
}
