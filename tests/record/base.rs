//! Where a store of the tests is: in a file.

use std::ffi::OsString;
use std::path::Path;

/// What connections to the data base hold of large answers, in MiB.
pub const HELD: f64 = 0.0;

/// The data base of a server, by its folder.
pub fn data(folder: &Path) -> OsString {
    folder.join("record.sqlite").into()
}
