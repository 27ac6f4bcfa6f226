//! SCORM 1.2: one SCO a module. Sources: SCORM 1.2 Content Aggregation Model, chapter 2.3 (manifest), and what Moodle makes of
//! it. No LOM, which is optional; no masteryscore, with which Moodle would overwrite the status that the runtime sets.

use super::Elements;
use super::adapter::{Adapter, adapter};
use super::manifest::{Xml, document, text};
use crate::course::Module;
use crate::tree::Tree;
use std::io;

const LAUNCH: &str = "index.html";

/// Where the adapter writes what. The resume state carries a short form of most of it.
pub const ELEMENTS: Elements = &[
    ("status", &["cmi.core.lesson_status"]),
    ("situations", &["cmi.objectives.n.id", "cmi.objectives.n.status", "cmi.suspend_data"]),
    ("progress", &["cmi.suspend_data"]),
    ("place", &["cmi.core.lesson_location", "cmi.core.exit"]),
    ("time", &["cmi.core.session_time"]),
    ("score", &["cmi.core.score.raw", "cmi.core.score.min", "cmi.core.score.max", "cmi.suspend_data"]),
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

static ADAPTER: Adapter = adapter(&["scorm12.js"]);

/// The pages with the adapter for the SCORM 1.2 run-time, and the manifest.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    ADAPTER.put(&mut pages, String::new());
    let files: Vec<String> = pages.files().map(|(path, _)| path.to_owned()).collect();
    pages.put("imsmanifest.xml", document(|xml| manifest(xml, module, &files)));
    pages
}

fn manifest(xml: &mut Xml, module: &Module<'_>, files: &[String]) -> io::Result<()> {
    let root = xml
        .create_element("manifest")
        .with_attribute(("identifier", module.id.as_str()))
        .with_attribute(("version", module.deck.version.as_str()))
        .with_attribute(("xmlns", "http://www.imsproject.org/xsd/imscp_rootv1p1p2"))
        .with_attribute(("xmlns:adlcp", "http://www.adlnet.org/xsd/adlcp_rootv1p2"));
    root.write_inner_content(|xml| {
        xml.create_element("metadata").write_inner_content(|xml| {
            text(xml, "schema", "ADL SCORM")?;
            text(xml, "schemaversion", "1.2")
        })?;
        organizations(xml, module)?;
        resources(xml, module, files)
    })?;
    Ok(())
}

/// Identifiers follow from the module's id alone: Moodle finds a learner's progress by the item's identifier.
fn organizations(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let (organization, item) = (format!("{}-organization", module.id), format!("{}-item", module.id));
    let resource = format!("{}-resource", module.id);
    let all = xml.create_element("organizations").with_attribute(("default", organization.as_str()));
    all.write_inner_content(|xml| {
        let one = xml.create_element("organization").with_attribute(("identifier", organization.as_str()));
        one.write_inner_content(|xml| {
            text(xml, "title", &module.title)?;
            let sco = xml
                .create_element("item")
                .with_attribute(("identifier", item.as_str()))
                .with_attribute(("identifierref", resource.as_str()))
                .with_attribute(("isvisible", "true"));
            sco.write_inner_content(|xml| text(xml, "title", &module.title))?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

fn resources(xml: &mut Xml, module: &Module<'_>, files: &[String]) -> io::Result<()> {
    let identifier = format!("{}-resource", module.id);
    xml.create_element("resources").write_inner_content(|xml| {
        let sco = xml
            .create_element("resource")
            .with_attribute(("identifier", identifier.as_str()))
            .with_attribute(("type", "webcontent"))
            .with_attribute(("adlcp:scormtype", "sco"))
            .with_attribute(("href", LAUNCH));
        sco.write_inner_content(|xml| {
            for file in files {
                xml.create_element("file").with_attribute(("href", file.as_str())).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
