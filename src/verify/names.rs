//! The names of the files in an archive: safe to unpack, one and the same on every system and in every LMS. Knows nothing
//! of what the files say.

use super::archive::Package;
use super::compose::compose;
use super::files::plain;
use super::report::Report;
use super::rules;
use super::zip::Member;
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
/// What Chamilo 1.11 takes out of names when it unpacks (measured).
const DROPPED: [char; 1] = ['~'];
/// Moodle's columns `filepath` and `filename` hold this many characters.
const LONGEST: usize = 255;

/// Holds every name against the rules.
pub(super) fn check(package: &Package, report: &mut Report) {
    let mut plain = Vec::new();
    for member in package.members() {
        let name = member.name.as_str();
        one(name, report);
        if let Some(other) = &member.other_name {
            second(member, other, report);
        }
        if member.unnamed_encoding {
            say(&rules::NAME_ENCODING, name, report);
        } else if !name.is_ascii() {
            say(&rules::NAME_NOT_ASCII, name, report);
        // An e-book has this folder from its standard.
        } else if !name
            .strip_prefix("META-INF/")
            .unwrap_or(name)
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-/\\".contains(&b))
        {
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

/// Whether unpacking would write outside of the folder.
fn leads_outside(path: &str) -> bool {
    let drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes()[0].is_ascii_alphabetic();
    path.starts_with('/') || drive || path.split('/').any(|part| part == "..")
}

/// The name that some programs give a file instead of its own.
fn second(member: &Member, other: &str, report: &mut Report) {
    let rule = if leads_outside(&other.replace('\\', "/")) { &rules::TRAVERSAL } else { &rules::UNICODE_PATH };
    let file = if rule.code == rules::TRAVERSAL.code { other } else { &member.name };
    let args = [("file", file.to_owned()), ("other", other.to_owned())];
    report.add(rule, &Place::file(&member.name), args);
}

/// The rules that look at one name alone.
fn one(name: &str, report: &mut Report) {
    let path = name.replace('\\', "/");
    if path.trim_matches('/').is_empty() {
        return report.package(&rules::NAME_EMPTY, []);
    }
    if leads_outside(&path) {
        return say(&rules::TRAVERSAL, name, report);
    }
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    if path.chars().any(commands) {
        return say(&rules::NAME_CONTROL, name, report);
    }
    if parts.iter().any(|part| part.is_empty() || *part == ".") {
        return say(&rules::NAME_DOTS, name, report);
    }
    if name.contains('\\') {
        say(&rules::BACKSLASH, name, report);
    }
    if parts.iter().any(|part| refused_by_windows(part)) {
        say(&rules::NAME_WINDOWS, name, report);
    }
    if name.contains(DROPPED) {
        say(&rules::NAME_DROPPED, name, report);
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
    let letters = part.contains(['<', '>', ':', '"', '|', '?', '*']);
    device || letters || part.ends_with(['.', ' '])
}

/// Whether a character is no letter of a name, but turns the ones around it, or ends the name for some programs.
fn commands(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Names that are one: exactly, on a disk that ignores case, after accents were joined to their letters, or after Moodle has
/// cleaned them; and files that are folders of others.
fn twins(package: &Package, report: &mut Report) {
    let (mut exact, mut lower, mut joined, mut cleaned) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for member in package.members() {
        let name = plain(&member.name);
        let rows: [(&mut BTreeMap<String, &str>, String, &'static Rule); 4] = [
            (&mut exact, name.clone(), &rules::SAME_NAME),
            (&mut lower, name.to_lowercase(), &rules::SAME_NAME_BY_CASE),
            (&mut joined, compose(&name), &rules::SAME_NAME_COMPOSED),
            (&mut cleaned, clean(&name), &rules::SAME_NAME_CLEANED),
        ];
        for (seen, key, rule) in rows {
            if let Some(other) = seen.get(&key) {
                let args = [("file", member.name.clone()), ("other", (*other).to_owned())];
                report.add(rule, &Place::file(&member.name), args);
                break;
            }
            seen.insert(key, member.name.as_str());
        }
    }
    for name in package.names() {
        let below = format!("{name}/");
        if let Some(other) = exact.range(below.clone()..).next().filter(|(other, _)| other.starts_with(&below)) {
            let args = [("file", name.to_owned()), ("other", (*other.1).to_owned())];
            report.add(&rules::FILE_AND_FOLDER, &Place::file(name), args);
        }
    }
}

/// What Moodle stores: its file cleaning drops these characters (`clean_param`, PARAM_FILE).
fn clean(name: &str) -> String {
    name.chars().filter(|c| !c.is_control() && !"'\"&<>:|`".contains(*c)).collect()
}
