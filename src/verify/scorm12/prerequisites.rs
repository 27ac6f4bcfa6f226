//! Prerequisites: which items the script of another names. Source: SCORM 1.2 CAM 2.3.2, adlcp:prerequisites; AICC CMI001, aicc_script.

use super::{ADLCP, DIALECT};
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;
use std::collections::BTreeSet;

/// Whether each item that a prerequisite names is in the manifest.
pub(super) fn check(manifest: &Manifest, report: &mut Report) {
    let items = manifest.tree.descendants().filter(|node| DIALECT.is(*node, "item"));
    let known: BTreeSet<&str> = items.filter_map(|item| item.attribute("identifier")).map(str::trim).collect();
    let is_script = |node: &Node| {
        node.has_tag_name((ADLCP, "prerequisites")) && node.attribute("type").is_none_or(|kind| kind == "aicc_script")
    };
    for node in manifest.tree.descendants().filter(is_script) {
        let script = Manifest::text(node);
        for found in named(&script).filter(|name| !known.contains(name)) {
            report.add(&rules::PREREQUISITE, &manifest.content(node), [("found", found.to_owned())]);
        }
    }
}

/// The items that a script names. What is compared with (`= "passed"`) and how many of a set (`2*{a, b, c}`) are no items.
fn named(script: &str) -> impl Iterator<Item = &str> {
    let parts = script.split_inclusive(['&', '|', '~', '(', ')', '{', '}', ',', '*', '=', '<', '>']);
    let mut is_compared = false;
    parts.filter_map(move |part| {
        let bare = part.trim_end_matches(['&', '|', '~', '(', ')', '{', '}', ',', '*', '=', '<', '>']);
        let is_value = is_compared;
        is_compared = part.ends_with(['=', '<', '>']);
        let name = bare.trim();
        (!is_value && !name.is_empty() && !part.ends_with('*')).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_script_names_items_and_neither_statuses_nor_numbers() {
        for (script, items) in [
            ("A1", vec!["A1"]),
            ("", vec![]),
            ("A1 & A2|~(B-1)", vec!["A1", "A2", "B-1"]),
            ("A1=\"not attempted\" & A2 <> passed | A3", vec!["A1", "A2", "A3"]),
            ("2*{A1, A2,A3}&B", vec!["A1", "A2", "A3", "B"]),
        ] {
            assert_eq!(named(script).collect::<Vec<_>>(), items, "{script}");
        }
    }
}
