//! SCORM 1.2: how it writes its manifests, and what only it has.

mod lom;
mod prerequisites;

use super::archive::Package;
use super::elements::is_timespan;
use super::grammar::Grammar;
use super::packaging::{self, Dialect, Weights, each_item};
use super::report::Report;
use super::rules;
use super::values::decimal;
use super::xml::Manifest;
use roxmltree::Node;
use std::sync::LazyLock;

const CP: &str = "http://www.imsproject.org/xsd/imscp_rootv1p1p2";
const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_rootv1p2";

static GRAMMAR: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::read(&[include_str!("../grammars/scorm12.txt"), include_str!("../grammars/imsmd.txt")]));

static DIALECT: Dialect = Dialect {
    standard: "SCORM 1.2",
    cp: CP,
    adlcp: ADLCP,
    scorm_type: "scormtype",
    versions: &["1.2"],
    prefixes: &[(CP, ""), (ADLCP, "adlcp")],
    wants_schemas: false,
    grammar: &GRAMMAR,
    rules: Weights {
        schema: &rules::SCHEMA,
        no_schema: &rules::NO_SCHEMA,
        default_missing: &rules::DEFAULT_MISSING,
        leaf: &rules::LEAF_WITHOUT_REF,
        href_unlisted: &rules::HREF_UNLISTED,
        several_scos: &rules::SEVERAL_SCOS,
    },
};

/// Judges a manifest; says whether the package has SCOs.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let Some(has_scos) = packaging::judge(&DIALECT, manifest, package, report) else { return false };
    lom::check(manifest, report);
    prerequisites::check(manifest, report);
    for item in each_item(&DIALECT, manifest.tree.root_element()) {
        for added in item.children().filter(|child| child.tag_name().namespace() == Some(ADLCP)) {
            value(manifest, added, report);
        }
    }
    has_scos
}

/// One of the values that SCORM 1.2 adds to an item, as far as the schema does not judge it.
fn value(manifest: &Manifest, node: Node, report: &mut Report) {
    let text = Manifest::text(node);
    let name = node.tag_name().name();
    let (good, wanted) = match name {
        "masteryscore" => {
            report.add(&rules::MASTERY, &manifest.content(node), [("score", text.clone())]);
            (decimal(&text).is_some_and(|score| (0.0..=100.0).contains(&score)), "0 … 100")
        }
        "maxtimeallowed" => (is_timespan(&text), "0001:30:00"),
        _ => (true, ""),
    };
    if !good {
        let args = [("element", name.to_owned()), ("found", text), ("wanted", wanted.to_owned())];
        report.add(&rules::VALUE, &manifest.content(node), args);
    }
}
