//! The literal prefixes by which Moodle knows elements and attributes: it does not resolve namespaces.

use super::Dialect;
use crate::source::Place;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// ADL's name spaces are shorter. A longer one is not searched for each element that it has.
const LONGEST: usize = 250;

/// Judges the prefix of every element and attribute, and namespaces of ADL that are another version's.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(Node::is_element) {
        let namespace = node.tag_name().namespace().unwrap_or_default();
        let place = || manifest.place(node);
        one(dialect, namespace, node.tag_name().name(), manifest.literal(node), place, report);
        for attribute in node.attributes() {
            let Some(namespace) = attribute.namespace() else { continue };
            let found = &manifest.tree.input_text()[attribute.range_qname()];
            let place = || manifest.source.place(attribute.range());
            one(dialect, namespace, attribute.name(), found, place, report);
        }
    }
}

fn one(dialect: &Dialect, namespace: &str, name: &str, found: &str, place: impl Fn() -> Place, report: &mut Report) {
    let wanted = match dialect.prefixes.iter().find(|(known, _)| *known == namespace) {
        Some((_, "")) => name.to_owned(),
        Some((_, prefix)) => format!("{prefix}:{name}"),
        None => {
            if namespace.len() < LONGEST && namespace.contains("adlcp") {
                let args = [("found", namespace.to_owned()), ("wanted", dialect.adlcp.to_owned())];
                report.add(&rules::ADLCP_NAMESPACE, &place(), args);
            }
            return;
        }
    };
    if wanted != found {
        report.add(&rules::PREFIX, &place(), [("found", found.to_owned()), ("wanted", wanted)]);
    }
}
