//! The SCORM modules that lie unpacked in a backup, each as the package that it is.

use super::files::blob;
use super::needed::all;
use super::{Backup, MANIFEST, read, text};
use crate::verify::archive::Package;
use crate::verify::content::is_text;
use crate::verify::report::Report;
use crate::verify::rules;
use crate::verify::xml::Manifest;
use std::collections::BTreeMap;

/// How many modules are judged, and how many bytes of text and of other files they may unpack to together.
const MOST: usize = 100;
const MOST_READ: u64 = 32 << 20;
const MOST_OTHER: u64 = 256 << 20;

/// The modules of a backup by the context of their activity; none where the package is no backup. Those beyond the limits are named
/// in a finding.
pub(in crate::verify) fn modules<'p>(package: &'p Package<'_>, report: &mut Report) -> Vec<(String, Package<'p>)> {
    if !package.has(MANIFEST) || !package.has("files.xml") || package.size("files.xml") > super::LARGEST {
        return Vec::new();
    }
    let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    // What there is to say of the list has been said.
    read(package, "files.xml", &mut Report::new("", &[]), &mut |document, _| {
        for record in all(document.tree.root_element(), "files/file") {
            let field = |name| text(record, name).unwrap_or_default();
            if field("component") == "mod_scorm" && field("filearea") == "content" && field("filename") != "." {
                let path = format!("{}{}", field("filepath"), field("filename"));
                let path = path.strip_prefix('/').unwrap_or(&path).to_owned();
                found.entry(field("contextid")).or_default().insert(path, blob(&field("contenthash")));
            }
        }
    });
    let (mut modules, mut left) = (Vec::new(), [MOST_READ, MOST_OTHER]);
    for (context, files) in found {
        let (texts, others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| is_text(name));
        let sizes = [texts, others].map(|files| files.iter().map(|(_, path)| package.size(path)).sum::<u64>());
        if modules.len() == MOST || sizes[0] > left[0] || sizes[1] > left[1] {
            report.package(&rules::NOT_EXAMINED, [("file", format!("mod_scorm {context}"))]);
            continue;
        }
        left = [left[0] - sizes[0], left[1] - sizes[1]];
        modules.push((format!("mod_scorm {context}"), package.within(&files)));
    }
    modules
}

/// People whose data are in a backup.
pub(super) fn users(backup: &mut Backup, report: &mut Report) {
    backup.file("users.xml", "", false, report, &mut |document: &Manifest, report| {
        let users = all(document.tree.root_element(), "users/user");
        if let Some(first) = users.first() {
            report.add(&rules::USERS_INSIDE, &document.place(*first), [("count", users.len().to_string())]);
        }
    });
}
