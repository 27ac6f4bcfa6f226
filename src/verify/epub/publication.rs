//! The package document of a book: what it says of the book, the list of its files, and the order of reading (EPUB 3.3, 5).

use super::pages;
use crate::verify::archive::Package;
use crate::verify::hosts;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// What every book says of itself (EPUB 3.3, 5.5.3), and what it must say for readers with disabilities (EPUB Accessibility 1.1, 2.1).
const NEEDED: [&str; 3] = ["identifier", "title", "language"];
const ACCESSIBLE: [&str; 3] = ["schema:accessMode", "schema:accessibilityFeature", "schema:accessibilityHazard"];
const MODIFIED: &str = "dcterms:modified";
/// What may be elsewhere, because a reader may do without it (EPUB 3.3, 3.6).
const MAY_BE_REMOTE: [&str; 4] = ["audio/", "video/", "font/", "application/font"];

/// A file that the document lists.
pub(super) struct Item<'a> {
    /// Its path in the archive.
    pub path: String,
    pub kind: &'a str,
    pub is_scripted: bool,
}

/// Judges the document, and then the pages that it lists.
pub(super) fn check(opf: &Manifest, package: &Package, report: &mut Report) {
    let root = opf.tree.root_element();
    let is_third = root.attribute("version").is_none_or(|version| version.trim().starts_with('3'));
    if !is_third {
        let found = root.attribute("version").unwrap_or_default().to_owned();
        report.add(&rules::OLDER_EPUB, &opf.place(root), [("found", found)]);
    }
    described(opf, is_third, report);
    let items = items(opf, package, report);
    spine(opf, is_third, report);
    undeclared(opf, &items, package, report);
    same_ids(opf, report);
    pages::check(&items, is_third, package, report);
}

/// The part of the document of this name.
fn part<'a>(opf: &'a Manifest, name: &str) -> Option<Node<'a, 'a>> {
    opf.tree.root_element().children().find(|node| node.tag_name().name() == name)
}

fn children<'a>(opf: &'a Manifest, holder: &str, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    let all = part(opf, holder).into_iter().flat_map(|holder| holder.descendants());
    all.filter(move |node| node.tag_name().name() == name)
}

fn described(opf: &Manifest, is_third: bool, report: &mut Report) {
    let root = opf.tree.root_element();
    let place = opf.place(part(opf, "metadata").unwrap_or(root));
    for name in NEEDED {
        if !children(opf, "metadata", name).any(|node| !Manifest::text(node).is_empty()) {
            report.add(&rules::BOOK_METADATA, &place, [("element", format!("dc:{name}"))]);
        }
    }
    let id = root.attribute("unique-identifier").unwrap_or_default();
    let ids: Vec<Option<&str>> = children(opf, "metadata", "identifier").map(|node| node.attribute("id")).collect();
    if !ids.is_empty() && !ids.contains(&Some(id)) {
        report.add(&rules::UNIQUE_IDENTIFIER, &opf.place(root), [("found", id.to_owned())]);
    }
    let metas: Vec<(&str, Node)> = children(opf, "metadata", "meta")
        .filter_map(|node| Some((node.attribute("property").or(node.attribute("name"))?.trim(), node)))
        .collect();
    if !is_third {
        return;
    }
    match metas.iter().find(|(name, node)| *name == MODIFIED && node.attribute("refines").is_none()) {
        None => report.add(&rules::BOOK_METADATA, &place, [("element", MODIFIED.to_owned())]),
        Some((_, node)) if !is_moment(&Manifest::text(*node)) => {
            report.add(&rules::MODIFIED_FORM, &opf.content(*node), [("found", Manifest::text(*node))]);
        }
        Some(_) => {}
    }
    let missing = ACCESSIBLE.into_iter().filter(|name| !metas.iter().any(|(there, _)| there == name));
    let missing: Vec<&str> = missing.collect();
    if !missing.is_empty() {
        report.add(&rules::NOT_ACCESSIBLE, &place, [("missing", missing.join(", "))]);
    }
}

/// `2026-11-22T17:30:00Z`, and nothing else (EPUB 3.3, 5.5.4).
fn is_moment(text: &str) -> bool {
    let form = b"0000-00-00T00:00:00Z";
    let fits = |(byte, form): (u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == *form };
    text.len() == form.len() && text.bytes().zip(form).all(fits)
}

/// The files that the document lists and that are there.
fn items<'a>(opf: &'a Manifest, package: &Package, report: &mut Report) -> Vec<Item<'a>> {
    let path = opf.source.path();
    let folder = path.rfind('/').map_or("", |end| &path[..=end]);
    let mut items = Vec::new();
    for node in children(opf, "manifest", "item") {
        let (href, kind) = (node.attribute("href").unwrap_or_default(), node.attribute("media-type"));
        let kind = kind.unwrap_or_default().trim();
        if let Some(host) = hosts::outside(href) {
            if !MAY_BE_REMOTE.iter().any(|may| kind.starts_with(may)) {
                report.add(&rules::REMOTE_ITEM, &opf.place(node), [("host", host)]);
            }
            continue;
        }
        match hosts::path(folder, href.trim()).filter(|path| package.has(path)) {
            Some(path) => {
                let properties = node.attribute("properties").unwrap_or_default();
                let is_scripted = properties.split_whitespace().any(|property| property == "scripted");
                items.push(Item { path, kind, is_scripted });
            }
            None => report.add(&rules::ITEM_WITHOUT_FILE, &opf.place(node), [("file", href.to_owned())]),
        }
    }
    items
}

/// The order of reading, and the contents: a page in EPUB 3, an NCX in EPUB 2.
fn spine(opf: &Manifest, is_third: bool, report: &mut Report) {
    let root = opf.tree.root_element();
    let ids: BTreeSet<&str> = children(opf, "manifest", "item").filter_map(|node| node.attribute("id")).collect();
    let mut is_empty = true;
    for node in children(opf, "spine", "itemref") {
        is_empty = false;
        let found = node.attribute("idref").unwrap_or_default();
        if !ids.contains(found) {
            report.add(&rules::SPINE_UNKNOWN, &opf.place(node), [("found", found.to_owned())]);
        }
    }
    if is_empty {
        report.add(&rules::SPINE_UNKNOWN, &opf.place(part(opf, "spine").unwrap_or(root)), [("found", "-".to_owned())]);
    }
    let is_contents = |node: Node| match is_third {
        true => node.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav")),
        false => node.attribute("media-type").is_some_and(|kind| kind.trim() == "application/x-dtbncx+xml"),
    };
    if !children(opf, "manifest", "item").any(is_contents) {
        report.add(&rules::NO_CONTENTS, &opf.place(part(opf, "manifest").unwrap_or(root)), []);
    }
}

/// Files that the document does not list: readers may leave them out.
fn undeclared(opf: &Manifest, items: &[Item], package: &Package, report: &mut Report) {
    let listed: BTreeSet<&str> = items.iter().map(|item| item.path.as_str()).collect();
    let is_container = |name: &str| name == "mimetype" || name.starts_with("META-INF/") || name.ends_with(".opf");
    let place = opf.place(part(opf, "manifest").unwrap_or(opf.tree.root_element()));
    for name in package.names().filter(|name| !is_container(name) && !listed.contains(name)) {
        report.add(&rules::FILE_UNDECLARED, &place, [("file", name.to_owned())]);
    }
}

/// Two elements of one id (XML 1.0, 3.3.1).
pub(super) fn same_ids(document: &Manifest, report: &mut Report) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for node in document.tree.descendants() {
        let Some(attribute) = node.attribute_node("id") else { continue };
        if !ids.insert(attribute.value().to_owned()) {
            let args = [("id", attribute.value().to_owned())];
            report.add(&rules::SAME_ID, &document.value(&attribute), args);
        }
    }
    ids
}
