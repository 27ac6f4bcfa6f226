//! A copy of the data base as it is at one moment.

use super::taken::{TakeFault, take};
use crate::clock;
use crate::record::store::{Store, connect, private, setting};
use crate::replace::rename;
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
/// An earlier backup of the same store is replaced; another file only where `force` is given, and one that is in use never.
///
/// # Errors
/// Where the store cannot be read, or the file cannot be written or must not be replaced.
pub fn backup(store: &Store, to: &Path, force: bool) -> Result<(), TakeFault> {
    let id = store.read(|connection| setting::get(connection, setting::ID)).map_err(io::Error::other)?;
    let from = store.file().ok_or(TakeFault::NoFile)?;
    // Held while the copy is made, so that nobody begins to serve what is about to be replaced.
    let taken = take(to, |old| force || is_backup(old, id.as_deref()))?;
    let part = to.with_added_extension("part");
    // What a run before left behind is no base for this one.
    remove(&part);
    let done = private(&part).and_then(|()| copy(from, &part).map_err(io::Error::other));
    drop(taken);
    let done = done.and_then(|()| rename(&part, to));
    if done.is_err() {
        remove(&part);
    }
    done?;
    let note = |now: i64| store.write(move |batch| setting::set(batch, setting::BACKUP, &now.to_string()));
    note(clock::now()).map_err(|refusal| io::Error::other(refusal).into())
}

/// Whether a data base is a backup of the store of this id that was never served.
fn is_backup(old: &Connection, id: Option<&str>) -> bool {
    let find = "SELECT value FROM setting WHERE name = ?";
    let value = |name| old.query_row(find, [name], |row| row.get::<_, String>(0)).ok();
    id.is_some() && value(setting::ID).as_deref() == id && value(setting::COPIED).is_some()
}

fn copy(from: &Path, to: &Path) -> rusqlite::Result<()> {
    let from = connect(from)?;
    let mut copy = Connection::open(to)?;
    Backup::new(&from.0, &mut copy)?.run_to_completion(ALL_PAGES, Duration::from_millis(50), None)?;
    // One file, without a log beside it.
    copy.pragma_update(None, "journal_mode", "delete")?;
    let mark = "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)";
    copy.execute(mark, (setting::COPIED, clock::now().to_string())).map(drop)
}

fn remove(copy: &Path) {
    for more in BESIDE {
        let mut name = copy.as_os_str().to_owned();
        name.push(more);
        // There need be none.
        let _ = fs::remove_file(name);
    }
}
