//! Finds the manifest, says what kind of package it makes, and has it judged clause by clause where it is SCORM 1.2.

use super::archive::Package;
use super::report::Report;
use super::xml::{CP, LARGEST, MANIFEST, Manifest, decode, parse};
use super::{identifiers, metadata, organizations, resources, rules, spelling, structure};
use crate::source::{Place, Source};

/// Files by which packages of other kinds are known, and what those are called.
const OTHER_KINDS: [(&str, &str); 6] = [
    ("cmi5.xml", "cmi5"),
    ("tincan.xml", "xAPI (tincan.xml)"),
    ("h5p.json", "H5P"),
    ("moodle_backup.xml", "Moodle (.mbz)"),
    ("mimetype", "EPUB / ODF"),
    ("[Content_Types].xml", "Office Open XML"),
];

/// Judges the manifest; says whether the package has SCOs of SCORM 1.2.
pub(super) fn check(package: &Package, report: &mut Report) -> bool {
    if !find(package, report) {
        return false;
    }
    if package.size(MANIFEST) > LARGEST {
        let args = [("what", "bytes".to_owned()), ("count", package.size(MANIFEST).to_string())];
        report.add(&rules::MANIFEST_ABSURD, &Place::file(MANIFEST), args);
        return false;
    }
    // A damaged file is told when all files are read.
    let Some(bytes) = package.read(MANIFEST, true, &mut Report::new("")) else { return false };
    let Some(text) = decode(&bytes, report) else { return false };
    let source = Source::new(MANIFEST, text);
    let Some(tree) = parse(&source, report) else { return false };
    judge(&Manifest { tree: &tree, source: &source }, package, report)
}

/// Whether the manifest stands where LMSs look for it. Where not, a finding says what there is instead.
fn find(package: &Package, report: &mut Report) -> bool {
    if package.has(MANIFEST) {
        return true;
    }
    let in_folder = |name: &&str| name.to_ascii_lowercase().ends_with("/imsmanifest.xml");
    let aicc = |name: &str| [".crs", ".cst", ".au"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    if let Some(name) = package.in_other_case(MANIFEST) {
        report.add(&rules::MANIFEST_CASE, &Place::file(name), [("file", name.to_owned())]);
    } else if let Some((_, kind)) = OTHER_KINDS.iter().find(|(name, _)| package.has(name)) {
        report.package(&rules::OTHER_KIND, [("kind", (*kind).to_owned())]);
    } else if package.names().any(aicc) {
        report.package(&rules::OTHER_KIND, [("kind", "AICC".to_owned())]);
    } else if let Some(name) = package.names().filter(in_folder).min_by_key(|name| name.len()) {
        report.add(&rules::MANIFEST_IN_FOLDER, &Place::file(name), [("file", name.to_owned())]);
    } else {
        report.package(&rules::NO_MANIFEST, []);
    }
    false
}

fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let root = manifest.tree.root_element();
    let namespace = root.tag_name().namespace().unwrap_or_default();
    let place = manifest.place(root);
    let bound = |uri: &str| manifest.tree.input_text().contains(uri);
    if namespace.starts_with("http://www.imsglobal.org/xsd/imsccv1p") || namespace.contains("/xsd/imscc/") {
        report.add(&rules::OTHER_KIND, &place, [("kind", "IMS Common Cartridge".to_owned())]);
        return false;
    }
    if namespace == "http://www.imsglobal.org/xsd/imscp_v1p1" || bound("http://www.adlnet.org/xsd/adlcp_v1p3") {
        report.add(&rules::SCORM_2004, &place, []);
        for node in manifest.tree.descendants().filter(|n| n.tag_name().name() == "mapInfo") {
            report.add(&rules::MAP_INFO, &manifest.place(node), []);
        }
        return false;
    }
    if root.tag_name().name() != "manifest" || namespace != CP {
        let found = format!("{{{namespace}}}{}", root.tag_name().name());
        report.add(&rules::ROOT, &place, [("found", found), ("wanted", format!("{{{CP}}}manifest"))]);
        return false;
    }
    structure::check(manifest, report);
    spelling::check(manifest, report);
    metadata::check(manifest, package, report);
    identifiers::check(manifest, report);
    organizations::check(manifest, report);
    resources::check(manifest, package, report)
}
