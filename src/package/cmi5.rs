//! cmi5: a course of one assignable unit. Sources: cmi5 (Quartz), sections 13 (course structure) and 14 (package). A module is one
//! page with one progress, and an LMS gives each unit an activity and a document of its own: so themes make no blocks, which hold
//! units. Whoever wants a unit a theme builds a module a theme.

use super::adapter::{Adapter, adapter};
use super::launched::{descriptions, table, titles};
use super::manifest::{Xml, document, text, text_in};
use crate::course::Module;
use crate::tree::Tree;
use crate::xapi::vocabulary::activity_type;
use std::io;

const LAUNCH: &str = "index.html";

static ADAPTER: Adapter = adapter(Some("XAPI"), &["xapi.js", "statements.js", "launch.js", "cmi5.js"]);

/// The pages with the adapter for a cmi5 launch, and the course structure.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    ADAPTER.put(&mut pages, table(module));
    pages.put("cmi5.xml", document(|xml| structure(xml, module)));
    pages
}

fn structure(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let root = xml
        .create_element("courseStructure")
        .with_attribute(("xmlns", "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"));
    root.write_inner_content(|xml| {
        // The unit is the module; the course around it is another thing and has another id.
        let course = xml.create_element("course").with_attribute(("id", format!("{}#course", module.iri).as_str()));
        course.write_inner_content(|xml| about(xml, module))?;
        unit(xml, module)
    })?;
    Ok(())
}

fn about(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    for (name, told) in [("title", titles(module)), ("description", descriptions(module))] {
        xml.create_element(name).write_inner_content(|xml| {
            told.iter().try_for_each(|(language, content)| text_in(xml, "langstring", language, content))
        })?;
    }
    Ok(())
}

fn unit(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let has_facts =
        module.situations.iter().flat_map(|activity| &activity.items).any(|entry| entry.item.body.is_scored());
    // A threshold without facts decides nothing: nobody could ever pass.
    let success = module.success.filter(|_| has_facts);
    let mastery = success.map(|percent| (f64::from(percent) / 100.0).to_string());
    let unit = xml
        .create_element("au")
        .with_attribute(("id", module.iri.as_str()))
        .with_attribute(("moveOn", if success.is_some() { "CompletedAndPassed" } else { "Completed" }))
        .with_attributes(mastery.as_deref().map(|score| ("masteryScore", score)))
        .with_attribute(("launchMethod", "AnyWindow"))
        .with_attribute(("activityType", activity_type("module")));
    unit.write_inner_content(|xml| {
        about(xml, module)?;
        text(xml, "url", LAUNCH)
    })?;
    Ok(())
}
