//! Tells cargo that the program changes with what is built into it, and the program what it was made from.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hash = DefaultHasher::new();
    for name in ["Cargo.lock", "src", "templates", "xapi"] {
        // A path that is not there would make cargo build anew every time.
        if root.join(name).exists() {
            println!("cargo::rerun-if-changed={name}");
            feed(&root.join(name), &mut hash);
        }
    }
    println!("cargo::rustc-env=CARTABLE_SOURCES={:016x}", hash.finish());
}

/// Feeds names and contents in the order of names.
fn feed(path: &Path, hash: &mut DefaultHasher) {
    path.file_name().hash(hash);
    if let Ok(entries) = fs::read_dir(path) {
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        paths.iter().for_each(|path| feed(path, hash));
    } else {
        fs::read(path).unwrap_or_default().hash(hash);
    }
}
