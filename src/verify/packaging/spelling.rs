//! How the manifest's texts are written, where XML allows what Moodle's reader then destroys.

use super::Dialect;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// A character reference is shorter. Looking further would take quadratic time where none is closed.
const LONGEST_REFERENCE: usize = 20;

/// Looks at the raw text and at the texts of titles and values.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, report: &mut Report) {
    raw(manifest, report);
    for node in manifest.tree.descendants().filter(Node::is_element) {
        let namespace = node.tag_name().namespace();
        let title = dialect.is(node, "title");
        if title || namespace == Some(dialect.adlcp) {
            text(manifest, node, report);
        }
        if title && Manifest::text(node).contains('<') && Manifest::text(node).contains('>') {
            report.add(&rules::TITLE_TAGS, &manifest.content(node), [("title", Manifest::text(node))]);
        }
    }
}

/// Numeric character references, and ampersands in CDATA. Comments are passed over.
fn raw(manifest: &Manifest, report: &mut Report) {
    let text = manifest.tree.input_text();
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '&']) {
        let here = at + found;
        let rest = &text[here..];
        let skip =
            |open: usize, close: &str| rest[open..].find(close).map_or(rest.len(), |end| open + end + close.len());
        at = here + 1;
        if rest.starts_with("<!--") {
            at = here + skip(4, "-->");
        } else if rest.starts_with("<![CDATA[") {
            at = here + skip(9, "]]>");
            if text[here..at].contains('&') {
                report.add(&rules::CDATA_AMPERSAND, &manifest.source.place(here..at), []);
            }
        } else if rest.starts_with("&#") {
            let end = rest.bytes().take(LONGEST_REFERENCE).position(|b| b == b';').map_or(2, |end| end + 1);
            let args = [("reference", rest[..end].to_owned())];
            report.add(&rules::CHARACTER_REFERENCE, &manifest.source.place(here..here + end), args);
        }
    }
}

/// A text that is "0", or that has blanks around it.
fn text(manifest: &Manifest, node: Node, report: &mut Report) {
    let whole: String = node.children().filter_map(|child| child.text().filter(|_| child.is_text())).collect();
    let element = || [("element", node.tag_name().name().to_owned())];
    if whole.trim() == "0" {
        report.add(&rules::ZERO, &manifest.content(node), element());
    } else if whole.trim() != whole && !whole.trim().is_empty() {
        report.add(&rules::UNTRIMMED, &manifest.content(node), element());
    }
}
