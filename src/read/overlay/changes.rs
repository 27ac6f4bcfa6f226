//! What changed in a base since an overlay was made for it, file by file. Where the overlay replaces a file that changed, both
//! texts of the base are shown: the one that was replaced is kept beside the overlay.

use super::super::folder::{self, Folder};
use super::sums::{KEPT, Sums};
use super::{Pair, rules};
use crate::checksum::{SUMS, sha256};
use crate::diagnostic::Findings;
use crate::source::{Place, Source};
use std::collections::BTreeSet;
use std::path::Path;

/// The most lines of a text that are shown.
const MOST_LINES: usize = 12;

/// Reports what changed. `own` are the files of the overlay alone.
pub fn report(root: &Path, pair: &Pair, own: &Folder, findings: &mut Findings) {
    let now = Sums::of(&pair.base);
    let Some(then) = &pair.head.sum else {
        findings.add(&rules::NO_CHECKSUM, &pair.head.base.place).with("sum", now.sum());
        return;
    };
    if then.value == now.sum() {
        return;
    }
    findings.add(&rules::BASE_CHANGED, &then.place).with("sum", now.sum());
    let list = kept(root, SUMS).unwrap_or_default();
    let before = Sums::parse(&list);
    if before.sum() != then.value {
        findings.add(&rules::NO_RECORD, &then.place).with("path", format!("{KEPT}/{SUMS}"));
        return;
    }
    let paths: BTreeSet<&String> = before.0.keys().chain(now.0.keys()).collect();
    for path in paths.into_iter().filter(|path| before.0.get(*path) != now.0.get(*path)) {
        let is_replaced = own.has(path) && path != super::DECK;
        if pair.hidden.files.contains(path) && !is_replaced {
            continue;
        }
        let old = before.0.get(path);
        match (old, now.0.get(path)) {
            (_, None) => {
                let place = own.texts.get(path).map_or(&pair.head.base.place, |_| &then.place);
                findings.add(&rules::GONE, place).with("path", path);
            }
            (old, Some(_)) if is_replaced => {
                let was = old.and_then(|sum| kept(root, path).filter(|text| sha256(text.as_bytes()) == *sum));
                conflict(path, &was.unwrap_or_default(), pair, own, findings);
            }
            _ => {
                let place = Place::file(format!("{}/{path}", *pair.head.base));
                findings.add(&rules::TAKEN_OVER, &place).with("path", path);
            }
        }
    }
}

fn conflict(path: &str, old: &str, pair: &Pair, own: &Folder, findings: &mut Findings) {
    let new = pair.base.texts.get(path).map_or("", |text| text.text());
    let difference = Difference::of(old, new);
    let place = own.texts.get(path).map_or_else(|| Place::file(path), |text| difference.place(old, text));
    let finding = findings.add(&rules::CONFLICT, &place);
    finding.with("old", &difference.old).with("new", &difference.new);
    finding.with("path", pair.base.texts.get(path).map_or(path, |text| text.path()));
}

/// A file of the record, where it is there and a text.
fn kept(root: &Path, path: &str) -> Option<String> {
    let mut at = root.join(KEPT);
    for part in path.split('/') {
        // A link may lead anywhere.
        if at.symlink_metadata().ok()?.is_symlink() {
            return None;
        }
        at.push(part);
    }
    let is_file = at.symlink_metadata().is_ok_and(|meta| meta.is_file());
    let bytes = is_file.then(|| folder::load_text(&at).ok()).flatten()?;
    Some(String::from_utf8(bytes).ok()?.replace("\r\n", "\n"))
}

/// Where two texts differ: the lines from the first that is not the same to the last.
struct Difference {
    /// How many lines are the same before it.
    same: usize,
    old: String,
    new: String,
}

impl Difference {
    fn of(old: &str, new: &str) -> Self {
        let (was, is): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
        let same = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
        let (was, is) = (&was[same..], &is[same..]);
        let tail = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
        let shown = |lines: &[&str]| {
            let lines = &lines[..lines.len() - tail];
            let more = if lines.len() > MOST_LINES { "\n…" } else { "" };
            lines[..lines.len().min(MOST_LINES)].join("\n") + more
        };
        Self { same, old: shown(was), new: shown(is) }
    }

    /// The line of the overlay's text where the base changed: the same line, or else the last one before that both have.
    fn place(&self, old: &str, own: &Source) -> Place {
        let old: Vec<&str> = old.lines().collect();
        let before = old.iter().take(self.same + 1).rev().filter(|line| !line.trim().is_empty() && **line != "+++");
        let mut found = before.filter_map(|line| {
            let mut start = 0;
            own.text().split_inclusive('\n').find_map(|candidate| {
                let at = start;
                start += candidate.len();
                (candidate.trim_end_matches('\n') == *line).then(|| own.place(at..at + line.len()))
            })
        });
        found.next().unwrap_or_else(|| own.whole())
    }
}
