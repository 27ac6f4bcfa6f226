//! Where a store of the tests is: in a data base of its own.

use crate::cluster::cluster;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::Mutex;

static MADE: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// The data base of a server, by its folder.
pub fn data(folder: &Path) -> OsString {
    let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
    if MADE.lock().unwrap().insert(name.clone()) {
        cluster().make(&name);
    }
    cluster().url(&name).into()
}
