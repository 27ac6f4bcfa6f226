//! Resources of SCORM 2004, as far as they are held to more than those of SCORM 1.2.

use super::{DIALECT, XML};
use crate::diagnostic::Rule;
use crate::verify::packaging::each_item;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::values::is;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// Judges bases, launch pages and references.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
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
}

fn base(manifest: &Manifest, node: Node, report: &mut Report) {
    let Some(base) = node.attribute_node((XML, "base")) else { return };
    let text = base.value();
    let wrong: [(bool, &'static Rule); 3] = [
        (text.contains('\\'), &rules::BASE_BACKSLASH),
        (text.starts_with('/'), &rules::BASE_SLASH),
        (!text.ends_with('/'), &rules::BASE_FORM),
    ];
    let found = || ("found", text.to_owned());
    match wrong.iter().find(|(is, _)| *is) {
        Some((_, rule)) => report.add(rule, &manifest.value(&base), [found()]),
        None if !is("uri", text) => {
            let args = [("element", "xml:base".to_owned()), found(), ("wanted", "a/b/".to_owned())];
            report.add(&rules::VALUE, &manifest.value(&base), args);
        }
        None => {}
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
