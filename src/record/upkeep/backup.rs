//! A copy of the data base as it is at one moment.

use crate::record::store::{Store, connect, private};
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

/// All pages in one step: the copy is of one moment, and whoever writes meanwhile does not make it begin again.
const ALL_PAGES: i32 = i32::MAX;

/// What SQLite may keep beside a data base, by what is added to its name.
const BESIDE: [&str; 4] = ["", "-journal", "-wal", "-shm"];

/// Copies the data base to a file that only its owner may read: beside it first, then renamed. Nothing is left of a copy that fails.
///
/// # Errors
/// Where it cannot be read or the file cannot be written.
pub fn backup(store: &Store, to: &Path) -> io::Result<()> {
    let part = to.with_added_extension("part");
    // What a run before left behind is no base for this one.
    remove(&part);
    let done = private(&part).and_then(|()| copy(store, &part).map_err(io::Error::other));
    let done = done.and_then(|()| fs::rename(&part, to));
    if done.is_err() {
        remove(&part);
    }
    done
}

fn copy(store: &Store, to: &Path) -> rusqlite::Result<()> {
    let from = connect(store.path())?;
    let mut copy = Connection::open(to)?;
    Backup::new(&from, &mut copy)?.run_to_completion(ALL_PAGES, Duration::from_millis(50), None)?;
    // One file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "delete")
}

fn remove(copy: &Path) {
    for more in BESIDE {
        let mut name = copy.as_os_str().to_owned();
        name.push(more);
        // There need be none.
        let _ = fs::remove_file(name);
    }
}
