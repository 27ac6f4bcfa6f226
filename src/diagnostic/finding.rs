//! A breach of a rule at a place.

use super::rule::{Rule, Severity};
use crate::source::Place;

/// A breach of a rule at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where. A place without text stands for its file as a whole.
    pub place: Place,
    /// What the texts of the rule call by name.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    /// Gives a value to a name in the texts of the rule.
    pub fn with(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.args.push((name, value.to_string()));
        self
    }
}

/// All that one run has to say.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a breach; its arguments follow with [`Finding::with`].
    pub fn add(&mut self, rule: &'static Rule, place: &Place) -> &mut Finding {
        self.0.push(Finding { rule, place: place.clone(), args: Vec::new() });
        self.0.last_mut().expect("a finding was just pushed")
    }

    /// Adds a finding that was made elsewhere.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Takes over the findings of another step.
    pub fn extend(&mut self, other: Findings) {
        self.0.extend(other.0);
    }

    /// Whether any of them stops a build.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|f| f.rule.severity == severity).count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings by file, place and code, so that the same input gives the same report.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by(|a, b| {
            let key = |f: &Finding| (f.place.start, f.place.end, f.rule.code);
            (a.place.source.path(), key(a), &a.args).cmp(&(b.place.source.path(), key(b), &b.args))
        });
        all
    }
}
