//! What is asked before publication as a list: which points hold, which do not, and which nobody has looked at yet. A point is a few
//! rules; what they find is decided elsewhere.

use super::release::{
    CHANGED, LICENCE_UNSAID, NO_EVIDENCE, NO_LICENCE, NOT_COMPARED, OLD_VERSION, OTHER_BYTES, OUTDATED, SAME_VERSION,
    UNDATED, UNFINISHED, UNSIGNED,
};
use crate::check::{accessibility, languages, links, personal, rights};
use crate::diagnostic::{Finding, Findings, Rule, Severity};
use std::collections::BTreeSet;

/// How a point stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing was found against it.
    Holds,
    /// It may be published like this, and its editors should know.
    Open,
    /// It stops the release.
    Refused,
    /// It shows in packages, and none was made.
    Unknown,
}

impl Standing {
    /// The name by which reports call it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Open => "open",
            Self::Refused => "refused",
            Self::Unknown => "unknown",
        }
    }
}

/// One point of the list.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its name, under which it has its sentence in `release`.
    pub key: &'static str,
    /// How it stands.
    pub standing: Standing,
    /// The codes of what was found against it.
    pub codes: Vec<&'static str>,
}

/// A point: its name, whether only packages show it, its rules.
type Row = (&'static str, bool, &'static [&'static Rule]);

/// Every point, in the order in which it is read. The two of starter texts differ in what was found.
static POINTS: &[Row] = &[
    ("licence", false, &[&NO_LICENCE, &rights::UNKNOWN_LICENCE, &rights::NO_LICENCE_URL]),
    ("licence_said", true, &[&LICENCE_UNSAID]),
    ("version", false, &[&OLD_VERSION, &SAME_VERSION]),
    ("same_bytes", true, &[&OTHER_BYTES]),
    ("address", false, &[&UNFINISHED]),
    ("texts", false, &[&UNFINISHED]),
    ("credits", false, &[&rights::NO_AUTHOR, &rights::NO_STATEMENT]),
    ("languages", false, &[&languages::NO_TITLE, &languages::NOT_TRANSLATED]),
    ("current", false, &[&languages::NO_SOURCE_VERSION, &CHANGED, &OUTDATED]),
    ("alternatives", false, &[&accessibility::NO_ALTERNATIVE, &accessibility::ALTERNATIVE_IS_NAME]),
    ("sources", false, &[&links::NO_SOURCE, &UNDATED]),
    ("personal", false, &[&personal::PERSONAL_DATA]),
    ("evidence", false, &[&NO_EVIDENCE]),
    ("reviewers", false, &[&UNSIGNED]),
    ("changes", true, &[&NOT_COMPARED]),
];

/// How every point stands, given all that was found; `is_made` says whether packages were made and looked at.
pub fn checklist(findings: &Findings, is_made: bool) -> Vec<Point> {
    let found = findings.sorted();
    let point = |(key, in_packages, rules): &Row| {
        let against: Vec<&&Finding> =
            found.iter().filter(|finding| rules.contains(&finding.rule) && concerns(key, finding)).collect();
        let codes: BTreeSet<&str> = against.iter().map(|finding| finding.rule.code).collect();
        let standing = match against.iter().map(|finding| finding.severity).min() {
            Some(Severity::Error) => Standing::Refused,
            Some(_) => Standing::Open,
            None if *in_packages && !is_made => Standing::Unknown,
            None => Standing::Holds,
        };
        Point { key: *key, standing, codes: codes.into_iter().collect() }
    };
    POINTS.iter().map(point).collect()
}

fn concerns(key: &str, finding: &Finding) -> bool {
    let is_address = finding.value("text").contains("://");
    match key {
        "address" => is_address,
        "texts" => !is_address,
        _ => true,
    }
}
