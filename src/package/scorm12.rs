//! SCORM 1.2: one SCO a module. Sources: SCORM 1.2 Content Aggregation Model, chapter 2.3 (manifest), and what Moodle makes of
//! it. No masteryscore, with which Moodle would overwrite the status that the runtime sets.

use super::adapter::{Adapter, adapter};
use super::content_package::{Edition, manifest};
use super::lom::Spelling;
use crate::course::Module;
use crate::tree::Tree;

static ADAPTER: Adapter = adapter(&["scorm12.js", "scorm.js"]);

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
    ADAPTER.put(&mut pages, String::new());
    manifest(&EDITION, module, pages)
}
