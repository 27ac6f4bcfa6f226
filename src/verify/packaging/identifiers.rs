//! Identifiers and the references to them: of XML's form, unique, not too long for an LMS's data base, leading somewhere.

use super::Dialect;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::values::is_ncname;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeMap;

/// Moodle's columns hold so many characters.
pub(super) const LONGEST: usize = 255;

/// Judges every `identifier` and every reference.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, report: &mut Report) {
    let mut seen: BTreeMap<&str, Node> = BTreeMap::new();
    let elements = || manifest.tree.descendants().filter(|n| n.tag_name().namespace() == Some(dialect.cp));
    for node in elements() {
        let named = ["manifest", "organization", "item", "resource"].iter().any(|name| dialect.is(node, name));
        let Some(attribute) = node.attribute_node("identifier") else {
            if named {
                let args = [("element", node.tag_name().name().to_owned())];
                report.add(&rules::NO_IDENTIFIER, &manifest.place(node), args);
            }
            continue;
        };
        // XML takes the blanks around an identifier away; Moodle does not.
        let (id, place) = (attribute.value().trim(), manifest.value(&attribute));
        if id != attribute.value() && !id.is_empty() {
            report.add(&rules::UNTRIMMED, &place, [("element", "identifier".to_owned())]);
        }
        let args = || [("found", id.to_owned())];
        if !is_ncname(id) {
            report.add(&rules::IDENTIFIER, &place, args());
        } else if !id.is_ascii() {
            report.add(&rules::IDENTIFIER_ASCII, &place, args());
        }
        if id.chars().count() > LONGEST {
            too_long(&place, "identifier", id, report);
        }
        if seen.insert(id, node).is_some() {
            report.add(&rules::SAME_IDENTIFIER, &place, args());
        }
    }
    for node in elements() {
        if let Some(attribute) = node.attribute_node("identifierref") {
            let target = seen.get(attribute.value().trim());
            if !target.is_some_and(|target| dialect.is(*target, "resource")) {
                let args = [("found", attribute.value().to_owned())];
                report.add(&rules::REF_UNKNOWN, &manifest.value(&attribute), args);
            }
        }
    }
}

/// Says that Moodle's data base will not take a text.
pub(super) fn too_long(place: &crate::source::Place, element: &str, text: &str, report: &mut Report) {
    let args = [("element", element.to_owned()), ("count", text.chars().count().to_string())];
    report.add(&rules::TOO_LONG, place, args);
}
