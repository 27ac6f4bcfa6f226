//! A text file of a package while it is examined: findings in it show their line. The text is copied only when there is
//! something to show.

use super::moodle::Later;
use super::privacy::Said;
use super::report::Report;
use crate::diagnostic::Rule;
use crate::source::{Place, Source};
use std::collections::BTreeSet;

/// How far a mark reaches at most.
const LONGEST_MARK: usize = 60;

/// A file that is examined.
pub(super) struct Text<'a> {
    /// Its name in the archive.
    pub name: &'a str,
    /// What stands in it.
    pub text: &'a str,
    /// What it has that the package as a whole is judged by.
    pub traits: Traits,
    source: Option<Source>,
    report: &'a mut Report,
}

/// What a text has that the package as a whole is judged by.
#[derive(Debug, Default)]
pub(super) struct Traits {
    /// The watched names that stand in it (`moodle`).
    pub names: BTreeSet<&'static str>,
    /// The files of the package that it leads to.
    pub leads_to: BTreeSet<String>,
    /// What is only wrong where the package speaks one interface.
    pub later: Vec<Later>,
    /// What was said of it that is said once a package.
    pub said: Vec<Said>,
    /// Whether there was more to tell of it than that, or other files had said it already.
    pub told: bool,
}

impl<'a> Text<'a> {
    pub(super) fn new(name: &'a str, text: &'a str, report: &'a mut Report) -> Self {
        Self { name, text, traits: Traits::default(), source: None, report }
    }

    /// Adds a breach at an offset.
    pub(super) fn add<const N: usize>(&mut self, rule: &'static Rule, at: usize, args: [(&'static str, String); N]) {
        self.traits.told = true;
        let place = self.place(at);
        self.report.add(rule, &place, args);
    }

    /// Adds what is said once a package.
    pub(super) fn say(&mut self, said: Said) {
        said.tell(self.report);
        self.traits.said.push(said);
    }

    /// The place at an offset, to the end of the word or address that stands there.
    pub(super) fn place(&mut self, at: usize) -> Place {
        let source = self.source.get_or_insert_with(|| self.report.source(self.name, self.text));
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        let end = rest.iter().take(LONGEST_MARK).position(|b| b.is_ascii_whitespace() || b"\"'`<>()".contains(b));
        source.place(at..at + end.unwrap_or(rest.len().min(LONGEST_MARK)).max(1))
    }
}
