//! IMS Common Cartridges, whoever made them: what an importer refuses, drops or mangles. Versions 1.0 to 1.3 are known by their name space
//! and judged by what they share with 1.1. Source: the schemas of Common Cartridge 1.1 with their Schematron rules, and `backup/cc`
//! of Moodle 4.5.

mod contents;
mod document;
mod items;
mod quiz;
mod resources;
mod response;
mod tree;

pub(super) use contents::contents;

use super::archive::Package;
use super::encoding::decode;
use super::report::Report;
use super::rules;
use super::xml::{LARGEST, Manifest, parse};
use crate::source::{Place, Source};
use roxmltree::Node;
use std::collections::BTreeMap;

/// The name spaces of content packaging and the versions that they stand for, as `schemaversion` says them.
const VERSIONS: [(&str, &str); 4] = [
    ("http://www.imsglobal.org/xsd/imscc/imscp_v1p1", "1.0.0"),
    ("http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1", "1.1.0"),
    ("http://www.imsglobal.org/xsd/imsccv1p2/imscp_v1p1", "1.2.0"),
    ("http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1", "1.3.0"),
];
/// What `schema` says.
const SCHEMA: &str = "IMS Common Cartridge";
/// The versions that Moodle imports.
const MOODLE: [&str; 2] = ["1.0.0", "1.1.0"];
/// How far into the manifest Moodle looks for the name space (`cc_converter`).
const HEAD: usize = 1024;
/// How many bytes of topics, links and quizzes are read together.
const MOST_TEXT: u64 = 32 << 20;

/// Whether a manifest is a cartridge's: by its name space, or by what it says of itself where nothing of SCORM is in it.
pub(super) fn is(manifest: &Manifest) -> bool {
    let root = manifest.tree.root_element();
    let namespace = root.tag_name().namespace().unwrap_or_default();
    let is_scorm = root.namespaces().any(|own| own.uri().contains("adlnet.org"));
    let said = first(root, "metadata").and_then(|metadata| first(metadata, "schema"));
    let says = said.is_some_and(|schema| Manifest::text(schema) == SCHEMA);
    namespace.contains("/xsd/imsccv") || namespace.contains("/xsd/imscc/") || (says && !is_scorm)
}

/// Judges a cartridge. It talks to no LMS.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let Some(version) = version(manifest, report) else { return false };
    metadata(manifest, version, report);
    identifiers(manifest, report);
    let mut cartridge = Cartridge { package, version, left: MOST_TEXT };
    let kinds = resources::check(manifest, &mut cartridge, report);
    tree::check(manifest, &kinds, report);
    false
}

/// A cartridge while it is read.
struct Cartridge<'p> {
    package: &'p Package<'p>,
    /// `1.1.0`
    version: &'static str,
    /// How many bytes of text may still be read.
    left: u64,
}

impl Cartridge<'_> {
    /// Has a document of the cartridge looked at; findings say why where it cannot be read.
    fn document(&mut self, path: &str, report: &mut Report, look: impl FnOnce(&Manifest, &mut Report)) {
        let size = self.package.size(path);
        if size > LARGEST || size > self.left {
            return report.add(&rules::NOT_EXAMINED, &Place::file(path), [("file", path.to_owned())]);
        }
        self.left -= size;
        // One that cannot be unpacked is told when all files are read.
        let Some(bytes) = self.package.read(path, true, &mut Report::new("", &[])) else { return };
        let Some(text) = decode(path, &bytes, report) else { return };
        let source = Source::new(path, text);
        if let Some(tree) = parse(&source, report) {
            look(&Manifest { tree: &tree, source: &source }, report);
        }
    }
}

/// The version that the root stands for; none where it is no root that importers know.
fn version(manifest: &Manifest, report: &mut Report) -> Option<&'static str> {
    let root = manifest.tree.root_element();
    let namespace = root.tag_name().namespace().unwrap_or_default();
    let known = VERSIONS.iter().find(|(own, _)| *own == namespace && root.tag_name().name() == "manifest");
    let Some((_, version)) = known else {
        let found = format!("{{{namespace}}}{}", root.tag_name().name());
        report.add(&rules::CARTRIDGE_ROOT, &manifest.place(root), [("found", found)]);
        return None;
    };
    if !MOODLE.contains(version) {
        report.add(&rules::CARTRIDGE_NEW, &manifest.place(root), [("found", (*version).to_owned())]);
    } else if manifest.tree.input_text().find(namespace).is_some_and(|at| at + namespace.len() > HEAD) {
        report.add(&rules::CARTRIDGE_LATE, &manifest.place(root), []);
    }
    Some(version)
}

/// Schema, version, and a description, without which a cartridge has no title.
fn metadata(manifest: &Manifest, version: &str, report: &mut Report) {
    let root = manifest.tree.root_element();
    let metadata = first(root, "metadata");
    for (name, wanted) in [("schema", SCHEMA), ("schemaversion", version), ("lom", "")] {
        let found = metadata.and_then(|metadata| first(metadata, name));
        let is_right = found.is_some_and(|node| wanted.is_empty() || Manifest::text(node) == wanted);
        if !is_right {
            let place = manifest.place(found.or(metadata).unwrap_or(root));
            let wanted = if wanted.is_empty() { "…" } else { wanted };
            let args = [("element", name.to_owned()), ("wanted", wanted.to_owned())];
            report.add(&rules::CARTRIDGE_METADATA, &place, args);
        }
    }
}

/// Each identifier of the manifest is there once.
fn identifiers(manifest: &Manifest, report: &mut Report) {
    let all = manifest.tree.descendants().filter_map(|node| node.attribute_node("identifier"));
    let mut seen = BTreeMap::new();
    for attribute in all {
        if seen.insert(attribute.value(), ()).is_some() {
            let args = [("found", attribute.value().to_owned())];
            report.add(&rules::CARTRIDGE_SAME_ID, &manifest.value(&attribute), args);
        }
    }
}

/// The child elements of a name, in whatever name space: each version has its own.
fn all<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The first of them.
fn first<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    all(node, name).next()
}

/// The elements of a name, however deep.
fn below<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.descendants().filter(move |inner| inner.is_element() && inner.tag_name().name() == name)
}

/// The same, without those that are in another one of the name: what is looked through for each is looked through once.
fn outermost<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    let mut end = 0;
    below(node, name).filter(move |inner| {
        let is_outermost = inner.range().start >= end;
        end = end.max(inner.range().end);
        is_outermost
    })
}
