//! What the two SCORM standards share: a manifest after IMS Content Packaging, with metadata, organizations, items and
//! resources. What they write differently stands in a `Dialect`, and what only one of them has in its own module.

mod href;
mod identifiers;
mod metadata;
mod organizations;
mod prefixes;
mod resources;
mod schemas;
mod spelling;

pub(super) use href::{exists, resolve};
pub(super) use organizations::each_item;
pub(super) use resources::base;

use super::archive::Package;
use super::conformance;
use super::grammar::Grammar;
use super::report::Report;
use super::rules;
use super::xml::Manifest;
use crate::diagnostic::Rule;
use roxmltree::Node;
use std::sync::LazyLock;

/// How a standard writes its manifests.
pub(super) struct Dialect {
    /// What people call the standard.
    pub standard: &'static str,
    /// The namespace of content packaging.
    pub cp: &'static str,
    /// The namespace of ADL's extensions to it.
    pub adlcp: &'static str,
    /// The attribute that tells a SCO from an asset.
    pub scorm_type: &'static str,
    /// What `schemaversion` may say.
    pub versions: &'static [&'static str],
    /// Namespaces, and the prefixes by which Moodle knows them.
    pub prefixes: &'static [(&'static str, &'static str)],
    /// Whether ADL's validator asks for the schemas beside the manifest (tried for 2004 only).
    pub wants_schemas: bool,
    /// What documents may look like.
    pub grammar: &'static LazyLock<Grammar>,
    /// The rules that the standards weigh differently.
    pub rules: Weights,
}

/// Rules that both standards have and weigh differently.
pub(super) struct Weights {
    pub schema: &'static Rule,
    pub no_schema: &'static Rule,
    pub default_missing: &'static Rule,
    pub leaf: &'static Rule,
    pub href_unlisted: &'static Rule,
    pub several_scos: &'static Rule,
}

impl Dialect {
    /// Whether an element is of content packaging and has this name.
    pub(super) fn is(&self, node: Node, name: &str) -> bool {
        node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(self.cp)
    }

    /// The child elements of this name.
    pub(super) fn children<'a, 'i>(
        &self,
        node: Node<'a, 'i>,
        name: &'static str,
    ) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
        let cp = self.cp;
        let is = move |child: &Node| child.tag_name().name() == name && child.tag_name().namespace() == Some(cp);
        node.children().filter(move |child| child.is_element() && is(child))
    }

    /// The first child element of this name.
    pub(super) fn child<'a, 'i>(&self, node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
        self.children(node, name).next()
    }

    /// What a resource says it is.
    pub(super) fn type_of<'a>(&self, resource: Node<'a, '_>) -> Option<&'a str> {
        resource.attribute((self.adlcp, self.scorm_type))
    }
}

/// Judges what both standards have; says whether the package has SCOs, and nothing where the root is another's.
pub(super) fn judge(dialect: &Dialect, manifest: &Manifest, package: &Package, report: &mut Report) -> Option<bool> {
    let root = manifest.tree.root_element();
    if !dialect.is(root, "manifest") {
        wrong_root(manifest, dialect.standard, dialect.cp, "manifest", report);
        return None;
    }
    conformance::check(dialect.grammar, dialect.standard, manifest, report);
    for node in manifest.tree.descendants().filter(|n| dialect.is(*n, "manifest") && n.parent_element().is_some()) {
        report.add(&rules::SUBMANIFEST, &manifest.place(node), []);
    }
    prefixes::check(dialect, manifest, report);
    spelling::check(dialect, manifest, report);
    metadata::check(dialect, manifest, package, report);
    schemas::check(dialect, manifest, package, report);
    identifiers::check(dialect, manifest, report);
    organizations::check(dialect, manifest, report);
    Some(resources::check(dialect, manifest, package, report))
}

/// Says that a document's root is not the one of its kind.
pub(super) fn wrong_root(manifest: &Manifest, standard: &str, namespace: &str, name: &str, report: &mut Report) {
    let root = manifest.tree.root_element();
    let found = format!("{{{}}}{}", root.tag_name().namespace().unwrap_or_default(), root.tag_name().name());
    let wanted = format!("{{{namespace}}}{name}");
    let args = [("found", found), ("wanted", wanted), ("standard", standard.to_owned())];
    report.add(&rules::ROOT, &manifest.place(root), args);
}
