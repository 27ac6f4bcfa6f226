//! Files of strangers, of which no more is read than anybody looks at.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

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
