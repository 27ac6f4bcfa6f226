//! Resources of SCORM 2004, as far as they are held to more than those of SCORM 1.2; and the schemas that a manifest names.

use super::{DIALECT, XML};
use crate::verify::archive::Package;
use crate::verify::packaging::each_item;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Judges bases, launch pages, references and schemas.
pub(super) fn check(manifest: &Manifest, package: &Package, report: &mut Report) {
    let items = each_item(&DIALECT, manifest.tree.root_element());
    let items: BTreeSet<&str> =
        items.iter().filter_map(|item| item.attribute("identifierref")).map(str::trim).collect();
    let dependencies = manifest.tree.descendants().filter(|node| DIALECT.is(*node, "dependency"));
    let used: BTreeSet<&str> = dependencies
        .filter_map(|node| node.attribute("identifierref"))
        .map(str::trim)
        .chain(items.iter().copied())
        .collect();
    for node in manifest.tree.descendants().filter(Node::is_element) {
        base(manifest, node, report);
        if DIALECT.is(node, "resource") {
            let id = node.attribute("identifier").unwrap_or_default().trim();
            // Where there is nothing to launch, or a reference leads nowhere, that is the finding.
            if !used.contains(id) && !items.is_empty() && !report.has(&rules::REF_UNKNOWN) {
                report.add(&rules::DANGLING, &manifest.place(node), [("found", id.to_owned())]);
            }
            launch(manifest, node, items.contains(id), report);
        }
    }
    schemas(manifest, package, report);
}

fn base(manifest: &Manifest, node: Node, report: &mut Report) {
    let Some(base) = node.attribute_node((XML, "base")) else { return };
    let text = base.value();
    if text.contains('\\') || text.starts_with('/') || !text.ends_with('/') {
        report.add(&rules::BASE_FORM, &manifest.value(&base), [("found", text.to_owned())]);
    }
}

/// A launch page without a known ending is served as a download.
fn launch(manifest: &Manifest, node: Node, launched: bool, report: &mut Report) {
    let Some(href) = node.attribute_node("href").filter(|_| launched) else { return };
    let path = href.value().split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let inside = crate::verify::hosts::outside(href.value()).is_none();
    if inside && (ending.is_empty() || !ending.bytes().all(|b| b.is_ascii_alphanumeric())) {
        report.add(&rules::HREF_EXTENSION, &manifest.value(&href), [("found", path.to_owned())]);
    }
}

/// Every schema that is named must be in the package; none need be named.
fn schemas(manifest: &Manifest, package: &Package, report: &mut Report) {
    for node in manifest.tree.descendants() {
        let Some(named) = node.attribute_node((XSI, "schemaLocation")) else { continue };
        for file in named.value().split_whitespace().skip(1).step_by(2).filter(|file| !file.contains("://")) {
            if !package.has(file) {
                report.add(&rules::SCHEMA_FILE, &manifest.value(&named), [("file", file.to_owned())]);
            }
        }
    }
}
