//! The names of a deck's files and folders: they must work on every system, in every archive and in every address.

use super::rules;
use crate::diagnostic::Findings;
use crate::form;
use crate::source::Place;
use std::collections::{BTreeMap, BTreeSet};

/// Checks the name of every file and, once, of every folder. Each path comes with whether a deck has such a file: of another
/// one only that matters.
pub fn check<'a>(paths: impl Iterator<Item = (&'a str, bool)>, findings: &mut Findings) {
    let mut folders = BTreeSet::new();
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (path, is_known) in paths {
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            findings.add(&rules::SAME_NAME, &Place::file(path)).with("other", first);
        }
        for (end, _) in path.match_indices('/') {
            if folders.insert(&path[..end]) {
                check_one(&path[..end], true, findings);
            }
        }
        check_one(path, is_known, findings);
    }
}

fn check_one(path: &str, is_known: bool, findings: &mut Findings) {
    let name = path.rsplit('/').next().unwrap_or(path);
    // A language folder such as `pt-BR` is the only one that may carry capitals.
    let is_language = !path.contains('/') && form::is_language(name);
    let is_plain = name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b));
    if is_windows(name) {
        findings.add(&rules::WINDOWS_NAME, &Place::file(path)).with("name", name);
    } else if is_known && !is_plain && !is_language {
        findings.add(&rules::BAD_NAME, &Place::file(path)).with("name", name);
    }
}

/// Whether Windows refuses a name: it keeps some for devices, whatever the ending, and drops a dot or space at the end.
pub fn is_windows(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    let numbered = |device: &str| stem.strip_prefix(device).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']));
    ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || ["com", "lpt"].into_iter().any(numbered)
        || name.ends_with(['.', ' '])
}

#[cfg(test)]
mod tests {
    use super::is_windows;

    #[test]
    fn windows_keeps_its_devices_and_no_more() {
        assert!(["con.md", "AUX", "com1.md", "lpt9.a.md", "a.", "a "].into_iter().all(is_windows));
        assert!(!["com.md", "com0.md", "con1.md", "console.md", "lpt10.md"].into_iter().any(is_windows));
    }
}
