//! The files of a backup: whether each record has its content, under its right name, and whether an activity names it.

use super::activities::Course;
use super::needed::all;
use super::outline::disagree;
use super::text;
use crate::verify::archive::Package;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use sha1_smol::Sha1;
use std::collections::{BTreeMap, BTreeSet};

/// How many bytes of contents are held against their names.
const MOST_HASHED: u64 = 64 << 20;
/// A record of a folder.
const FOLDER: &str = ".";

/// Where a content of this name lies in a backup.
pub(super) fn blob(hash: &str) -> String {
    format!("files/{}/{hash}", hash.get(..2).unwrap_or_default())
}

/// Judges the list of files.
pub(super) fn check(document: &Manifest, course: &Course, package: &Package, report: &mut Report) {
    let (mut seen, mut left) = (BTreeSet::new(), MOST_HASHED);
    let mut packages: BTreeMap<String, String> = BTreeMap::new();
    for record in all(document.tree.root_element(), "files/file") {
        let place = document.place(record);
        let field = |name| text(record, name).unwrap_or_default();
        let (hash, name, context) = (field("contenthash"), field("filename"), field("contextid"));
        if name == FOLDER || hash.is_empty() {
            continue;
        }
        let id = record.attribute("id").unwrap_or_default();
        if field("component").starts_with("mod_") && !course.named.contains(id) {
            report.add(&rules::FILE_UNREFERENCED, &place, [("file", name.clone()), ("found", id.to_owned())]);
        }
        if field("component") == "mod_scorm" && field("filearea") == "package" {
            packages.insert(context, hash.clone());
        }
        let path = blob(&hash);
        if !package.has(&path) {
            report.add(&rules::BLOB_MISSING, &place, [("file", name), ("wanted", path)]);
        } else if seen.insert(path.clone()) && package.size(&path) <= left {
            left -= package.size(&path);
            // One that cannot be unpacked is told when all files are read.
            let content = package.read(&path, true, &mut Report::new("", &[]));
            if content.is_some_and(|content| Sha1::from(&content).digest().to_string() != hash) {
                report.add(&rules::BLOB_OTHER, &place, [("file", name), ("found", path)]);
            }
        }
    }
    for (context, scorm) in course.scorms.iter().filter(|(_, scorm)| !scorm.hash.is_empty()) {
        let found = packages.get(context).map_or("", String::as_str);
        if found != scorm.hash {
            disagree("sha1hash", &scorm.hash, found, &scorm.place, report);
        }
    }
}
