//! `imsmanifest.xml` of a cartridge: its metadata, the tree of what there is to open, and the files. Source: the profile of content
//! packaging in `ccv1p1_imscp_v1p2_v1p0.xsd`, with its Schematron rules.

use super::SHEET;
use super::course::{Body, Course, Entry, Part};
use super::metadata::metadata;
use super::xml::{element, empty, text};
use crate::package::manifest::{Xml, document};
use crate::tree::Tree;
use std::collections::BTreeSet;
use std::io;

/// The name spaces. A reader may look for the first in the first kilobyte alone (Moodle does), so it stands in front.
const NAMESPACES: [(&str, &str); 3] = [
    ("xmlns", "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"),
    ("xmlns:lomimscc", "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"),
    ("xmlns:lom", "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/resource"),
];

/// The manifest of a cartridge with these files.
pub fn manifest(course: &Course<'_>, files: &Tree) -> Vec<u8> {
    document(|xml| {
        let own = NAMESPACES.into_iter().chain([("identifier", course.module.id.as_str())]).collect::<Vec<_>>();
        element(xml, "manifest", &own, |xml| {
            metadata(xml, course.module)?;
            organizations(xml, course)?;
            element(xml, "resources", &[], |xml| {
                course.entries().try_for_each(|entry| resource(xml, course, entry, files))
            })
        })
    })
}

/// One tree below one root that has no title.
fn organizations(xml: &mut Xml, course: &Course<'_>) -> io::Result<()> {
    let [organization, root] = ["organization", "root"].map(|kind| format!("{}-{kind}", course.module.id));
    element(xml, "organizations", &[], |xml| {
        let own = [("identifier", organization.as_str()), ("structure", "rooted-hierarchy")];
        element(xml, "organization", &own, |xml| {
            element(xml, "item", &[("identifier", &root)], |xml| {
                course.parts.iter().try_for_each(|part| self::part(xml, part))
            })
        })
    })
}

fn part(xml: &mut Xml, part: &Part) -> io::Result<()> {
    element(xml, "item", &[("identifier", &part.id)], |xml| {
        text(xml, "title", &[], &part.title)?;
        part.entries.iter().try_for_each(|entry| {
            let item = format!("{}-item", entry.id);
            element(xml, "item", &[("identifier", item.as_str()), ("identifierref", &entry.id)], |xml| {
                text(xml, "title", &[], &entry.title)
            })
        })
    })
}

fn resource(xml: &mut Xml, course: &Course<'_>, entry: &Entry, files: &Tree) -> io::Result<()> {
    let (path, is_page) = (entry.path(), matches!(entry.body, Body::Page(_) | Body::Sheet(_)));
    let kind = match entry.body {
        Body::Page(_) | Body::Sheet(_) => "webcontent",
        Body::Topic(_) => "imsdt_xmlv1p1",
        Body::Quiz(_) => "imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
    };
    let mut own = vec![("identifier", entry.id.as_str()), ("type", kind)];
    own.extend(is_page.then_some(("href", path.as_str())));
    own.extend(entry.is_for_trainers().then_some(("intendeduse", "lessonplan")));
    element(xml, "resource", &own, |xml| {
        if entry.is_for_trainers() {
            trainers(xml)?;
        }
        let others =
            if entry.name == SHEET { beside(course, files) } else { super::shown(course.module, files, entry) };
        let all = std::iter::once(&path).chain(others.iter().filter(|other| **other != path));
        all.into_iter().try_for_each(|path| empty(xml, "file", &[("href", path)]))
    })
}

/// Who a resource is for, in the words of the Common Cartridge.
fn trainers(xml: &mut Xml) -> io::Result<()> {
    element(xml, "metadata", &[], |xml| {
        element(xml, "lom:lom", &[], |xml| {
            element(xml, "lom:educational", &[], |xml| {
                element(xml, "lom:intendedEndUserRole", &[], |xml| {
                    text(xml, "lom:source", &[], "IMSGLC_CC_Rolesv1p1")?;
                    text(xml, "lom:value", &[], "Instructor")
                })
            })
        })
    })
}

/// What no other entry has: the inventory, and the deck's source with its media.
fn beside(course: &Course<'_>, files: &Tree) -> Vec<String> {
    let others = course.entries().filter(|entry| entry.name != SHEET);
    let taken: BTreeSet<String> =
        others.flat_map(|entry| super::shown(course.module, files, entry).into_iter().chain([entry.path()])).collect();
    files.files().map(|(path, _)| path.to_owned()).filter(|path| !taken.contains(path)).collect()
}
