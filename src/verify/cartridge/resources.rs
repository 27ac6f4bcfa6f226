//! The resources: what each is, its files, and what it depends on; and the documents of those that are no web content.

use super::{Cartridge, MOODLE, VERSIONS, all, document, quiz};
use crate::verify::packaging::resolve;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// What a resource is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A page, or any file of the web.
    Web,
    /// Files of another resource.
    Associated,
    Topic,
    Link,
    Quiz,
    /// Questions for the importer's bank.
    Bank,
    /// A tool that is launched.
    Tool,
    /// What later versions added; nothing is known of its files.
    Later,
}

/// Types that came with 1.2 and 1.3.
const LATER: [&str; 5] =
    ["imsapip_zipv1p0", "imsiwb_iwbv1p0", "idpf_epubv2p0", "assignment_xmlv1p0", "curriculumstandards_xmlv1p0"];

impl Kind {
    /// What a type means in a version. Types carry the version's number, and an importer knows no other.
    pub(super) fn of(kind: &str, version: &str) -> Option<Self> {
        let minor = version.split('.').nth(1).unwrap_or_default();
        let numbered = |text: &str| text.replace('#', minor);
        let rows = [
            ("webcontent", Self::Web),
            ("associatedcontent/imscc_xmlv1p#/learning-application-resource", Self::Associated),
            ("imsdt_xmlv1p#", Self::Topic),
            ("imswl_xmlv1p#", Self::Link),
            ("imsqti_xmlv1p2/imscc_xmlv1p#/assessment", Self::Quiz),
            ("imsqti_xmlv1p2/imscc_xmlv1p#/question-bank", Self::Bank),
        ];
        let row = rows.into_iter().find(|(text, _)| numbered(text) == kind).map(|(_, own)| own);
        let is_tool = kind.starts_with("imsbasiclti_xmlv1p") && minor != "0";
        let is_later = minor >= "2" && LATER.contains(&kind);
        row.or(is_tool.then_some(Self::Tool)).or(is_later.then_some(Self::Later))
    }

    /// Whether it is one document and nothing else.
    fn is_document(self) -> bool {
        matches!(self, Self::Topic | Self::Link | Self::Quiz | Self::Bank)
    }
}

/// Judges the resources and their documents; gives what they are, by identifier.
pub(super) fn check(manifest: &Manifest, cartridge: &mut Cartridge, report: &mut Report) -> BTreeMap<String, Kind> {
    let lists = all(manifest.tree.root_element(), "resources");
    let resources: Vec<Node> = lists.flat_map(|list| all(list, "resource")).collect();
    let (mut kinds, mut known) = (BTreeMap::new(), BTreeSet::new());
    for node in &resources {
        let id = node.attribute("identifier").unwrap_or_default();
        known.insert(id);
        let kind = node.attribute("type").unwrap_or_default();
        let own =
            Kind::of(kind, cartridge.version).unwrap_or_else(|| stranger(*node, kind, manifest, cartridge, report));
        kinds.insert(id.to_owned(), own);
    }
    let opened: BTreeSet<&str> = manifest
        .tree
        .descendants()
        .filter_map(|node| node.attribute("identifierref").filter(|_| is_item(node)))
        .collect();
    for node in resources {
        let id = node.attribute("identifier").unwrap_or_default();
        let kind = kinds.get(id).copied().unwrap_or(Kind::Later);
        let files = files(node, manifest, cartridge, report);
        shape(node, kind, opened.contains(id), manifest, report);
        dependencies(node, id, &kinds, manifest, report);
        if let Some(path) = files.first().filter(|path| kind.is_document() && cartridge.package.has(path)) {
            cartridge.document(path, report, |own, report| match kind {
                Kind::Topic => document::topic(own, report),
                Kind::Link => document::link(own, report),
                _ => quiz::check(own, report),
            });
        }
    }
    kinds
}

/// Says that a version has no such type, and gives what is there. A type of another version is known to importers that look at its
/// beginning; those of Moodle, which read the first versions, take each word for word.
fn stranger(node: Node, kind: &str, manifest: &Manifest, cartridge: &Cartridge, report: &mut Report) -> Kind {
    let version = cartridge.version;
    let is_strict = MOODLE.contains(&version);
    let known = VERSIONS.iter().find_map(|(_, other)| Kind::of(kind, other)).filter(|_| !is_strict);
    let minor = version.split('.').nth(1).unwrap_or_default();
    let args = [("found", kind.to_owned()), ("version", version.to_owned()), ("minor", minor.to_owned())];
    let rule = if known.is_some() { &rules::CARTRIDGE_OTHER_TYPE } else { &rules::CARTRIDGE_TYPE };
    report.add(rule, &manifest.place(node), args);
    // An item that refers to it is not at fault as well.
    known.unwrap_or(Kind::Later)
}

fn is_item(node: Node) -> bool {
    node.is_element() && node.tag_name().name() == "item"
}

/// The paths of a resource's files. Each must be in the archive.
fn files(node: Node, manifest: &Manifest, cartridge: &Cartridge, report: &mut Report) -> Vec<String> {
    let base = base(node);
    let mut found = Vec::new();
    for file in all(node, "file") {
        let Some(href) = file.attribute_node("href") else {
            report.add(&rules::CARTRIDGE_FILES, &manifest.place(file), [("found", String::new())]);
            continue;
        };
        found.extend(resolve(&base, href.value(), &manifest.value(&href), cartridge.package, report).path);
    }
    found
}

/// Where the addresses of a resource begin.
fn base(node: Node) -> String {
    let own = node.ancestors().filter_map(|node| node.attribute(("http://www.w3.org/XML/1998/namespace", "base")));
    own.collect::<Vec<_>>().into_iter().rev().collect()
}

/// Documents are one file and have no address of their own; what an item opens has one, and it is among the files.
fn shape(node: Node, kind: Kind, is_opened: bool, manifest: &Manifest, report: &mut Report) {
    let files: Vec<&str> = all(node, "file").filter_map(|file| file.attribute("href")).collect();
    let href = node.attribute("href");
    let is_page = matches!(kind, Kind::Web | Kind::Associated);
    let wrong = if kind.is_document() {
        files.len() != 1 || href.is_some()
    } else {
        href.is_some_and(|href| !files.contains(&href)) || (is_page && is_opened && href.is_none())
    };
    if wrong {
        let id = node.attribute("identifier").unwrap_or_default();
        report.add(&rules::CARTRIDGE_FILES, &manifest.place(node), [("found", id.to_owned())]);
    }
}

/// Only files of the web may be depended on, and no resource depends on itself.
fn dependencies(node: Node, id: &str, kinds: &BTreeMap<String, Kind>, manifest: &Manifest, report: &mut Report) {
    for dependency in all(node, "dependency") {
        let wanted = dependency.attribute("identifierref").unwrap_or_default();
        let is_web = |kind: &Kind| matches!(kind, Kind::Web | Kind::Associated | Kind::Later);
        if wanted == id || !kinds.get(wanted).is_some_and(is_web) {
            let args = [("found", wanted.to_owned())];
            report.add(&rules::CARTRIDGE_DEPENDENCY, &manifest.place(dependency), args);
        }
    }
}
