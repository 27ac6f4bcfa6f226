//! A unit: one text of a file that a translator is given.

use std::ops::Range;

/// How a unit is written in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Markdown of one block.
    Prose,
    /// A text of TOML.
    Text,
    /// A list of texts of TOML; as a unit it is a line for each.
    List,
}

/// One text of a file.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What names it, made of ids and of the place among its like: `t2-s01/q1/option-2/feedback-1`.
    pub context: String,
    /// What it is, for the translator.
    pub word: &'static str,
    /// What it says: Markdown, without what stands before its lines because it is in a list or a quote.
    pub text: String,
    /// Where it stands in its file.
    pub range: Range<usize>,
    /// How it is written there.
    pub spelling: Spelling,
    /// What else has to be the same in a translation: the level and the attributes of a heading, whether a list is numbered.
    pub form: String,
}

impl Unit {
    /// What names it, and what it says.
    pub fn named(&self) -> (&str, &str) {
        (&self.context, &self.text)
    }

    /// Whether a file is not whole without it. Keywords may be left out: they come from the source then.
    pub fn is_needed(&self) -> bool {
        self.spelling != Spelling::List
    }
}
