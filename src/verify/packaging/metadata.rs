//! The metadata of a manifest: which schema it follows, and the files that hold more of them.

use super::Dialect;
use super::resources::exists;
use crate::verify::archive::Package;
use crate::verify::hosts;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// Judges schema, version and the places of metadata.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, package: &Package, report: &mut Report) {
    let metadata = dialect.child(manifest.tree.root_element(), "metadata");
    says(dialect, manifest, metadata, "schema", &["ADL SCORM"], dialect.rules.schema, report);
    says(dialect, manifest, metadata, "schemaversion", dialect.versions, &rules::SCHEMA_VERSION, report);
    for node in manifest.tree.descendants().filter(|n| n.has_tag_name((dialect.adlcp, "location"))) {
        let (path, place) = (Manifest::text(node), manifest.content(node));
        match hosts::path("", &path).filter(|_| hosts::outside(&path).is_none()) {
            Some(path) => exists(&path, &place, package, report),
            None => report.add(&rules::HREF_FORM, &place, [("href", path)]),
        }
    }
}

fn says(
    dialect: &Dialect,
    manifest: &Manifest,
    metadata: Option<Node>,
    name: &'static str,
    wanted: &[&str],
    rule: &'static crate::diagnostic::Rule,
    report: &mut Report,
) {
    let node = metadata.and_then(|metadata| dialect.child(metadata, name));
    let found: String = node.map(|n| n.children().filter_map(|c| c.text()).collect()).unwrap_or_default();
    if !wanted.contains(&found.as_str()) {
        let place = match node {
            Some(node) => manifest.content(node),
            None => manifest.place(metadata.unwrap_or(manifest.tree.root_element())),
        };
        report.add(rule, &place, [("found", found), ("wanted", wanted[0].to_owned())]);
    }
}
