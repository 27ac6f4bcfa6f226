//! Copies of folders, so that a test may write.

use std::fs;
use std::path::Path;

/// Copies what is in a folder into another one, which is made where it is missing; files of the same name are replaced.
pub fn copy(from: &Path, into: &Path) {
    fs::create_dir_all(into).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = into.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
