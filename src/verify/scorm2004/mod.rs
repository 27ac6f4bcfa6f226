//! SCORM 2004, 4th edition, and the 3rd as far as it is the same: how it writes its manifests, and what only it has.

mod items;
mod objectives;
mod resources;
mod sequencing;

use super::archive::Package;
use super::grammar::Grammar;
use super::packaging::{self, Dialect, Weights};
use super::report::Report;
use super::rules;
use super::xml::Manifest;
use roxmltree::Node;
use std::sync::LazyLock;

const CP: &str = "http://www.imsglobal.org/xsd/imscp_v1p1";
const ADLCP: &str = "http://www.adlnet.org/xsd/adlcp_v1p3";
const ADLSEQ: &str = "http://www.adlnet.org/xsd/adlseq_v1p3";
const ADLNAV: &str = "http://www.adlnet.org/xsd/adlnav_v1p3";
const IMSSS: &str = "http://www.imsglobal.org/xsd/imsss";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

static GRAMMAR: LazyLock<Grammar> =
    LazyLock::new(|| Grammar::read(&[include_str!("../grammars/scorm2004.txt"), include_str!("../grammars/lom.txt")]));

static DIALECT: Dialect = Dialect {
    standard: "SCORM 2004",
    cp: CP,
    adlcp: ADLCP,
    scorm_type: "scormType",
    versions: &["2004 4th Edition", "2004 3rd Edition", "CAM 1.3"],
    prefixes: &[(CP, ""), (ADLCP, "adlcp"), (ADLSEQ, "adlseq"), (ADLNAV, "adlnav"), (IMSSS, "imsss")],
    wants_schemas: true,
    grammar: &GRAMMAR,
    rules: Weights {
        schema: &rules::SCHEMA_OF_2004,
        no_schema: &rules::NO_SCHEMA_OF_2004,
        default_missing: &rules::DEFAULT_REQUIRED,
        leaf: &rules::LEAF_LAUNCHES_NOT,
        href_unlisted: &rules::HREF_REQUIRED,
        several_scos: &rules::SEVERAL_SCOS_2004,
    },
};

/// Whether a document speaks SCORM 2004, by the namespace of its root or of ADL's extensions.
pub(super) fn is(manifest: &Manifest) -> bool {
    let root = manifest.tree.root_element();
    root.tag_name().namespace() == Some(CP) || root.namespaces().any(|namespace| namespace.uri() == ADLCP)
}

/// Judges a manifest; says whether the package has SCOs.
pub(super) fn judge(manifest: &Manifest, package: &Package, report: &mut Report) -> bool {
    let Some(has_scos) = packaging::judge(&DIALECT, manifest, package, report) else { return false };
    let root = manifest.tree.root_element();
    report.add(&rules::SCORM_2004, &manifest.place(root), []);
    let version = DIALECT.child(root, "metadata").and_then(|metadata| DIALECT.child(metadata, "schemaversion"));
    let edition = version.map(Manifest::text).unwrap_or_default();
    if let Some(version) = version.filter(|_| DIALECT.versions[1..].contains(&edition.as_str())) {
        report.add(&rules::OLDER_EDITION, &manifest.content(version), [("found", edition.clone())]);
    }
    items::check(manifest, edition == DIALECT.versions[0], report);
    resources::check(manifest, report);
    sequencing::check(manifest, report);
    objectives::check(manifest, report);
    lengths(manifest, report);
    has_scos
}

/// The lengths that every LMS must hold (smallest permitted maximum); more may be cut.
const SAFE: [(&str, &str, usize); 10] = [
    ("manifest", "version", 20),
    ("organization", "structure", 200),
    ("title", "", 200),
    ("item", "identifierref", 2000),
    ("item", "parameters", 1000),
    ("dataFromLMS", "", 4000),
    ("location", "", 2000),
    ("resource", "type", 1000),
    ("resource", "href", 2000),
    ("file", "href", 2000),
];

fn lengths(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants().filter(Node::is_element) {
        if ![Some(CP), Some(ADLCP)].contains(&node.tag_name().namespace()) {
            continue;
        }
        for (element, attribute, most) in SAFE {
            if node.tag_name().name() != element {
                continue;
            }
            let value = node.attribute_node(attribute);
            let (text, place) = match value {
                Some(value) => (value.value().to_owned(), manifest.value(&value)),
                None if attribute.is_empty() => (Manifest::text(node), manifest.content(node)),
                None => continue,
            };
            let base = if element == "resource" && attribute == "href" { packaging::base(node).len() } else { 0 };
            let count = text.chars().count() + base;
            if count > most {
                let name = if attribute.is_empty() { element } else { attribute };
                let args = [("element", name.to_owned()), ("count", count.to_string()), ("most", most.to_string())];
                report.add(&rules::LONGER_THAN_SAFE, &place, args);
            }
        }
    }
}
