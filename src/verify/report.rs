//! Collects findings without letting a hostile package flood them: each rule speaks so many times, then only counts.
//! Knows nothing of what the rules are about.

use super::lms::{Lms, weigh};
use super::rules::{MORE, RULES};
use crate::diagnostic::{Findings, Rule};
use crate::source::{Place, Source};
use std::collections::BTreeMap;

/// How often one rule speaks before it is only counted.
const LOUD: usize = 50;
/// How many bytes of text the findings of one package keep to show their lines.
const KEPT: usize = 4 << 20;

/// The findings of one package while it is read.
pub(super) struct Report {
    findings: Findings,
    counts: BTreeMap<&'static str, usize>,
    package: Place,
    kept: usize,
    /// The LMSs that were named.
    audience: Vec<Lms>,
    /// How the clauses of the kinds begin that are not being judged, with `|` between them.
    others: String,
}

impl Report {
    /// What follows is about one kind: of a rule that several kinds share, findings do not name these clauses.
    pub(super) fn without(&mut self, others: String) {
        self.others = others;
    }

    /// An empty report on the package of this name, for those who use these LMSs; for everyone where none is named.
    pub(super) fn new(name: &str, audience: &[Lms]) -> Self {
        Self {
            findings: Findings::default(),
            counts: BTreeMap::new(),
            package: Place::file(name),
            kept: 0,
            audience: audience.to_vec(),
            others: String::new(),
        }
    }

    /// The name of the package.
    pub(super) fn name(&self) -> &str {
        self.package.source.path()
    }

    /// Adds a breach with the values that its texts call by name.
    pub(super) fn add<const N: usize>(
        &mut self,
        rule: &'static Rule,
        place: &Place,
        args: [(&'static str, String); N],
    ) {
        self.list(rule, place, args);
    }

    /// The same with as many values as there are.
    pub(super) fn list(
        &mut self,
        rule: &'static Rule,
        place: &Place,
        args: impl IntoIterator<Item = (&'static str, String)>,
    ) {
        let count = self.counts.entry(rule.code).or_default();
        *count += 1;
        if *count > LOUD {
            return;
        }
        let Some((severity, whom)) = weigh(rule, &self.audience) else { return };
        let finding = self.findings.add(rule, place);
        finding.severity = severity;
        for (name, value) in args {
            finding.with(name, shorten(&value));
        }
        if !self.others.is_empty() {
            finding.with("others", &self.others);
        }
        // Where only one LMS was asked about, it need not be named.
        if !whom.is_empty() && self.audience.len() != 1 {
            finding.with("whom", whom);
        }
    }

    /// Adds a breach of the package as a whole.
    pub(super) fn package<const N: usize>(&mut self, rule: &'static Rule, args: [(&'static str, String); N]) {
        let place = self.package.clone();
        self.add(rule, &place, args);
    }

    /// Whether a rule was breached already.
    pub(super) fn has(&self, rule: &'static Rule) -> bool {
        self.counts.contains_key(rule.code)
    }

    /// A source for findings in a text; without the text once too much is kept, so that memory stays bounded.
    pub(super) fn source(&mut self, path: &str, text: &str) -> Source {
        let fits = self.kept + text.len() <= KEPT;
        self.kept += if fits { text.len() } else { 0 };
        Source::new(path, if fits { text } else { "" })
    }

    /// The findings, with a word on those that were only counted.
    pub(super) fn finish(mut self) -> Findings {
        for (code, count) in std::mem::take(&mut self.counts) {
            let known = RULES.iter().find(|rule| rule.code == code);
            if count > LOUD && known.is_some_and(|rule| weigh(rule, &self.audience).is_some()) {
                self.package(&MORE, [("code", code.to_owned()), ("count", (count - LOUD).to_string())]);
            }
        }
        self.findings
    }
}

/// A value fit for a message: what a stranger wrote may be megabytes long or hold control characters.
fn shorten(value: &str) -> String {
    let clean = value.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c });
    let mut short: String = clean.take(200).collect();
    if value.chars().nth(200).is_some() {
        short.push('…');
    }
    short
}
