//! The table of contents: organizations, items and their titles.

use super::Dialect;
use super::identifiers::{LONGEST, too_long};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// Judges the organizations of the manifest.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, report: &mut Report) {
    let root = manifest.tree.root_element();
    let all: Vec<Node> = organizations(dialect, root).collect();
    if all.is_empty() {
        let place = dialect.child(root, "organizations").map_or(manifest.place(root), |node| manifest.place(node));
        report.add(&rules::NO_ORGANIZATION, &place, []);
    }
    for organizations in dialect.children(root, "organizations") {
        default(dialect, manifest, organizations, report);
    }
    for organization in all {
        title(dialect, manifest, organization, report);
        if dialect.child(organization, "item").is_none() {
            report.add(&rules::NO_ITEM, &manifest.place(organization), []);
        }
    }
    for node in each_item(dialect, root) {
        item(dialect, manifest, node, report);
    }
}

fn organizations<'a, 'i>(dialect: &Dialect, root: Node<'a, 'i>) -> impl Iterator<Item = Node<'a, 'i>> {
    dialect.children(root, "organizations").flat_map(|all| dialect.children(all, "organization"))
}

/// Every item, however deep.
pub(in crate::verify) fn each_item<'a, 'i>(dialect: &Dialect, root: Node<'a, 'i>) -> Vec<Node<'a, 'i>> {
    let below = organizations(dialect, root).flat_map(|organization| organization.descendants());
    below.filter(|node| dialect.is(*node, "item")).collect()
}

fn default(dialect: &Dialect, manifest: &Manifest, organizations: Node, report: &mut Report) {
    let all: Vec<Node> = dialect.children(organizations, "organization").collect();
    match organizations.attribute_node("default") {
        None if !all.is_empty() => {
            report.add(dialect.rules.default_missing, &manifest.place(organizations), []);
        }
        None => {}
        Some(default) => {
            let wanted = default.value().trim();
            if !all.iter().any(|one| one.attribute("identifier").map(str::trim) == Some(wanted)) {
                let args = [("found", default.value().to_owned())];
                report.add(&rules::DEFAULT_UNKNOWN, &manifest.value(&default), args);
            }
        }
    }
}

fn title(dialect: &Dialect, manifest: &Manifest, node: Node, report: &mut Report) {
    let title = dialect.child(node, "title");
    let text = title.map(Manifest::text).unwrap_or_default();
    let place = title.map_or_else(|| manifest.place(node), |title| manifest.content(title));
    if text.is_empty() {
        report.add(&rules::NO_TITLE, &place, [("element", node.tag_name().name().to_owned())]);
    }
    if text.chars().count() > LONGEST {
        too_long(&place, "title", &text, report);
    }
}

fn item(dialect: &Dialect, manifest: &Manifest, node: Node, report: &mut Report) {
    title(dialect, manifest, node, report);
    let leaf = dialect.child(node, "item").is_none();
    if leaf && node.attribute("identifierref").is_none() {
        report.add(dialect.rules.leaf, &manifest.place(node), []);
    }
    if let Some(visible) = node.attribute_node("isvisible").filter(|a| ["false", "0"].contains(&a.value())) {
        report.add(&rules::HIDDEN_ITEM, &manifest.value(&visible), []);
    }
}
