//! The tree of what there is to open: one organization, one root without a title, and items that open a resource or hold others.

use super::resources::Kind;
use super::{all, first};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeMap;

/// The one structure of the profile.
const STRUCTURE: &str = "rooted-hierarchy";

/// Judges the tree, given what the resources are, by identifier.
pub(super) fn check(manifest: &Manifest, kinds: &BTreeMap<String, Kind>, report: &mut Report) {
    let root = manifest.tree.root_element();
    let organizations = first(root, "organizations");
    let found: Vec<Node> = organizations.into_iter().flat_map(|node| all(node, "organization")).collect();
    let [organization] = found[..] else {
        // A cartridge of questions alone has no tree.
        let is_bank = !kinds.is_empty() && kinds.values().all(|kind| *kind == Kind::Bank);
        if !(found.is_empty() && is_bank) {
            let place = manifest.place(organizations.unwrap_or(root));
            report.add(&rules::CARTRIDGE_TREE, &place, [("count", found.len().to_string())]);
        }
        return;
    };
    if organization.attribute("structure") != Some(STRUCTURE) {
        report.add(&rules::CARTRIDGE_TREE, &manifest.place(organization), [("count", "1".to_owned())]);
    }
    let roots: Vec<Node> = all(organization, "item").collect();
    let is_root = |node: &Node| first(*node, "title").is_none() && !node.has_attribute("identifierref");
    if roots.len() != 1 || !is_root(&roots[0]) {
        let args = [("count", roots.len().to_string())];
        return report.add(&rules::CARTRIDGE_ROOTS, &manifest.place(organization), args);
    }
    let items = roots[0].descendants().skip(1).filter(|node| node.is_element() && node.tag_name().name() == "item");
    items.for_each(|node| item(node, manifest, kinds, report));
}

fn item(node: Node, manifest: &Manifest, kinds: &BTreeMap<String, Kind>, report: &mut Report) {
    let id = || node.attribute("identifier").unwrap_or_default().to_owned();
    if first(node, "title").is_none_or(|title| Manifest::text(title).is_empty()) {
        report.add(&rules::CARTRIDGE_UNTITLED, &manifest.place(node), [("found", id())]);
    }
    let holds = first(node, "item").is_some();
    let Some(reference) = node.attribute_node("identifierref") else {
        if !holds {
            report.add(&rules::CARTRIDGE_ITEM, &manifest.place(node), [("found", id())]);
        }
        return;
    };
    if holds {
        report.add(&rules::CARTRIDGE_ITEM, &manifest.place(node), [("found", id())]);
    }
    // A bank is for importers only.
    if kinds.get(reference.value()).is_none_or(|kind| *kind == Kind::Bank) {
        let args = [("found", reference.value().to_owned())];
        report.add(&rules::CARTRIDGE_REFERENCE, &manifest.value(&reference), args);
    }
}
