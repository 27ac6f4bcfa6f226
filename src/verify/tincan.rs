//! xAPI packages with a `tincan.xml`: activities, of which one is launched.

use super::archive::Package;
use super::conformance;
use super::grammar::Grammar;
use super::launch::Launch;
use super::packaging::wrong_root;
use super::report::Report;
use super::rules;
use super::values::is_iri;
use super::xml::Manifest;
use crate::source::Place;
use roxmltree::Node;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const TINCAN: &str = "http://projecttincan.com/tincan.xsd";
/// What is added to the query at launch.
static LAUNCH: Launch = Launch {
    names: &["endpoint", "auth", "actor", "registration", "activity_id", "grouping"],
    taken: &rules::LAUNCH_NAMES,
    form: &rules::LAUNCH_URL,
    outside: &rules::LAUNCH_OUTSIDE,
};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::read(&[include_str!("grammars/tincan.txt")]));

/// Judges a description of activities; says whether the launched one is in the package.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    for name in package.names().filter(|name| name.to_lowercase().ends_with("/tincan.xml")) {
        report.add(&rules::SEVERAL_TINCAN, &Place::file(name), [("file", name.to_owned())]);
    }
    let root = manifest.tree.root_element();
    if !root.has_tag_name((TINCAN, "tincan")) {
        wrong_root(manifest, "xAPI", TINCAN, "tincan", report);
        return false;
    }
    conformance::check(&GRAMMAR, "xAPI (tincan.xml)", manifest, report);
    let activities: Vec<Node> = manifest.tree.descendants().filter(|n| n.has_tag_name((TINCAN, "activity"))).collect();
    ids(manifest, &activities, report);
    for secret in manifest.tree.descendants().filter(|node| node.has_tag_name((TINCAN, "secret"))) {
        report.add(&rules::PROVIDER_SECRET, &manifest.content(secret), []);
    }
    launches(manifest, &activities, package, report)
}

fn ids(manifest: &Manifest, activities: &[Node], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for node in activities {
        let (id, kind) = (node.attribute_node("id"), node.attribute_node("type"));
        match id {
            None => report.add(&rules::NO_ACTIVITY_ID, &manifest.place(*node), []),
            Some(id) if is_iri(id.value()) && !seen.insert(id.value()) => {
                report.add(&rules::SAME_ACTIVITY, &manifest.value(&id), [("found", id.value().to_owned())]);
            }
            _ => {}
        }
        for iri in [id, kind].into_iter().flatten().filter(|iri| !is_iri(iri.value())) {
            report.add(&rules::ACTIVITY_IRI, &manifest.value(&iri), [("found", iri.value().to_owned())]);
        }
    }
}

/// One activity is launched, in each language at one address; whether that is in the package.
fn launches(manifest: &Manifest, activities: &[Node], package: &Package, report: &mut Report) -> bool {
    let of = |node: &Node<'_, '_>| node.children().any(|child| child.has_tag_name((TINCAN, "launch")));
    let launched: Vec<&Node> = activities.iter().filter(|node| of(node)).collect();
    if launched.is_empty() {
        report.add(&rules::NO_LAUNCH, &manifest.place(manifest.tree.root_element()), []);
    } else if let [_, second, ..] = launched[..] {
        report.add(&rules::LAUNCH_COUNT, &manifest.place(*second), [("count", launched.len().to_string())]);
    }
    let mut inside = false;
    for node in launched {
        let mut languages = BTreeSet::new();
        for launch in node.children().filter(|child| child.has_tag_name((TINCAN, "launch"))) {
            if !languages.insert(launch.attribute("lang")) {
                let language = launch.attribute("lang").unwrap_or("–").to_owned();
                report.add(&rules::LAUNCH_LANGUAGE, &manifest.place(launch), [("found", language)]);
            }
            inside |= LAUNCH.judge(manifest, launch, package, report);
        }
    }
    inside
}
