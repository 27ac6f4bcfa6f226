//! A copy of the data base as it is at one moment.

use crate::record::store::Store;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

/// All pages in one step: the copy is of one moment, and whoever writes meanwhile does not make it begin again.
const ALL_PAGES: i32 = i32::MAX;

/// Copies the data base to a file, beside it first and then renamed.
///
/// # Errors
/// Where it cannot be read or the file cannot be written.
pub fn backup(store: &Store, to: &Path) -> io::Result<()> {
    let beside = to.with_added_extension("part");
    // What a run before left behind is no base for this one.
    let _ = fs::remove_file(&beside);
    copy(store, &beside).map_err(io::Error::other)?;
    fs::rename(&beside, to)
}

fn copy(store: &Store, to: &Path) -> rusqlite::Result<()> {
    let from = crate::record::store::connect(store.path())?;
    let mut copy = Connection::open(to)?;
    Backup::new(&from, &mut copy)?.run_to_completion(ALL_PAGES, Duration::from_millis(50), None)?;
    // One file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "delete")
}
