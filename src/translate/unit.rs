//! A unit: one text of a file that a translator is given. Everything that is translated is cut into units here and nowhere else.

use super::files::File;
use super::front::Front;
use super::walk;
use crate::source::Source;
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
    /// Whether a file is not whole without it. Keywords may be left out: they come from the source then.
    pub fn is_needed(&self) -> bool {
        self.spelling != Spelling::List
    }
}

/// A file cut into units.
#[derive(Debug)]
pub struct Cut {
    /// The text.
    pub source: Source,
    /// Its front matter.
    pub front: Front,
    /// All units, those of the front matter first.
    pub units: Vec<Unit>,
    /// What only the source says and no translation repeats: marks of right answers, where a fact is said.
    pub answers: Vec<Range<usize>>,
}

impl Cut {
    /// Cuts a file.
    pub fn new(file: &File<'_>) -> Self {
        let (front, mut units) = Front::read(file.source, &file.base);
        let walked = walk::body(file, front.body);
        units.extend(walked.units);
        Self { source: file.source.clone(), front, units, answers: walked.answers }
    }

    /// The unit of a context.
    pub fn unit(&self, context: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.context == context)
    }

    /// Whether another file has the same units in the same order, so that a unit here says what its like says there.
    pub fn is_like(&self, other: &Cut) -> bool {
        let contexts = |cut: &Cut| cut.needed().map(|unit| unit.context.clone()).collect::<Vec<_>>();
        contexts(self) == contexts(other)
    }

    /// Whether the forms of both are the same besides.
    pub fn is_formed_like(&self, other: &Cut) -> bool {
        let forms = |cut: &Cut| cut.needed().map(|unit| unit.form.clone()).collect::<Vec<_>>();
        self.is_like(other) && forms(self) == forms(other)
    }

    fn needed(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.is_needed())
    }
}
