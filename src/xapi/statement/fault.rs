//! What is wrong with a statement, and where.

use super::Version;
use super::rules::clause;
use crate::diagnostic::{Finding, Locale, Rule, message};
use crate::source::Place;

/// A breach of the standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where in the statement: a JSON pointer (RFC 6901), such as `/actor/mbox`; empty for the statement as a whole.
    pub pointer: String,
    /// The rule.
    pub rule: &'static Rule,
    /// The version of the standard that the statement was held against.
    pub version: Version,
    /// What stands there.
    pub value: String,
    /// What should.
    pub expected: String,
}

impl Fault {
    /// The clause of the standard.
    pub fn clause(&self) -> &'static str {
        clause(self.rule, self.version)
    }

    /// What is wrong, in one sentence.
    pub fn text(&self, locale: Locale) -> String {
        message(locale, &self.finding(Place::file(""))).0
    }

    /// The fault as a finding at a place.
    pub fn finding(&self, place: Place) -> Finding {
        let pointer = if self.pointer.is_empty() { "/" } else { &self.pointer };
        let args = vec![
            ("pointer", pointer.to_owned()),
            ("value", self.value.clone()),
            ("expected", self.expected.clone()),
            ("clause", self.clause().to_owned()),
        ];
        Finding { rule: self.rule, severity: self.rule.severity, place, args, archive: None }
    }
}
