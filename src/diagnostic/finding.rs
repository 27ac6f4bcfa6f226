//! A breach of a rule at a place.

use super::rule::{Rule, Severity};
use crate::source::Place;
use std::sync::Arc;

/// A breach of a rule at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where. A place without text stands for its file as a whole.
    pub place: Place,
    /// What the texts of the rule call by name.
    pub args: Vec<(&'static str, String)>,
    /// The archive that the place's file is in, where it is in one.
    pub archive: Option<Arc<str>>,
}

impl Finding {
    /// Gives a value to a name in the texts of the rule.
    pub fn with(&mut self, name: &'static str, value: impl ToString) -> &mut Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The path of its file, behind that of the archive where it is in one.
    pub fn path(&self) -> String {
        let path = self.place.source.path();
        match &self.archive {
            Some(archive) if **archive != *path => format!("{archive}/{path}"),
            _ => path.to_owned(),
        }
    }
}

/// All that one run has to say.
#[derive(Clone, Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds a breach; its arguments follow with [`Finding::with`].
    pub fn add(&mut self, rule: &'static Rule, place: &Place) -> &mut Finding {
        self.0.push(Finding { rule, place: place.clone(), args: Vec::new(), archive: None });
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

    /// Those about a file in an archive, and the others.
    pub fn by_archive(self) -> (Findings, Findings) {
        let (inside, others) = self.0.into_iter().partition(|finding| finding.archive.is_some());
        (Findings(inside), Findings(others))
    }

    /// Says of all of them in which archive their files are.
    pub fn within(mut self, archive: &str) -> Self {
        let archive: Arc<str> = archive.into();
        self.0.iter_mut().for_each(|finding| finding.archive = Some(Arc::clone(&archive)));
        self
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

    /// The findings by archive, file, place and code, so that the same input gives the same report.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.0.iter().collect();
        all.sort_by(|a, b| {
            let key = |f: &Finding| (f.place.start, f.place.end, f.rule.code);
            let inside = (a.place.source.path(), key(a), &a.args).cmp(&(b.place.source.path(), key(b), &b.args));
            a.archive.cmp(&b.archive).then(inside)
        });
        all
    }
}
