//! Where a store of the tests is: in a data base of its own.

use crate::cluster::cluster;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Mutex;

static MADE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// What connections to the data base hold of large answers, in MiB: four of them, each an answer of 4 MB as it came and as it is handed on.
pub const HELD: f64 = 32.0;

/// The data base of a server, by its folder.
pub fn data(folder: &Path) -> OsString {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    if MADE.lock().unwrap().insert(name.clone()) {
        cluster().make(&name);
    }
    cluster().url(&name).into()
}
