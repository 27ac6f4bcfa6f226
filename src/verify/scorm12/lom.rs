//! Learning object metadata in SCORM 1.2: whole, or not there.

use super::DIALECT;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// The elements that the application profiles for SCOs and aggregations require.
const WHOLE: [&str; 14] = [
    "general/title",
    "general/catalogentry",
    "general/description",
    "general/keyword",
    "lifecycle/version",
    "lifecycle/status",
    "metametadata/metadatascheme",
    "technical/format",
    "technical/location",
    "rights/cost",
    "rights/copyrightandotherrestrictions",
    "classification/purpose",
    "classification/description",
    "classification/keyword",
];
/// The elements that the application profile for assets requires.
const ASSET: [&str; 7] = [
    "general/title",
    "general/description",
    "metametadata/metadatascheme",
    "technical/format",
    "technical/location",
    "rights/cost",
    "rights/copyrightandotherrestrictions",
];

/// Name spaces of metadata are shorter. A longer one is not searched for each record.
const LONGEST: usize = 250;

/// Judges every record.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(|node| node.tag_name().name() == "lom") {
        let namespace = node.tag_name().namespace().unwrap_or_default();
        if namespace.len() < LONGEST && (namespace.contains("imsmd") || namespace.contains("/LOM")) {
            whole(manifest, node, report);
        }
    }
}

/// Whether nothing that the profile requires is missing.
fn whole(manifest: &Manifest, lom: Node, report: &mut Report) {
    let owner = lom.parent_element().and_then(|metadata| metadata.parent_element());
    let asset = owner.is_some_and(|owner| {
        DIALECT.is(owner, "file") || (DIALECT.is(owner, "resource") && DIALECT.type_of(owner) != Some("sco"))
    });
    let required: &[&str] = if asset { &ASSET } else { &WHOLE };
    let has = |path: &str| {
        let (group, name) = path.split_once('/').unwrap_or((path, ""));
        let groups = lom.children().filter(|child| child.tag_name().name() == group);
        groups.flat_map(|group| group.children()).any(|child| child.tag_name().name() == name)
    };
    let missing: Vec<&str> = required.iter().copied().filter(|path| !has(path)).collect();
    if !missing.is_empty() {
        report.add(&rules::LOM_PARTIAL, &manifest.place(lom), [("missing", missing.join(", "))]);
    }
}
