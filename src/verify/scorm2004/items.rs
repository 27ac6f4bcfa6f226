//! Items of SCORM 2004: what they launch, with which parameters, and what may only stand where a SCO is launched.

use super::{ADLCP, ADLNAV, DIALECT};
use crate::diagnostic::Rule;
use crate::verify::packaging::each_item;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::values::decimal;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeMap;

/// Elements that ask for a SCO, and those that ask for any resource.
const FOR_SCOS: [&str; 2] = ["timeLimitAction", "dataFromLMS"];
const FOR_RESOURCES: [(&str, &str); 2] = [(ADLCP, "data"), (ADLNAV, "presentation")];
/// The buttons that Moodle can hide.
const MOODLE_HIDES: [&str; 2] = ["continue", "previous"];

/// Judges every item; `fourth` says that the manifest is of the 4th edition.
pub(super) fn check(manifest: &Manifest, fourth: bool, report: &mut Report) {
    let root = manifest.tree.root_element();
    let resources: BTreeMap<&str, Node> = DIALECT
        .children(root, "resources")
        .flat_map(|all| DIALECT.children(all, "resource"))
        .filter_map(|node| Some((node.attribute("identifier")?.trim(), node)))
        .collect();
    for item in each_item(&DIALECT, root) {
        let target = item.attribute("identifierref").and_then(|id| resources.get(id.trim())).copied();
        if let Some(reference) = item.attribute_node("identifierref").filter(|_| DIALECT.child(item, "item").is_some())
        {
            report.add(&rules::PARENT_LAUNCHES, &manifest.value(&reference), []);
        }
        parameters(manifest, item, report);
        owners(manifest, item, target, report);
    }
    for node in manifest.tree.descendants() {
        if node.has_tag_name((ADLCP, "completionThreshold")) {
            threshold(manifest, node, fourth, report);
        }
        let hidden = Manifest::text(node);
        if node.has_tag_name((ADLNAV, "hideLMSUI")) && !MOODLE_HIDES.contains(&hidden.as_str()) {
            report.add(&rules::BUTTONS_IGNORED, &manifest.content(node), [("found", hidden)]);
        }
    }
}

fn parameters(manifest: &Manifest, item: Node, report: &mut Report) {
    let Some(parameters) = item.attribute_node("parameters").filter(|a| !a.value().is_empty()) else { return };
    let (text, place) = (parameters.value(), manifest.value(&parameters));
    if item.attribute("identifierref").is_none() {
        report.add(&rules::PARAMETERS_UNUSED, &place, []);
    }
    let letters = text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
    if !letters || !(text.starts_with(['?', '#', '&']) || text.contains('=')) {
        report.add(&rules::PARAMETERS_FORM, &place, [("found", text.to_owned())]);
    }
}

/// What an item has that its resource does not allow.
fn owners(manifest: &Manifest, item: Node, target: Option<Node>, report: &mut Report) {
    // A reference that leads nowhere, and a resource that is neither SCO nor asset, are other rules' findings.
    let nothing = item.attribute("identifierref").is_none();
    let asset = target.is_some_and(|target| DIALECT.type_of(target) == Some("asset"));
    for child in item.children().filter(Node::is_element) {
        let name = (child.tag_name().namespace().unwrap_or_default(), child.tag_name().name());
        // A threshold in attributes may measure any activity, one in the text only a SCO.
        let old = name.1 == "completionThreshold" && !Manifest::text(child).is_empty();
        let needs_sco = name.0 == ADLCP && (FOR_SCOS.contains(&name.1) || old);
        let needs_any = needs_sco || FOR_RESOURCES.contains(&name);
        let rule: Option<&'static Rule> = match (nothing, asset) {
            (true, _) => needs_any.then_some(&rules::NEEDS_RESOURCE),
            (_, true) => needs_sco.then_some(&rules::NEEDS_SCO),
            _ => None,
        };
        if let Some(rule) = rule {
            report.add(rule, &manifest.place(child), [("element", name.1.to_owned())]);
        }
    }
}

/// The threshold of the 4th edition stands in attributes, that of the 3rd in the text.
fn threshold(manifest: &Manifest, node: Node, fourth: bool, report: &mut Report) {
    let (text, place) = (Manifest::text(node), manifest.content(node));
    if text.is_empty() {
        return;
    }
    if fourth {
        report.add(&rules::THRESHOLD_TEXT, &place, [("found", text)]);
    } else if decimal(&text).is_none_or(|number| !(0.0..=1.0).contains(&number)) {
        let args = [("element", "completionThreshold".to_owned()), ("found", text), ("wanted", "0 … 1".to_owned())];
        report.add(&rules::VALUE, &place, args);
    } else {
        report.add(&rules::THRESHOLD_IGNORED, &place, [("found", text)]);
    }
}
