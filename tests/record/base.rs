//! Where a store of the tests is: in a file.

use std::ffi::OsString;
use std::path::Path;

/// The data base of a server, by its folder.
pub fn data(folder: &Path) -> OsString {
    folder.join("record.sqlite").into()
}
