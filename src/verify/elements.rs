//! The elements of the two data models, as far as scripts get them wrong: names that only one of the versions has, and what an
//! element may be set to.

use super::rules;
use crate::diagnostic::Rule;

/// Beginnings of element names that SCORM 1.2 does not have.
const NAMES_OF_2004: [&str; 18] = [
    "cmi.completion_",
    "cmi.success_status",
    "cmi.score.",
    "cmi.location",
    "cmi.exit",
    "cmi.session_time",
    "cmi.total_time",
    "cmi.learner_",
    "cmi.progress_measure",
    "cmi.mode",
    "cmi.credit",
    "cmi.entry",
    "cmi.scaled_passing_score",
    "cmi.max_time_allowed",
    "cmi.time_limit_action",
    "cmi.comments_from_",
    "adl.nav.",
    "adl.data.",
];
/// Beginnings of element names that SCORM 2004 does not have.
const NAMES_OF_12: [&str; 3] = ["cmi.core.", "cmi.student_", "cmi.evaluation."];
/// Elements and what they may be set to. For SCORM 2004's `cmi.exit` Moodle leaves one.
const VALUES: [(&str, &[&str], &Rule); 5] = [
    ("cmi.core.lesson_status", &["passed", "completed", "failed", "incomplete", "browsed"], &rules::STATUS_REFUSED),
    ("cmi.core.exit", &["time-out", "suspend", "logout", ""], &rules::EXIT_NORMAL),
    ("cmi.completion_status", &["completed", "incomplete", "not attempted", "unknown"], &rules::STATUS_REFUSED),
    ("cmi.success_status", &["passed", "failed", "unknown"], &rules::STATUS_REFUSED),
    ("adl.nav.request", &["continue", "previous", "suspendAll", "_none_"], &rules::NAVIGATION),
];
/// Parts of interactions and objectives that only one of the versions has.
const PARTS_OF_2004: [(&str, &[&str]); 2] = [
    ("cmi.interactions.", &[".learner_response", ".timestamp", ".description"]),
    ("cmi.objectives.", &[".completion_status", ".success_status", ".progress_measure", ".description"]),
];
const PARTS_OF_12: [(&str, &[&str]); 2] =
    [("cmi.interactions.", &[".student_response", ".time"]), ("cmi.objectives.", &[".status"])];

/// Whether only SCORM 2004 has an element of this name.
pub(super) fn only_of_2004(name: &str) -> bool {
    NAMES_OF_2004.iter().any(|beginning| name.starts_with(beginning)) || part_of(name, &PARTS_OF_2004)
}

/// Whether only SCORM 1.2 has an element of this name.
pub(super) fn only_of_12(name: &str) -> bool {
    NAMES_OF_12.iter().any(|beginning| name.starts_with(beginning)) || part_of(name, &PARTS_OF_12)
}

/// The rule that an element breaks when it is set to this value.
pub(super) fn refused(element: &str, value: &str) -> Option<&'static Rule> {
    VALUES.iter().find(|(name, good, _)| *name == element && !good.contains(&value)).map(|(_, _, rule)| *rule)
}

/// Whether a literal is the name of one of these parts.
fn part_of(text: &str, parts: &[(&str, &[&str])]) -> bool {
    parts.iter().any(|(family, parts)| {
        text.strip_prefix(family).is_some_and(|rest| parts.iter().any(|part| rest.ends_with(part)))
    })
}
