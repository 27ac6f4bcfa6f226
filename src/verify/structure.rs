//! Which elements may stand where in a SCORM 1.2 manifest, in which order and how often; their namespaces and the literal
//! prefixes that Moodle knows them by.

use super::report::Report;
use super::rules;
use super::xml::{ADLCP, CP, Manifest};
use roxmltree::Node;

/// The children of an element in their order (imscp_rootv1p1p2.xsd), and whether there may be several.
const CHILDREN: [(&str, &[(&str, bool)]); 9] = [
    ("manifest", &[("metadata", false), ("organizations", false), ("resources", false), ("manifest", true)]),
    ("metadata", &[("schema", false), ("schemaversion", false)]),
    ("organizations", &[("organization", true)]),
    ("organization", &[("title", false), ("item", true), ("metadata", false)]),
    ("item", &[("title", false), ("item", true), ("metadata", false)]),
    ("resources", &[("resource", true)]),
    ("resource", &[("metadata", false), ("file", true), ("dependency", true)]),
    ("file", &[("metadata", false)]),
    ("dependency", &[]),
];
/// The elements that ADL adds in SCORM 1.2, and the parents they may have.
const ADDED: [(&str, &str); 6] = [
    ("location", "metadata"),
    ("prerequisites", "item"),
    ("maxtimeallowed", "item"),
    ("timelimitaction", "item"),
    ("datafromlms", "item"),
    ("masteryscore", "item"),
];

/// Whether an element is of the content packaging namespace and has this name.
pub(super) fn is(node: Node, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(CP)
}

/// The child elements of this name.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| is(*child, name))
}

/// Holds every element against the tables.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(Node::is_element) {
        prefix(manifest, node, report);
        match node.tag_name().namespace() {
            Some(CP) => order(manifest, node, report),
            Some(ADLCP) => added(manifest, node, report),
            Some(other) if of_2004(other) => foreign(manifest, node, report),
            Some(other) if other.contains("adlcp") => {
                report.add(&rules::ADLCP_NAMESPACE, &manifest.place(node), [("found", other.to_owned())]);
            }
            _ => {}
        }
    }
}

fn of_2004(namespace: &str) -> bool {
    ["imsss", "adlseq_v1p3", "adlnav_v1p3", "adlcp_v1p3"].iter().any(|part| namespace.ends_with(part))
}

fn foreign(manifest: &Manifest, node: Node, report: &mut Report) {
    report.add(&rules::FOREIGN_ELEMENT, &manifest.place(node), [("element", literal(manifest, node).to_owned())]);
}

/// The name of an element as it was written, prefix and all.
fn literal<'a>(manifest: &'a Manifest, node: Node) -> &'a str {
    let text = &manifest.tree.input_text()[node.range()];
    text[1..].split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default()
}

/// Moodle does not resolve namespaces: it knows elements and attributes by their literal prefix.
fn prefix(manifest: &Manifest, node: Node, report: &mut Report) {
    let wanted = match node.tag_name().namespace() {
        Some(CP) => Some(node.tag_name().name().to_owned()),
        Some(ADLCP) => Some(format!("adlcp:{}", node.tag_name().name())),
        _ => None,
    };
    let found = literal(manifest, node);
    if let Some(wanted) = wanted.filter(|wanted| wanted != found) {
        report.add(&rules::PREFIX, &manifest.place(node), [("found", found.to_owned()), ("wanted", wanted)]);
    }
    for attribute in node.attributes() {
        let place = || manifest.source.place(attribute.range());
        match attribute.namespace() {
            Some(ADLCP) => {
                let found = &manifest.tree.input_text()[attribute.range_qname()];
                let wanted = format!("adlcp:{}", attribute.name());
                if found != wanted {
                    report.add(&rules::PREFIX, &place(), [("found", found.to_owned()), ("wanted", wanted)]);
                }
                if attribute.name() != "scormtype" {
                    report.add(&rules::FOREIGN_ELEMENT, &place(), [("element", found.to_owned())]);
                }
            }
            Some(other) if other.contains("adlcp") => {
                report.add(&rules::ADLCP_NAMESPACE, &place(), [("found", other.to_owned())]);
            }
            _ => {}
        }
    }
}

fn order(manifest: &Manifest, node: Node, report: &mut Report) {
    let Some((_, allowed)) = CHILDREN.iter().find(|(name, _)| *name == node.tag_name().name()) else { return };
    let mut last: Option<usize> = None;
    for child in node.children().filter(Node::is_element) {
        let mut rank = allowed.len();
        if child.tag_name().namespace() == Some(CP) {
            let name = child.tag_name().name();
            match allowed.iter().position(|(known, _)| *known == name) {
                Some(position) => rank = position,
                None => {
                    foreign(manifest, child, report);
                    continue;
                }
            }
        }
        let again = last == Some(rank) && allowed.get(rank).is_some_and(|(_, several)| !several);
        if again || last.is_some_and(|last| last > rank) {
            let parent = node.tag_name().name().to_owned();
            let args = [("element", literal(manifest, child).to_owned()), ("parent", parent)];
            report.add(&rules::OUT_OF_PLACE, &manifest.place(child), args);
        }
        last = last.max(Some(rank));
    }
    if is(node, "manifest") {
        required(manifest, node, report);
    }
}

fn required(manifest: &Manifest, node: Node, report: &mut Report) {
    if node.parent_element().is_some() {
        report.add(&rules::SUBMANIFEST, &manifest.place(node), []);
    }
    if children(node, "resources").next().is_none() {
        let args = [("element", "resources".to_owned()), ("parent", "manifest".to_owned())];
        report.add(&rules::OUT_OF_PLACE, &manifest.place(node), args);
    }
}

fn added(manifest: &Manifest, node: Node, report: &mut Report) {
    let name = node.tag_name().name();
    match ADDED.iter().find(|(known, _)| *known == name) {
        None => foreign(manifest, node, report),
        Some((_, parent)) if !node.parent_element().is_some_and(|p| is(p, parent)) => {
            let parent = node.parent_element().map_or("", |p| p.tag_name().name()).to_owned();
            let args = [("element", literal(manifest, node).to_owned()), ("parent", parent)];
            report.add(&rules::OUT_OF_PLACE, &manifest.place(node), args);
        }
        Some(_) => {}
    }
}
