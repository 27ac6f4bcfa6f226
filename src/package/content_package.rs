//! The content package that both editions of SCORM are: one organization with one SCO, and its files. Knows what they have in
//! common; what differs stands in an `Edition`. Source: IMS Content Packaging 1.1.2 and 1.1.4.

use super::lom::{Spelling, lom, missing};
use super::manifest::{Xml, document, text};
use super::schemas::is_schema;
use crate::course::Module;
use crate::tree::Tree;
use std::io;

const LAUNCH: &str = "index.html";

/// How an edition of SCORM writes its manifest.
pub struct Edition {
    /// The text of `schemaversion`, which Moodle compares to the letter.
    pub version: &'static str,
    /// The namespace of the content package, and the file of its schema.
    pub packaging: (&'static str, &'static str),
    /// The namespace of ADL's additions, and the file of its schema. Moodle knows it by its prefix `adlcp` alone.
    pub scorm: (&'static str, &'static str),
    /// The namespace of the metadata, and the file of its schema.
    pub metadata: (&'static str, &'static str),
    /// How the metadata are spelt.
    pub spelling: Spelling,
    /// The attribute that makes a resource a SCO.
    pub sco: &'static str,
}

/// The files with the manifest.
pub fn manifest(edition: &Edition, module: &Module<'_>, mut files: Tree) -> Tree {
    let content = document(|xml| root(xml, edition, module, &files));
    files.put("imsmanifest.xml", content);
    files
}

fn root(xml: &mut Xml, edition: &Edition, module: &Module<'_>, files: &Tree) -> io::Result<()> {
    let mut root = xml
        .create_element("manifest")
        .with_attribute(("identifier", module.id.as_str()))
        .with_attribute(("version", module.deck.version.as_str()))
        .with_attribute(("xmlns", edition.packaging.0))
        .with_attribute(("xmlns:adlcp", edition.scorm.0));
    let metadata = missing(module).is_empty().then_some(edition.metadata);
    let named =
        [edition.packaging, edition.scorm].into_iter().chain(metadata).filter(|(_, file)| files.get(file).is_some());
    let named: Vec<String> = named.map(|(namespace, file)| format!("{namespace} {file}")).collect();
    if !named.is_empty() {
        root = root
            .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
            .with_attribute(("xsi:schemaLocation", named.join(" ").as_str()));
    }
    root.write_inner_content(|xml| {
        xml.create_element("metadata").write_inner_content(|xml| {
            text(xml, "schema", "ADL SCORM")?;
            text(xml, "schemaversion", edition.version)?;
            lom(xml, edition.spelling, edition.metadata.0, module)
        })?;
        organizations(xml, module)?;
        resources(xml, edition, module, files)
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

/// Every file but the schemas, which are no content.
fn resources(xml: &mut Xml, edition: &Edition, module: &Module<'_>, files: &Tree) -> io::Result<()> {
    let identifier = format!("{}-resource", module.id);
    xml.create_element("resources").write_inner_content(|xml| {
        let sco = xml
            .create_element("resource")
            .with_attribute(("identifier", identifier.as_str()))
            .with_attribute(("type", "webcontent"))
            .with_attribute((edition.sco, "sco"))
            .with_attribute(("href", LAUNCH));
        sco.write_inner_content(|xml| {
            for (path, _) in files.files().filter(|(path, _)| !is_schema(path)) {
                xml.create_element("file").with_attribute(("href", path)).write_empty()?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}
