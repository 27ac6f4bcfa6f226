//! A breach of a rule at a place.

use super::rule::{Rule, Severity};
use crate::source::{Place, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A breach of a rule at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How much this breach matters: as much as the rule says, unless who asked is affected more or less.
    pub severity: Severity,
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

    /// A value that was given to a name; empty where there is none.
    pub fn value(&self, name: &str) -> &str {
        self.args.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str())
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

/// More than anybody reads, and little enough to be held.
const MOST_KEPT: usize = 10_000;

/// All that one run has to say. Of the first ten thousand all is kept; those beyond are only counted, so that a file cannot
/// take all memory by being wrong everywhere.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    /// How many were let go, by severity.
    more: BTreeMap<Severity, usize>,
    /// The last one that was let go.
    last: Option<Box<Finding>>,
}

impl Findings {
    /// Adds a breach where it was written; its arguments follow with [`Finding::with`].
    pub fn add(&mut self, rule: &'static Rule, place: &Place) -> &mut Finding {
        let severity = rule.severity;
        let finding = Finding { rule, severity, place: place.origin(), args: Vec::new(), archive: None };
        if self.is_full() {
            *self.more.entry(rule.severity).or_default() += 1;
            return self.last.insert(Box::new(finding));
        }
        self.kept.push(finding);
        self.kept.last_mut().expect("a finding was just pushed")
    }

    /// Adds a finding that was made elsewhere.
    pub fn push(&mut self, finding: Finding) {
        let Finding { rule, severity, place, args, archive } = finding;
        let own = self.add(rule, &place);
        (own.severity, own.args, own.archive) = (severity, args, archive);
    }

    /// Takes over the findings of another step.
    pub fn extend(&mut self, other: Findings) {
        other.kept.into_iter().for_each(|finding| self.push(finding));
        for (severity, count) in other.more {
            *self.more.entry(severity).or_default() += count;
        }
    }

    /// Says of files that are not where their paths say where they are: `elsewhere` gives the path, where there is another.
    pub fn relocated(mut self, elsewhere: impl Fn(&str) -> Option<String>) -> Self {
        // A file with thousands of findings is there once.
        let mut moved: Vec<(Source, Source)> = Vec::new();
        for finding in &mut self.kept {
            let Place { source, start, end } = &finding.place;
            let Some(path) = elsewhere(source.path()) else { continue };
            let known = moved.iter().rev().find(|(from, _)| from == source).map(|(_, to)| to.clone());
            let to = known.unwrap_or_else(|| {
                moved.push((source.clone(), Source::new(path, source.text())));
                moved[moved.len() - 1].1.clone()
            });
            finding.place = to.place(*start..*end);
        }
        self
    }

    /// Lets those go that are not as they are wanted.
    pub fn retain(&mut self, is_wanted: impl FnMut(&Finding) -> bool) {
        self.kept.retain(is_wanted);
    }

    /// Whether no more are kept, so that nobody need find out where the next one stands.
    pub fn is_full(&self) -> bool {
        self.kept.len() >= MOST_KEPT
    }

    /// Those about a file in an archive, and the others. Those that were let go count as the former: only strangers' files have
    /// so many.
    pub fn by_archive(self) -> (Findings, Findings) {
        let (kept, others) = self.kept.into_iter().partition(|finding| finding.archive.is_some());
        (Findings { kept, more: self.more, last: None }, Findings { kept: others, ..Findings::default() })
    }

    /// Says of all of them in which archive their files are.
    pub fn within(mut self, archive: &str) -> Self {
        let archive: Arc<str> = archive.into();
        self.kept.iter_mut().for_each(|finding| finding.archive = Some(Arc::clone(&archive)));
        self
    }

    /// Makes breaches of some rules breaches of another one, which has the same arguments and matters more.
    pub fn promote(&mut self, from: &[&'static Rule], to: &'static Rule) {
        for finding in self.kept.iter_mut().filter(|finding| from.contains(&finding.rule)) {
            (finding.rule, finding.severity) = (to, to.severity);
        }
    }

    /// Makes breaches of some rules errors.
    pub fn hold(&mut self, rules: &[&'static Rule]) {
        let held = self.kept.iter_mut().filter(|finding| rules.contains(&finding.rule));
        held.for_each(|finding| finding.severity = Severity::Error);
    }

    /// Makes every warning an error.
    pub fn deny_warnings(&mut self) {
        let warnings = self.kept.iter_mut().filter(|finding| finding.severity == Severity::Warning);
        warnings.for_each(|finding| finding.severity = Severity::Error);
        let more = self.more.remove(&Severity::Warning).unwrap_or_default();
        if more > 0 {
            *self.more.entry(Severity::Error).or_default() += more;
        }
    }

    /// Whether any of them stops a build.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.kept.iter().filter(|f| f.severity == severity).count();
        kept + self.more.get(&severity).copied().unwrap_or(0)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The findings that were kept, by archive, file, place and code, so that the same input gives the same report.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut all: Vec<_> = self.kept.iter().collect();
        all.sort_by(|a, b| {
            let key = |f: &Finding| (f.place.start, f.place.end, f.rule.code);
            let inside = (a.place.source.path(), key(a), &a.args).cmp(&(b.place.source.path(), key(b), &b.args));
            a.archive.cmp(&b.archive).then(inside)
        });
        all
    }
}
