//! Finds the manifests of a package, says what kinds it makes, and has each judged by its kind.

use super::archive::Package;
use super::encoding::decode;
use super::kinds::{KINDS, Kind, OTHERS};
use super::moodle::Api;
use super::report::Report;
use super::secrets::secret;
use super::xml::{LARGEST, Manifest, parse};
use super::{epub, questions, rules, site};
use crate::source::{Place, Source};

/// Judges all manifests; says by which interfaces the package is to talk to an LMS.
pub(super) fn check(package: &Package, report: &mut Report) -> Vec<Api> {
    let mut files: Vec<&str> = KINDS.iter().map(|kind| kind.file).collect();
    files.dedup();
    let there: Vec<&str> = files.iter().copied().filter(|file| package.has(file)).collect();
    if there.is_empty() {
        if let Some(api) = questions::check(package, report) {
            return vec![api];
        }
        return absent(&files, package, report);
    }
    there.into_iter().filter_map(|file| one(file, package, report)).collect()
}

/// Judges a manifest that is there.
fn one(file: &'static str, package: &Package, report: &mut Report) -> Option<Api> {
    if package.size(file) > LARGEST {
        report.add(&rules::MANIFEST_LARGE, &Place::file(file), [("count", package.size(file).to_string())]);
        return None;
    }
    // A damaged file is told when all files are read.
    let bytes = package.read(file, true, &mut Report::new("", &[]))?;
    let source = Source::new(file, decode(file, &bytes, report)?);
    let tree = parse(&source, report)?;
    let manifest = Manifest { tree: &tree, source: &source };
    let kind: &Kind = KINDS.iter().find(|kind| kind.file == file && (kind.is)(&manifest))?;
    secrets(&manifest, report);
    report.without(kind.others());
    let talks = (kind.judge)(&manifest, package, report);
    report.without(String::new());
    talks.then_some(kind.api)
}

/// Keys in the manifest, which every learner can read as well.
fn secrets(manifest: &Manifest, report: &mut Report) {
    for node in manifest.tree.descendants() {
        let attributes = node.attributes().map(|attribute| (attribute.value(), attribute.range_value()));
        let text = node.text().filter(|_| node.is_text()).map(|text| (text, node.range()));
        for (value, range) in attributes.chain(text) {
            if let Some(kind) = secret(value.trim()) {
                report.add(&rules::KEY_IN_CLEAR, &manifest.source.place(range), [("kind", kind.to_owned())]);
            }
        }
    }
}

/// Says what there is instead of a manifest at the root.
fn absent(files: &[&'static str], package: &Package, report: &mut Report) -> Vec<Api> {
    let aicc = |name: &str| [".crs", ".cst", ".au"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let other = OTHERS.iter().find(|(name, _)| package.has(name)).map(|(_, kind)| *kind);
    let other = other.or_else(|| package.names().any(aicc).then_some("AICC"));
    let in_folder = |file: &str| {
        let behind = |name: &&str| name.to_lowercase().ends_with(&format!("/{file}"));
        package.names().filter(behind).min_by_key(|name| name.len())
    };
    let args = |file: &str, wanted: &str| [("file", file.to_owned()), ("wanted", wanted.to_owned())];
    if let Some((name, wanted)) = files.iter().find_map(|file| Some((package.in_other_case(file)?, file))) {
        report.add(&rules::MANIFEST_CASE, &Place::file(name), args(name, wanted));
    } else if epub::is_book(package) {
        report.package(&rules::NO_CONTAINER, []);
    } else if let Some(kind) = other {
        report.package(&rules::OTHER_KIND, [("kind", kind.to_owned())]);
    } else if let Some((name, wanted)) = files.iter().find_map(|file| Some((in_folder(file)?, file))) {
        report.add(&rules::MANIFEST_IN_FOLDER, &Place::file(name), args(name, wanted));
    } else if package.has(site::PAGE) {
        report.package(&rules::SITE, []);
        return vec![Api::None];
    } else {
        report.package(&rules::NO_MANIFEST, []);
    }
    Vec::new()
}
