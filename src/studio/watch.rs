//! Sees that files have changed, whoever wrote them. It looks twice a second at names, sizes and times: a deck is a few hundred files, and
//! the system's own notices miss network folders, renames by editors and much else.

use super::latest::Latest;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, thread};

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(500);
/// Until the next look where something has changed.
const SETTLING: Duration = Duration::from_millis(150);
/// A file that is written all the time does not hold back the others for longer than so many looks.
const MOST_LOOKS: usize = 5;
/// How many folders deep it looks; `read` goes no deeper.
const DEEPEST: usize = 8;
/// More files than any deck has.
const MOST: usize = 20_000;

/// The size, which links and pipes have not, and the times of each file.
pub(super) type Seen = BTreeMap<PathBuf, (Option<u64>, [Option<Timestamp>; 2])>;

/// Watches for as long as the process lives. A change is taken up when two looks agree, so that no half-written file is read.
pub(super) fn watch(latest: &Latest) {
    let mut taken = look(&latest.folders());
    // The first state was read before the first look.
    latest.renew();
    let mut before = taken.clone();
    let mut looks = 0;
    loop {
        thread::sleep(if before == taken { PAUSE } else { SETTLING });
        let now = look(&latest.folders());
        looks = if now == taken { 0 } else { looks + 1 };
        if looks > 0 && (now == before || looks == MOST_LOOKS) {
            taken.clone_from(&now);
            looks = 0;
            latest.renew();
        }
        before = now;
    }
}

/// The files of folders. Hidden files are no part of a deck, and links are not followed.
pub(super) fn look(folders: &[PathBuf]) -> Seen {
    let mut seen = Seen::new();
    folders.iter().for_each(|folder| list(folder, 1, &mut seen));
    seen
}

fn list(folder: &Path, depth: usize, seen: &mut Seen) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(meta) = entry.metadata() else { continue };
        if entry.file_name().to_string_lossy().starts_with('.') || seen.len() >= MOST {
            continue;
        }
        if meta.is_dir() && depth < DEEPEST {
            list(&entry.path(), depth + 1, seen);
        } else if !meta.is_dir() {
            let size = meta.is_file().then_some(meta.len());
            let changed = meta.modified().ok().and_then(|moment| Timestamp::try_from(moment).ok());
            seen.insert(entry.path(), (size, [changed, altered(&meta)]));
        }
    }
}

/// When anything about a file last changed, such as who may read it: `cp -p` and `chmod` keep the other time.
#[cfg(unix)]
fn altered(meta: &Metadata) -> Option<Timestamp> {
    use std::os::unix::fs::MetadataExt;
    Timestamp::new(meta.ctime(), i32::try_from(meta.ctime_nsec()).ok()?).ok()
}

#[cfg(not(unix))]
fn altered(_: &Metadata) -> Option<Timestamp> {
    None
}
