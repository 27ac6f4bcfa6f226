//! The names of the files in an archive: safe to unpack, one and the same on every system and in every LMS. Knows nothing
//! of what the files say.

use super::archive::Package;
use super::report::Report;
use super::rules;
use crate::diagnostic::Rule;
use crate::source::Place;
use std::collections::BTreeMap;

/// Kinds of file that LMSs and mail gateways refuse, because a server or a double click would run them.
const REFUSED: [&str; 21] = [
    "php", "phtml", "php5", "phar", "asp", "aspx", "jsp", "jspx", "cgi", "pl", "py", "rb", "sh", "bash", "bat", "cmd",
    "com", "exe", "msi", "ps1", "htaccess",
];
/// Kinds of file that are archives themselves.
const ARCHIVES: [&str; 8] = ["zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"];
/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same with a digit behind them.
const PORTS: [&str; 2] = ["com", "lpt"];
/// Moodle's columns `filepath` and `filename` hold this many characters.
const LONGEST: usize = 255;

/// Holds every name against the rules.
pub(super) fn check(package: &Package, report: &mut Report) {
    let mut plain = Vec::new();
    for member in package.members() {
        let name = member.name.as_str();
        one(name, report);
        if member.unnamed_encoding {
            say(&rules::NAME_ENCODING, name, report);
        } else if !name.is_ascii() {
            say(&rules::NAME_NOT_ASCII, name, report);
        } else if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-/\\".contains(&b)) {
            plain.push(name);
        }
    }
    if let Some(first) = plain.first() {
        let args = [("count", plain.len().to_string()), ("file", (*first).to_owned())];
        report.package(&rules::NAME_LETTERS, args);
    }
    twins(package, report);
}

fn say(rule: &'static Rule, name: &str, report: &mut Report) {
    report.add(rule, &Place::file(name), [("file", name.to_owned())]);
}

/// The rules that look at one name alone.
fn one(name: &str, report: &mut Report) {
    let path = name.replace('\\', "/");
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    if path.starts_with('/') || drive || parts.contains(&"..") || path.contains('\0') || path.is_empty() {
        return say(&rules::TRAVERSAL, name, report);
    }
    if name.contains('\\') {
        say(&rules::BACKSLASH, name, report);
    }
    if parts.iter().any(|part| refused_by_windows(part)) {
        say(&rules::NAME_WINDOWS, name, report);
    }
    let last = parts.last().copied().unwrap_or_default();
    if path.chars().count() - last.chars().count() > LONGEST || last.chars().count() > LONGEST {
        say(&rules::NAME_LONG, name, report);
    }
    let ending = last.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if REFUSED.contains(&ending.as_str()) {
        say(&rules::REFUSED_KIND, name, report);
    } else if ARCHIVES.contains(&ending.as_str()) {
        say(&rules::NESTED_ARCHIVE, name, report);
    }
    if parts.contains(&"__MACOSX") || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last) {
        say(&rules::LITTER, name, report);
    }
}

fn refused_by_windows(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = DEVICES.contains(&stem.as_str())
        || PORTS.iter().any(|port| matches!(stem.strip_prefix(port).map(str::as_bytes), Some([b'1'..=b'9'])));
    let letters = part.contains(['<', '>', ':', '"', '|', '?', '*']) || part.chars().any(char::is_control);
    device || letters || part.ends_with(['.', ' '])
}

/// Names that are one: exactly, on a disk that ignores case, or after Moodle has cleaned them.
fn twins(package: &Package, report: &mut Report) {
    let (mut exact, mut lower, mut cleaned) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for member in package.members() {
        let name = member.name.replace('\\', "/");
        let rows: [(&mut BTreeMap<String, String>, String, &'static Rule); 3] = [
            (&mut exact, name.clone(), &rules::SAME_NAME),
            (&mut lower, name.to_lowercase(), &rules::SAME_NAME_BY_CASE),
            (&mut cleaned, clean(&name), &rules::SAME_NAME_CLEANED),
        ];
        for (seen, key, rule) in rows {
            if let Some(other) = seen.get(&key) {
                let args = [("file", member.name.clone()), ("other", other.clone())];
                report.add(rule, &Place::file(&member.name), args);
                break;
            }
            seen.insert(key, member.name.clone());
        }
    }
}

/// What Moodle stores: its file cleaning drops these characters (`clean_param`, PARAM_FILE).
fn clean(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !"'\"&<>:|`".contains(*c)).collect()
}
