//! A file cut into units. Everything that is translated is cut here and nowhere else.

use super::files::File;
use super::front::Front;
use super::unit::{Spelling, Unit};
use super::walk::{self, Section};
use crate::source::Source;
use std::ops::Range;

/// A file cut into units.
#[derive(Debug)]
pub struct Cut {
    /// The text.
    pub source: Source,
    /// Its front matter.
    pub front: Front,
    /// All units, those of the front matter first.
    pub units: Vec<Unit>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// What only the source says and no translation repeats: marks of right answers, where a fact is said.
    pub answers: Vec<Range<usize>>,
}

impl Cut {
    /// Cuts a file.
    pub fn new(file: &File<'_>) -> Self {
        let (front, mut units) = Front::read(file.source, &file.base);
        let walked = walk::body(file, front.body);
        units.extend(walked.units);
        Self { source: file.source.clone(), front, units, sections: walked.sections, answers: walked.answers }
    }

    /// The unit of a context.
    pub fn unit(&self, context: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.context == context)
    }

    /// The first unit of the body that another file does not have, and how many there are.
    pub fn more_than(&self, other: &Cut) -> Option<(&Unit, usize)> {
        let prose = self.units.iter().filter(|unit| unit.spelling == Spelling::Prose);
        let mut more = prose.filter(|unit| other.unit(&unit.context).is_none());
        more.next().map(|first| (first, 1 + more.count()))
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
