//! Objectives of an activity: their ids, and how they read from and write to objectives that others share.

use super::{ADLSEQ, IMSSS};
use crate::verify::hosts::percent;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Judges the objectives of every `sequencing`.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    let shared = shared(manifest);
    for node in manifest.tree.descendants().filter(|node| node.has_tag_name((IMSSS, "sequencing"))) {
        let of = |namespace: &'static str| -> Vec<Node> {
            let all = node.children().filter(move |child| child.has_tag_name((namespace, "objectives")));
            all.flat_map(|all| all.children().filter(Node::is_element)).collect()
        };
        let (own, more) = (of(IMSSS), of(ADLSEQ));
        let known = ids(manifest, &own, report);
        ids(manifest, &more, report);
        references(manifest, node, &more, &known, &shared, report);
        for objectives in [own, more] {
            maps(manifest, &objectives, report);
        }
    }
    for node in manifest.tree.descendants().filter(|node| node.has_tag_name((IMSSS, "mapInfo"))) {
        report.add(&rules::MAP_INFO, &manifest.place(node), []);
    }
}

/// The ids of some objectives, each there once; a primary objective needs one only to be mapped.
fn ids(manifest: &Manifest, objectives: &[Node], report: &mut Report) -> BTreeSet<String> {
    let mut seen = BTreeSet::new();
    for node in objectives {
        match node.attribute_node("objectiveID") {
            Some(id) if id.value().trim().is_empty() => report.add(&rules::OBJECTIVE_ID, &manifest.value(&id), []),
            Some(id) if !seen.insert(plain(id.value())) => {
                report.add(&rules::OBJECTIVE_TWICE, &manifest.value(&id), [("found", id.value().to_owned())]);
            }
            None if node.tag_name().name() == "primaryObjective"
                && node.children().any(|child| child.tag_name().name() == "mapInfo") =>
            {
                report.add(&rules::OBJECTIVE_ID, &manifest.place(*node), []);
            }
            _ => {}
        }
    }
    seen
}

/// What an activity has of its own and what it takes from the collection are one: for each ID in the collection, all objectives
/// of those who share it.
fn shared(manifest: &Manifest) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in manifest.tree.descendants().filter(|node| node.has_tag_name((IMSSS, "sequencing"))) {
        let Some(id) = node.attribute("IDRef").or(node.attribute("ID")) else { continue };
        let objectives = node.children().filter(|child| child.has_tag_name((IMSSS, "objectives")));
        let ids = objectives.flat_map(|all| all.children()).filter_map(|objective| objective.attribute("objectiveID"));
        all.entry(id.trim().to_owned()).or_default().extend(ids.map(plain));
    }
    all
}

/// An id as it is compared: without percent codes, and with one blank where there are several.
fn plain(id: &str) -> String {
    percent(id).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Rules and ADL's additions speak of objectives of the same activity.
fn references(
    manifest: &Manifest,
    node: Node,
    more: &[Node],
    known: &BTreeSet<String>,
    shared: &BTreeMap<String, BTreeSet<String>>,
    report: &mut Report,
) {
    let with = node.attribute("IDRef").or(node.attribute("ID")).and_then(|id| shared.get(id.trim()));
    let rules_of = node.children().filter(|child| child.has_tag_name((IMSSS, "sequencingRules")));
    // Rule, conditions, condition: deeper ones belong to other activities, and looking would take quadratic time.
    let conditions = rules_of.flat_map(|n| n.children()).flat_map(|n| n.children()).flat_map(|n| n.children());
    let named = conditions.filter_map(|condition| condition.attribute_node("referencedObjective"));
    for attribute in named.chain(more.iter().filter_map(|node| node.attribute_node("objectiveID"))) {
        let id = plain(attribute.value());
        if !known.contains(&id) && !with.is_some_and(|with| with.contains(&id)) {
            let args = [("found", attribute.value().to_owned())];
            report.add(&rules::OBJECTIVE_REF, &manifest.value(&attribute), args);
        }
    }
}

/// An objective reads each value from one shared objective, and a shared objective is written by one objective of an activity.
fn maps(manifest: &Manifest, objectives: &[Node], report: &mut Report) {
    let mut written = BTreeSet::new();
    for objective in objectives {
        let mut read = BTreeSet::new();
        for map in objective.children().filter(|child| child.tag_name().name() == "mapInfo") {
            let target = map.attribute("targetObjectiveID").unwrap_or_default();
            for &name in values(map) {
                // What is only read by default is not counted, as ADL's own packages show.
                let yes = |way: &str| {
                    let value = map.attribute(format!("{way}{name}").as_str()).unwrap_or_default().trim();
                    ["true", "1"].contains(&value)
                };
                let args = || [("value", name.to_owned()), ("target", target.to_owned())];
                if yes("read") && !read.insert(name) {
                    report.add(&rules::MAP_TWICE, &manifest.place(map), args());
                }
                if yes("write") && !written.insert((target, name)) {
                    report.add(&rules::WRITTEN_TWICE, &manifest.place(map), args());
                }
            }
        }
    }
}

/// What a `mapInfo` can read and write.
fn values(map: Node) -> &'static [&'static str] {
    match map.tag_name().namespace() {
        Some(IMSSS) => &["SatisfiedStatus", "NormalizedMeasure"],
        _ => &["RawScore", "MinScore", "MaxScore", "CompletionStatus", "ProgressMeasure"],
    }
}
