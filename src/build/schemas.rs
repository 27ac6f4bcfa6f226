//! The official schemas, from the folder in which the author keeps them.

use crate::package::{Format, is_schema, schemas};
use crate::tree::Tree;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// How many folders deep schemas may lie.
const DEEPEST: usize = 8;
/// No official schema is as large, in bytes.
const LARGEST: u64 = 1 << 20;

/// The file or folder that could not be read, and why.
pub type Unread = (PathBuf, io::Error);

/// The schemas of these formats, by format, from a folder or one inside it; a format that has no schemas gets none.
///
/// # Errors
/// The file that was sought, where a format's schemas are not there; and where the disk says no.
pub fn read_schemas(root: &Path, formats: &[&'static Format]) -> Result<BTreeMap<&'static str, Tree>, Unread> {
    let here = |error| (root.to_owned(), error);
    let mut all = BTreeMap::new();
    let folders = folders(root).map_err(here)?;
    for wanted in formats.iter().filter_map(|format| schemas(format.key)) {
        let is_home = |folder: &&PathBuf| {
            fs::read(folder.join(wanted.file)).is_ok_and(|text| String::from_utf8_lossy(&text).contains(wanted.says))
        };
        let home =
            folders.iter().find(is_home).ok_or_else(|| (root.join(wanted.file), io::ErrorKind::NotFound.into()))?;
        let mut tree = Tree::default();
        for folder in self::folders(home).map_err(here)? {
            take(&folder, home, &mut tree).map_err(here)?;
        }
        all.insert(wanted.format, tree);
    }
    Ok(all)
}

/// A folder and those inside it, by name, those outside first. Links are not followed.
fn folders(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut level = vec![root.to_owned()];
    let mut all = Vec::new();
    for _ in 0..DEEPEST {
        level.sort();
        let mut inside = Vec::new();
        for entry in level.iter().map(fs::read_dir).collect::<io::Result<Vec<_>>>()?.into_iter().flatten() {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                inside.push(entry.path());
            }
        }
        all.append(&mut level);
        level = inside;
    }
    Ok(all)
}

fn take(folder: &Path, home: &Path, tree: &mut Tree) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let inside = path.strip_prefix(home).unwrap_or(&path);
        let name = inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
        let data = entry.metadata()?;
        if data.is_file() && data.len() <= LARGEST && is_schema(&name) {
            tree.put(name, fs::read(&path)?);
        }
    }
    Ok(())
}
