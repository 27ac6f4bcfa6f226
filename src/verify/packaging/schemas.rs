//! The schemas that a manifest names, and those that ADL's validator looks for beside it.

use super::Dialect;
use crate::verify::archive::Package;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Judges what is named, and what is there where nothing is named.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, package: &Package, report: &mut Report) {
    let mut named = false;
    for node in manifest.tree.descendants() {
        let Some(location) = node.attribute_node((XSI, "schemaLocation")) else { continue };
        for file in location.value().split_whitespace().skip(1).step_by(2).filter(|file| !file.contains("://")) {
            named = true;
            if !package.has(file) {
                report.add(&rules::SCHEMA_FILE, &manifest.value(&location), [("file", file.to_owned())]);
            }
        }
    }
    let there = package.names().any(|name| !name.contains('/') && name.to_ascii_lowercase().ends_with(".xsd"));
    if dialect.wants_schemas && !named && !there {
        report.add(&rules::SCHEMAS_ABSENT, &manifest.place(manifest.tree.root_element()), []);
    }
}
