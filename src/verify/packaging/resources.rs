//! Resources and files: what an item launches, and whether the files that the manifest speaks of are in the archive, and
//! the other way round.

use super::href::resolve;
use super::{Dialect, each_item};
use crate::source::Place;
use crate::verify::archive::Package;
use crate::verify::files;
use crate::verify::hosts;
use crate::verify::kinds::KINDS;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// How many unlisted files are named.
const NAMED: usize = 5;

/// Judges the resources; says whether one that is in the package is a SCO.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let items = each_item(dialect, manifest.tree.root_element());
    let launched: BTreeSet<&str> = items.iter().filter_map(|n| n.attribute("identifierref")).map(str::trim).collect();
    let (mut scos, mut listed) = (Vec::new(), BTreeSet::new());
    for node in manifest.tree.descendants() {
        if let Some(base) = node.attribute_node((XML, "base")).filter(|_| !dialect.is(node, "resource")) {
            report.add(&rules::BASE_IGNORED, &manifest.value(&base), [("element", node.tag_name().name().to_owned())]);
        }
        if dialect.is(node, "resource") {
            let is_launched = node.attribute("identifier").is_some_and(|id| launched.contains(id.trim()));
            if kind(dialect, manifest, node, is_launched, report) {
                scos.push(node);
            }
            files(dialect, manifest, node, package, &mut listed, report);
        }
    }
    let metadata = manifest.tree.descendants().filter(|n| n.has_tag_name((dialect.adlcp, "location")));
    listed.extend(metadata.filter_map(|n| hosts::path("", &Manifest::text(n))));
    unlisted(package, &listed, report);
    if let [_, second, ..] = scos[..] {
        report.add(dialect.rules.several_scos, &manifest.place(second), [("count", scos.len().to_string())]);
    }
    let untyped = report.has(&rules::SCORM_TYPE) || report.has(&rules::NO_SCORM_TYPE);
    if scos.is_empty() && !launched.is_empty() && !untyped {
        report.add(&rules::NO_SCO, &manifest.place(manifest.tree.root_element()), []);
    }
    // The scripts of what is elsewhere cannot be read.
    let inside = |node: &Node| node.attribute("href").is_none_or(|href| hosts::outside(href).is_none());
    scos.iter().any(inside)
}

/// What a resource says it is; whether that is a SCO.
fn kind(dialect: &Dialect, manifest: &Manifest, node: Node, launched: bool, report: &mut Report) -> bool {
    let place = manifest.place(node);
    match node.attribute_node("type") {
        None => report.add(&rules::NO_RESOURCE_TYPE, &place, []),
        Some(found) if found.value() != "webcontent" => {
            report.add(&rules::RESOURCE_TYPE, &manifest.value(&found), [("found", found.value().to_owned())]);
        }
        Some(_) => {}
    }
    let scormtype = dialect.type_of(node);
    match scormtype {
        Some("sco") => {}
        Some("asset") if launched => {
            report.add(&rules::ASSET_COMPLETES, &place, []);
        }
        Some("asset") => {}
        Some(found) => {
            let args = [("found", found.to_owned()), ("attribute", dialect.scorm_type.to_owned())];
            report.add(&rules::SCORM_TYPE, &place, args);
        }
        None => report.add(&rules::NO_SCORM_TYPE, &place, [("attribute", dialect.scorm_type.to_owned())]),
    }
    if (launched || scormtype == Some("sco")) && node.attribute("href").is_none() {
        report.add(&rules::NO_HREF, &place, []);
    }
    scormtype == Some("sco")
}

/// The addresses of a resource: its own and those of its files.
fn files(
    dialect: &Dialect,
    manifest: &Manifest,
    node: Node,
    package: &Package,
    listed: &mut BTreeSet<String>,
    report: &mut Report,
) {
    let base = base(node);
    let (mut own, mut wrong) = (BTreeSet::new(), BTreeSet::new());
    for file in dialect.children(node, "file") {
        let Some(href) = file.attribute_node("href") else {
            report.add(&rules::FILE_NO_HREF, &manifest.place(file), []);
            continue;
        };
        let target = resolve(&base, href.value(), &manifest.value(&href), package, report);
        if !target.good {
            wrong.insert(href.value());
        }
        own.extend(target.path);
    }
    // What was said of the file is not said again of the resource that launches it.
    if let Some(href) = node.attribute_node("href").filter(|href| !wrong.contains(href.value())) {
        let listed = hosts::path(&base, href.value()).filter(|path| own.contains(path));
        let target = match listed {
            Some(_) => resolve(&base, href.value(), &manifest.value(&href), package, &mut Report::new("", &[])),
            None => resolve(&base, href.value(), &manifest.value(&href), package, report),
        };
        if let Some(path) = target.path {
            if target.good && !own.contains(&path) {
                report.add(dialect.rules.href_unlisted, &manifest.value(&href), [("file", path.clone())]);
            }
            own.insert(path);
        }
    }
    listed.extend(own);
}

/// No LMS stores a longer path.
const LONGEST_BASE: usize = 4096;

/// The `xml:base` of a resource and those around it, outermost first. A resource stands at depth three; what is deeper is
/// out of place, and would take quadratic time. So would a base of megabytes, set before every file: it is cut.
pub(in crate::verify) fn base(node: Node) -> String {
    let mut bases: Vec<&str> = node.ancestors().take(3).filter_map(|n| n.attribute((XML, "base"))).collect();
    bases.reverse();
    let letters = bases.iter().flat_map(|base| base.chars());
    // A backslash is another rule's finding, and the files are there all the same.
    letters.map(|letter| if letter == '\\' { '/' } else { letter }).take(LONGEST_BASE).collect()
}

/// The files that no resource lists. Schemas and declared metadata beside the manifest belong to it.
fn unlisted(package: &Package, listed: &BTreeSet<String>, report: &mut Report) {
    let control = |name: &str| {
        let lower = name.to_ascii_lowercase();
        KINDS.iter().any(|kind| kind.file == name) || lower.ends_with(".xsd") || lower.ends_with(".dtd")
    };
    // What differs by case only has been spoken of.
    let lower: BTreeSet<String> = listed.iter().map(|name| name.to_lowercase()).collect();
    let all: Vec<&str> = package.names().filter(|n| !control(n) && !lower.contains(&n.to_lowercase())).collect();
    if !all.is_empty() {
        let files = all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
        let more = if all.len() > NAMED { ", …" } else { "" };
        let args = [("count", all.len().to_string()), ("files", files + more)];
        report.add(&rules::FILES_UNLISTED, &Place::file(files::IMS), args);
    }
}
