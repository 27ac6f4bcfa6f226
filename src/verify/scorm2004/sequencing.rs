//! Sequencing: which part of it refers to which, what the standard advises against, and what Moodle makes of it.

use super::IMSSS;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// Conditions that the standard advises against, because nobody agrees what they mean.
const UNCLEAR_CONDITIONS: [&str; 2] = ["timeLimitExceeded", "outsideAvailableTimeRange"];
/// Limits of the same sort.
const UNCLEAR_LIMITS: [&str; 5] = [
    "attemptExperiencedDurationLimit",
    "activityAbsoluteDurationLimit",
    "activityExperiencedDurationLimit",
    "beginTimeLimit",
    "endTimeLimit",
];
/// Actions after an attempt that need a parent or something before, which an organization has not.
const NOT_AT_THE_ROOT: [&str; 2] = ["exitParent", "previous"];
/// Parts of sequencing that Moodle reads and does not act on.
const IGNORED: [&str; 4] = ["sequencingCollection", "sequencingRules", "rollupRules", "randomizationControls"];

/// Judges every `sequencing` and its collection.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    let of = |name: &'static str| manifest.tree.descendants().filter(move |node| node.has_tag_name((IMSSS, name)));
    let shared = || of("sequencing").filter(|node| is_shared(*node));
    let known: BTreeSet<&str> = shared().filter_map(|node| node.attribute("ID")).map(str::trim).collect();
    // One name space for all of them: an ID is an XML ID, as identifiers are.
    let mut ids: BTreeSet<&str> =
        manifest.tree.descendants().filter_map(|node| node.attribute("identifier")).map(str::trim).collect();
    for node in of("sequencing") {
        let (shared, id, reference) = (is_shared(node), node.attribute_node("ID"), node.attribute_node("IDRef"));
        match (shared, id) {
            (true, None) => report.add(&rules::SEQUENCING_ID, &manifest.place(node), []),
            (true, Some(id)) if !ids.insert(id.value().trim()) => {
                report.add(&rules::SAME_IDENTIFIER, &manifest.value(&id), [("found", id.value().to_owned())]);
            }
            (false, Some(id)) => report.add(&rules::ID_NOT_HERE, &manifest.value(&id), []),
            _ => {}
        }
        match reference {
            Some(reference) if shared => {
                report.add(&rules::REF_NOT_HERE, &manifest.value(&reference), []);
            }
            Some(reference) if !known.contains(reference.value().trim()) => {
                let args = [("found", reference.value().to_owned())];
                report.add(&rules::SEQUENCING_REF, &manifest.value(&reference), args);
            }
            _ => {}
        }
    }
    root(manifest, report);
    unclear(manifest, report);
    let ignored = manifest.tree.descendants().find(|node| IGNORED.iter().any(|name| node.has_tag_name((IMSSS, *name))));
    if let Some(node) = ignored {
        let args = [("element", node.tag_name().name().to_owned())];
        report.add(&rules::SEQUENCING_IGNORED, &manifest.place(node), args);
    }
}

/// Whether a `sequencing` is kept for others to refer to.
fn is_shared(node: Node) -> bool {
    node.parent_element().is_some_and(|parent| parent.has_tag_name((IMSSS, "sequencingCollection")))
}

/// What an organization's own rules may not ask for.
fn root(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(|node| node.has_tag_name((IMSSS, "ruleAction"))) {
        let after = node.parent_element().is_some_and(|rule| rule.has_tag_name((IMSSS, "postConditionRule")));
        let owner = node.ancestors().nth(4);
        let own = owner.is_some_and(|owner| owner.tag_name().name() == "organization");
        let action = node.attribute_node("action").filter(|action| NOT_AT_THE_ROOT.contains(&action.value().trim()));
        if let Some(action) = action.filter(|_| after && own) {
            report.add(&rules::ROOT_ACTION, &manifest.value(&action), [("found", action.value().to_owned())]);
        }
    }
}

fn unclear(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(|node| node.tag_name().namespace() == Some(IMSSS)) {
        if node.tag_name().name() == "auxiliaryResources" {
            report.add(&rules::CAUTION, &manifest.place(node), [("found", "auxiliaryResources".to_owned())]);
        }
        for attribute in node.attributes() {
            let condition = attribute.name() == "condition" && UNCLEAR_CONDITIONS.contains(&attribute.value());
            let limit = UNCLEAR_LIMITS.contains(&attribute.name());
            if condition || limit {
                let found = if limit { attribute.name() } else { attribute.value() };
                report.add(&rules::CAUTION, &manifest.value(&attribute), [("found", found.to_owned())]);
            }
        }
    }
}
