//! What the studio's own page costs.

use cartable::templates::TEMPLATES;
use flate2::Compression;
use flate2::write::GzEncoder;
use include_dir::{Dir, DirEntry};
use std::io::Write;

/// The bytes, in gzip, that all files of the page and of the simulated LMS may have.
const MOST: usize = 150_000;

#[test]
fn the_studios_own_files_are_small() {
    let mut sizes = Vec::new();
    measure(TEMPLATES.get_dir("studio").expect("the studio's files"), &mut sizes);
    let whole: usize = sizes.iter().map(|(_, size)| size).sum();
    assert!(sizes.len() > 5 && whole > 5_000, "the files were not found: {sizes:?}");
    assert!(whole <= MOST, "{whole} bytes: {sizes:?}");
}

fn measure(folder: &Dir, sizes: &mut Vec<(String, usize)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) => measure(inner, sizes),
            DirEntry::File(file) => {
                let mut packed = GzEncoder::new(Vec::new(), Compression::best());
                packed.write_all(file.contents()).unwrap();
                sizes.push((file.path().display().to_string(), packed.finish().unwrap().len()));
            }
        }
    }
}
