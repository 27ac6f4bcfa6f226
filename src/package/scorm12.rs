//! SCORM 1.2: one SCO a module. Sources: SCORM 1.2 Content Aggregation Model, chapter 2.3 (manifest), and what Moodle makes of
//! it. No masteryscore, with which Moodle would overwrite the status that the runtime sets.

use super::Elements;
use super::adapter::{Adapter, adapter};
use super::content_package::{Edition, manifest};
use super::lom::Spelling;
use super::scorm;
use crate::course::Module;
use crate::tree::Tree;
use serde_json::Value;

static ADAPTER: Adapter =
    adapter(scorm::TABLE, &["scorm12.js", "api.js", "commit.js", "journal.js", "alone.js", "scorm.js"]);

/// Where the adapter writes what. The resume state carries a short form of most of it.
pub const ELEMENTS: Elements = &[
    ("status", &["cmi.core.lesson_status"]),
    ("situations", &["cmi.objectives.n.id", "cmi.objectives.n.status", "cmi.suspend_data"]),
    ("progress", &["cmi.suspend_data"]),
    ("place", &["cmi.core.lesson_location", "cmi.core.exit"]),
    ("time", &["cmi.core.session_time"]),
    ("score", &["cmi.core.score.raw", "cmi.core.score.max", "cmi.suspend_data"]),
    ("facts", ANSWERS),
    ("reflections", ANSWERS),
];

const ANSWERS: &[&str] = &[
    "cmi.interactions.n.id",
    "cmi.interactions.n.type",
    "cmi.interactions.n.student_response",
    "cmi.interactions.n.correct_responses.n.pattern",
    "cmi.interactions.n.result",
    "cmi.suspend_data",
];

static EDITION: Edition = Edition {
    version: "1.2",
    packaging: ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "imscp_rootv1p1p2.xsd"),
    scorm: ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "adlcp_rootv1p2.xsd"),
    metadata: ("http://www.imsglobal.org/xsd/imsmd_rootv1p2p1", "imsmd_rootv1p2p1.xsd"),
    spelling: Spelling::Ims,
    sco: "adlcp:scormtype",
};

/// The pages with the adapter for the SCORM 1.2 run-time, and the manifest.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    ADAPTER.put(&mut pages, scorm::table(module, &Value::Null));
    manifest(&EDITION, module, pages)
}
