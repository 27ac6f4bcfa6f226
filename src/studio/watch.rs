//! Sees that files have changed, whoever wrote them. It looks twice a second at names, sizes and times: a deck is a few hundred files, and
//! the system's own notices miss network folders, renames by editors and much else.

use super::latest::Latest;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);
/// How many folders deep it looks; `read` goes no deeper.
const DEEPEST: usize = 8;
/// More files than any deck has.
const MOST: usize = 20_000;

type Seen = BTreeMap<PathBuf, (u64, Option<Timestamp>)>;

/// Watches for as long as the process lives. A change is taken up when two looks agree, so that no half-written file is read.
pub(super) fn watch(latest: &Latest) {
    let mut taken = look(latest.root());
    let mut before = taken.clone();
    loop {
        thread::sleep(PAUSE);
        let now = look(latest.root());
        if now != taken && now == before {
            taken.clone_from(&now);
            latest.renew();
        }
        before = now;
    }
}

fn look(root: &Path) -> Seen {
    let mut seen = Seen::new();
    list(root, 1, &mut seen);
    seen
}

/// Hidden files are no part of a deck, and links are not followed.
fn list(folder: &Path, depth: usize, seen: &mut Seen) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        if entry.file_name().to_string_lossy().starts_with('.') || seen.len() >= MOST {
            continue;
        }
        if meta.is_dir() && depth < DEEPEST {
            list(&entry.path(), depth + 1, seen);
        } else if meta.is_file() {
            let changed = meta.modified().ok().and_then(|moment| Timestamp::try_from(moment).ok());
            seen.insert(entry.path(), (meta.len(), changed));
        }
    }
}
