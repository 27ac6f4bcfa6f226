//! cmi5: a course of one assignable unit, or of one for each theme, in blocks. Sources: cmi5 (Quartz), sections 13 (course
//! structure) and 14 (package). An LMS gives each unit an activity and a document of its own, so a unit is a module: a page with
//! one progress.

use super::adapter::{Adapter, adapter};
use super::launched::{descriptions, table, titles};
use super::manifest::{Xml, document, text, text_in};
use crate::course::Module;
use crate::tree::Tree;
use crate::xapi::vocabulary::{activity_type, category, extension};
use std::io;

const LAUNCH: &str = "index.html";

static ADAPTER: Adapter =
    adapter(Some("XAPI"), &["xapi.js", "alone.js", "statements.js", "launch.js", "nearby.js", "cmi5.js"]);

/// The pages with the adapter for a cmi5 launch, and the course structure.
pub fn package(module: &Module<'_>, mut pages: Tree) -> Tree {
    let own = [("cmi5", category("cmi5")), ("moveon", category("moveon")), ("masteryscore", extension("masteryscore"))];
    ADAPTER.put(&mut pages, table(module, &own));
    pages.put("cmi5.xml", document(|xml| structure(xml, module)));
    pages
}

fn structure(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let root = xml
        .create_element("courseStructure")
        .with_attribute(("xmlns", "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"));
    root.write_inner_content(|xml| {
        // A unit is its module; the course and the blocks around it are other things and have other ids.
        let course = xml.create_element("course").with_attribute(("id", format!("{}#course", module.iri).as_str()));
        course.write_inner_content(|xml| about(xml, &titles(module), &course_descriptions(module)))?;
        if module.units.is_empty() {
            unit(xml, module, LAUNCH)
        } else {
            module.units.iter().try_for_each(|theme| block(xml, theme))
        }
    })?;
    Ok(())
}

fn block(xml: &mut Xml, theme: &Module<'_>) -> io::Result<()> {
    let block = xml.create_element("block").with_attribute(("id", format!("{}#block", theme.iri).as_str()));
    block.write_inner_content(|xml| {
        about(xml, &titles(theme), &descriptions(theme))?;
        unit(xml, theme, &format!("{}.html", theme.name))
    })?;
    Ok(())
}

type Told<'m> = [(&'m str, String)];

fn about(xml: &mut Xml, titles: &Told<'_>, descriptions: &Told<'_>) -> io::Result<()> {
    for (name, told) in [("title", titles), ("description", descriptions)] {
        xml.create_element(name).write_inner_content(|xml| {
            told.iter().try_for_each(|(language, content)| text_in(xml, "langstring", language, content))
        })?;
    }
    Ok(())
}

/// A course of several themes is what the deck says of itself.
fn course_descriptions<'m>(module: &'m Module<'_>) -> Vec<(&'m str, String)> {
    if module.units.is_empty() {
        return descriptions(module);
    }
    let told = |own: &'m Module<'_>| Some((own.language, own.deck.description.get(own.language)?.to_string()));
    let told: Vec<_> = module.languages().filter_map(told).collect();
    if told.is_empty() { titles(module) } else { told }
}

fn unit(xml: &mut Xml, module: &Module<'_>, page: &str) -> io::Result<()> {
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
        about(xml, &titles(module), &descriptions(module))?;
        text(xml, "url", page)
    })?;
    Ok(())
}
