//! cmi5: the course structure, its ids, and the addresses of its assignable units.

use super::archive::Package;
use super::conformance;
use super::grammar::Grammar;
use super::launch::Launch;
use super::packaging::wrong_root;
use super::report::Report;
use super::rules;
use super::values::is_iri;
use super::xml::Manifest;
use crate::diagnostic::Rule;
use roxmltree::Node;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const CMI5: &str = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd";
/// What the LMS adds to the query at launch (cmi5 8.1).
static LAUNCH: Launch = Launch {
    names: &["endpoint", "fetch", "actor", "activityId", "registration"],
    taken: &rules::QUERY_NAME,
    form: &rules::COURSE_URL,
    outside: &rules::AU_OUTSIDE,
};

static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::read(&[include_str!("grammars/cmi5.txt")]));

fn is_element(node: Node, name: &str) -> bool {
    node.has_tag_name((CMI5, name))
}

/// Judges a course structure; says whether an assignable unit is in the package.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let root = manifest.tree.root_element();
    if !is_element(root, "courseStructure") {
        wrong_root(manifest, "cmi5", CMI5, "courseStructure", report);
        return false;
    }
    conformance::check(&GRAMMAR, "cmi5", manifest, report);
    ids(manifest, report);
    let mut inside = false;
    for node in manifest.tree.descendants() {
        if is_element(node, "au") && node.attribute("moveOn").is_none() {
            report.add(&rules::MOVE_ON_MISSING, &manifest.place(node), []);
        }
        if is_element(node, "url") {
            inside |= LAUNCH.judge(manifest, node, package, report);
        }
        if is_element(node, "title") || is_element(node, "description") {
            languages(manifest, node, report);
        }
    }
    inside
}

/// Ids are IRIs with their scheme, each there once; references name an objective.
fn ids(manifest: &Manifest, report: &mut Report) {
    let (mut all, mut objectives) = (BTreeSet::new(), BTreeSet::new());
    for node in manifest.tree.descendants().filter(|node| node.tag_name().namespace() == Some(CMI5)) {
        let Some(id) = node.attribute_node("id") else { continue };
        // Leading and trailing blanks are no part of a value (cmi5 13.1).
        let (value, args) = (id.value().trim(), || [("found", id.value().to_owned())]);
        if !is_iri(value) {
            report.add(&rules::COURSE_IRI, &manifest.value(&id), args());
        } else if !all.insert(value) {
            report.add(&rules::COURSE_SAME_ID, &manifest.value(&id), args());
        }
        if is_element(node, "objective") {
            objectives.insert(value);
        }
    }
    let owners = manifest.tree.descendants().filter(|node| is_element(*node, "au") || is_element(*node, "block"));
    let lists = owners.flat_map(|owner| owner.children().filter(|child| is_element(*child, "objectives")));
    for node in lists.flat_map(|list| list.children().filter(|child| is_element(*child, "objective"))) {
        let Some(found) = node.attribute("idref").map(str::trim) else {
            report.add(&rules::NO_IDREF, &manifest.place(node), []);
            continue;
        };
        if !objectives.contains(found) {
            report.add(&rules::OBJECTIVE_UNKNOWN, &manifest.place(node), [("found", found.to_owned())]);
        }
    }
}

/// Each language once, named, with something to say.
fn languages(manifest: &Manifest, node: Node, report: &mut Report) {
    let mut seen = BTreeSet::new();
    for text in node.children().filter(|child| is_element(*child, "langstring")) {
        let language = text.attribute("lang").unwrap_or_default();
        let wrong: [(bool, &'static Rule); 3] = [
            (language.is_empty(), &rules::LANGSTRING),
            (!seen.insert(language.to_ascii_lowercase()) && !language.is_empty(), &rules::LANGSTRING_TWICE),
            (Manifest::text(text).is_empty(), &rules::LANGSTRING_EMPTY),
        ];
        for (_, rule) in wrong.iter().filter(|(is, _)| *is) {
            let args = [("element", node.tag_name().name().to_owned()), ("found", language.to_owned())];
            report.add(rule, &manifest.place(text), args);
        }
    }
}
