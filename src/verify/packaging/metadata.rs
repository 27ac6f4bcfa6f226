//! The metadata of a manifest: which schema it follows, and the files that hold more of them.

use super::Dialect;
use super::href::resolve;
use crate::diagnostic::Rule;
use crate::verify::archive::Package;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use roxmltree::Node;

/// Judges schema, version and the places of metadata.
pub(super) fn check(dialect: &Dialect, manifest: &Manifest, package: &Package, report: &mut Report) {
    let metadata = dialect.child(manifest.tree.root_element(), "metadata");
    let schema =
        Said { name: "schema", wanted: &["ADL SCORM"], missing: dialect.rules.no_schema, rule: dialect.rules.schema };
    let version = Said {
        name: "schemaversion",
        wanted: dialect.versions,
        missing: &rules::NO_SCHEMA_VERSION,
        rule: &rules::SCHEMA_VERSION,
    };
    for said in [schema, version] {
        said.judge(dialect, manifest, metadata, report);
    }
    for node in manifest.tree.descendants().filter(|n| n.has_tag_name((dialect.adlcp, "location"))) {
        resolve("", &Manifest::text(node), &manifest.content(node), package, report);
    }
}

/// What an element of the metadata must say, word by word.
struct Said {
    name: &'static str,
    wanted: &'static [&'static str],
    missing: &'static Rule,
    rule: &'static Rule,
}

impl Said {
    fn judge(&self, dialect: &Dialect, manifest: &Manifest, metadata: Option<Node>, report: &mut Report) {
        let wanted = || ("wanted", self.wanted[0].to_owned());
        let Some(node) = metadata.and_then(|metadata| dialect.child(metadata, self.name)) else {
            let place = manifest.place(metadata.unwrap_or(manifest.tree.root_element()));
            return report.add(self.missing, &place, [wanted()]);
        };
        let found: String = node.children().filter_map(|child| child.text()).collect();
        if !self.wanted.contains(&found.as_str()) {
            report.add(self.rule, &manifest.content(node), [("found", found), wanted()]);
        }
    }
}
