//! Files of strangers, of which no more is read than anybody looks at.

use crate::tree::{Packing, Tree, zip};
use crate::verify::MOST_FILES;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// How many folders deep a package goes.
const DEEPEST: usize = 32;

/// The bytes of a file; of one that is larger than `most` only as many as show that it is.
///
/// # Errors
/// Where it cannot be read.
pub fn read(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = File::open(path)?;
    let length = file.metadata().map_or(0, |metadata| usize::try_from(metadata.len()).unwrap_or(most));
    bytes.reserve_exact(length.min(most) + 1);
    file.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The same of a stream.
///
/// # Errors
/// Where it cannot be read.
pub fn stream(from: impl Read, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(most as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The archive of an unpacked package: what is in a folder, links left out, with names from that folder on.
///
/// # Errors
/// Where something cannot be read, or it is more than `most` bytes or [`MOST_FILES`].
pub fn folder(root: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut tree = Tree::default();
    let mut left = most;
    let mut files = 0;
    let mut ahead = vec![(root.to_owned(), String::new(), 0)];
    while let Some((folder, above, depth)) = ahead.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{above}{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() && depth < DEEPEST {
                ahead.push((entry.path(), format!("{name}/"), depth + 1));
            } else if kind.is_file() {
                let bytes = read(&entry.path(), left)?;
                files += 1;
                left =
                    left.checked_sub(bytes.len()).filter(|_| files <= MOST_FILES).ok_or(io::ErrorKind::FileTooLarge)?;
                tree.put(name, bytes);
            } else if kind.is_dir() {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
        }
    }
    zip(&tree, Packing::Quick).map_err(io::Error::other)
}
