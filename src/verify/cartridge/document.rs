//! Discussion topics and web links. Source: `ccv1p1_imsdt_v1p1.xsd`, `ccv1p1_imswl_v1p1.xsd`.

use super::first;
use crate::verify::hosts;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// Formats of a topic's text.
const FORMATS: [&str; 2] = ["text/html", "text/plain"];

/// A topic has a title and a text of a known format.
pub(super) fn topic(document: &Manifest, report: &mut Report) {
    let Some(root) = rooted(document, "topic", report) else { return };
    titled(root, document, report);
    let text = first(root, "text");
    let is_known = |text: Node| text.attribute("texttype").is_some_and(|kind| FORMATS.contains(&kind));
    if !text.is_some_and(is_known) {
        lacks(text.unwrap_or(root), "text texttype", document, report);
    }
}

/// A link has a title and an address of the web.
pub(super) fn link(document: &Manifest, report: &mut Report) {
    let Some(root) = rooted(document, "webLink", report) else { return };
    titled(root, document, report);
    let url = first(root, "url");
    let leads_out = |url: Node| url.attribute("href").is_some_and(|href| hosts::outside(href).is_some());
    if !url.is_some_and(leads_out) {
        lacks(url.unwrap_or(root), "url href", document, report);
    }
}

/// The root, where it has the name that importers look for.
fn rooted<'a>(document: &'a Manifest, name: &str, report: &mut Report) -> Option<Node<'a, 'a>> {
    let root = document.tree.root_element();
    if root.tag_name().name() != name {
        lacks(root, name, document, report);
        return None;
    }
    Some(root)
}

fn titled(root: Node, document: &Manifest, report: &mut Report) {
    if first(root, "title").is_none_or(|title| Manifest::text(title).is_empty()) {
        lacks(root, "title", document, report);
    }
}

fn lacks(node: Node, element: &str, document: &Manifest, report: &mut Report) {
    report.add(&rules::CARTRIDGE_DOCUMENT, &document.place(node), [("element", element.to_owned())]);
}
