//! SCORM 2004, 4th edition: one SCO a module, because Moodle serves no second one after the first has ended its session.
//! Sources: SCORM 2004 4th Edition Content Aggregation Model, chapter 3, and what Moodle makes of it. No sequencing, of which
//! Moodle keeps next to nothing, and no threshold, from which it would derive the status that the runtime sets.

use super::Elements;
use super::adapter::{Adapter, adapter};
use super::content_package::{Edition, manifest};
use super::lom::Spelling;
use super::scorm;
use crate::course::{Module, tracked};
use crate::tree::Tree;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where the adapter writes what. The resume state carries a short form of most of it.
pub const ELEMENTS: Elements = &[
    ("status", &["cmi.completion_status", "cmi.success_status"]),
    ("situations", &["cmi.objectives.n.id", "cmi.objectives.n.completion_status", "cmi.suspend_data"]),
    ("progress", &["cmi.progress_measure", "cmi.suspend_data"]),
    ("place", &["cmi.location", "cmi.exit"]),
    ("time", &["cmi.session_time"]),
    ("score", &["cmi.score.raw", "cmi.score.scaled", "cmi.score.max", "cmi.suspend_data"]),
    ("facts", ANSWERS),
    ("reflections", ANSWERS),
];

const ANSWERS: &[&str] = &[
    "cmi.interactions.n.id",
    "cmi.interactions.n.type",
    "cmi.interactions.n.description",
    "cmi.interactions.n.learner_response",
    "cmi.interactions.n.correct_responses.n.pattern",
    "cmi.interactions.n.result",
    "cmi.suspend_data",
];

static ADAPTER: Adapter =
    adapter(scorm::TABLE, &["scorm2004.js", "api.js", "commit.js", "journal.js", "alone.js", "scorm.js"]);

static EDITION: Edition = Edition {
    version: "2004 4th Edition",
    packaging: ("http://www.imsglobal.org/xsd/imscp_v1p1", "imscp_v1p1.xsd"),
    scorm: ("http://www.adlnet.org/xsd/adlcp_v1p3", "adlcp_v1p3.xsd"),
    metadata: ("http://ltsc.ieee.org/xsd/LOM", "lom.xsd"),
    spelling: Spelling::Ieee,
    sco: "adlcp:scormType",
};

/// As many UTF-16 units may a description have: `localized_string_type (SPM: 250)`, Run-Time Environment 4.2.9.
const LONGEST: usize = 250;

/// The pages with the adapter for the SCORM 2004 run-time, and the manifest.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    ADAPTER.put(&mut pages, scorm::table(module, &questions(module)));
    manifest(&EDITION, module, pages)
}

/// What the items ask whose answers are written: `{"t2-s01/q1":"…"}`. Tutors read the source, whatever the learner reads.
fn questions(module: &Module<'_>) -> Value {
    let written = tracked(module.tracking);
    let mut asked = BTreeMap::new();
    for activity in &module.situations {
        let items = activity.items.iter().filter(|item| item.datum().is_some_and(|datum| written.contains(&datum)));
        asked.extend(items.map(|item| (format!("{}/{}", activity.id, item.id), line(&item.item.question.text()))));
    }
    json!(asked)
}

/// One line that is not too long, and does not look as if it named its language, which Moodle refuses.
fn line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut left = LONGEST;
    let fits = |c: &char| {
        let room = left.checked_sub(c.len_utf16());
        left = room.unwrap_or(0);
        room.is_some()
    };
    line.trim_start_matches(['{', ' ']).chars().take_while(fits).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_line_that_moodle_takes() {
        let (long, face) = ("x".repeat(300), format!("{}🙂y", "x".repeat(249)));
        for (text, taken) in [
            (" Deux\nlignes\t?", "Deux lignes ?"),
            ("{lang=fr} x", "lang=fr} x"),
            ("{{ {", ""),
            ("Ποιος\u{2028};", "Ποιος ;"),
            (&long, &long[..250]),
            (&face, &long[..249]),
        ] {
            assert_eq!(line(text), taken);
        }
    }
}
