//! The metadata of a manifest: which schema it follows, and the learning object metadata, which are whole or not there.

use super::archive::Package;
use super::hosts;
use super::report::Report;
use super::resources::exists;
use super::rules;
use super::structure::{children, is};
use super::xml::{ADLCP, Manifest};
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

/// Judges all metadata.
pub(super) fn check(manifest: &Manifest, package: &Package, report: &mut Report) {
    let root = manifest.tree.root_element();
    schema(manifest, root, report);
    for node in manifest.tree.descendants().filter(Node::is_element) {
        let namespace = node.tag_name().namespace().unwrap_or_default();
        if node.tag_name().name() == "lom" && (namespace.contains("imsmd") || namespace.contains("/LOM")) {
            whole(manifest, node, report);
        }
        if node.tag_name().name() == "location" && namespace == ADLCP {
            let (path, place) = (Manifest::text(node), manifest.content(node));
            match hosts::path("", &path).filter(|_| hosts::outside(&path).is_none()) {
                Some(path) => exists(&path, &place, package, report),
                None => report.add(&rules::HREF_FORM, &place, [("href", path)]),
            }
        }
    }
}

fn schema(manifest: &Manifest, root: Node, report: &mut Report) {
    let metadata = children(root, "metadata").next();
    let find = |name| metadata.and_then(|metadata| children(metadata, name).next());
    let rows = [("schema", "ADL SCORM", &rules::SCHEMA), ("schemaversion", "1.2", &rules::SCHEMA_VERSION)];
    for (name, wanted, rule) in rows {
        let node = find(name);
        let found: String = node.map(|n| n.children().filter_map(|c| c.text()).collect()).unwrap_or_default();
        if found != wanted {
            let place = node.or(metadata).map_or_else(|| manifest.place(root), |node| manifest.content(node));
            let place = if node.is_some() { place } else { manifest.place(metadata.unwrap_or(root)) };
            report.add(rule, &place, [("found", found), ("wanted", wanted.to_owned())]);
        }
    }
}

/// Whether nothing that the profile requires is missing.
fn whole(manifest: &Manifest, lom: Node, report: &mut Report) {
    let owner = lom.parent_element().and_then(|metadata| metadata.parent_element());
    let asset = owner.is_some_and(|owner| {
        is(owner, "file") || (is(owner, "resource") && owner.attribute((ADLCP, "scormtype")) != Some("sco"))
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
