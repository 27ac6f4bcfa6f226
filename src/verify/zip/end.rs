//! The end of a zip archive: the record that says where its directory is. It trusts no number it reads.

use super::{Fault, LARGEST_DIRECTORY, MOST_FILES, u16_at, u32_at};
use std::ops::Range;

const END: [u8; 4] = *b"PK\x05\x06";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
/// How long the record is without its comment.
const LENGTH: usize = 22;

/// Where the directory is, and what is strange about the end.
pub(super) struct End {
    pub directory: Range<usize>,
    /// How many files it says there are.
    pub count: usize,
    /// How many bytes follow it that it does not know of.
    pub trailing: usize,
    /// Whether another such record follows it, which other programs take for the end.
    pub second: bool,
}

/// Reads the end of an archive.
pub(super) fn find(bytes: &[u8]) -> Result<End, Fault> {
    let at = last(bytes)?.ok_or_else(|| missing(bytes))?;
    let number = |offset| u16_at(bytes, at + offset).unwrap_or(0) as usize;
    let (size, start) = (u32_at(bytes, at + 12).unwrap_or(0) as usize, u32_at(bytes, at + 16).unwrap_or(0) as usize);
    let count = number(10);
    let locator = at.checked_sub(20).and_then(|at| bytes.get(at..at + 4)) == Some(&LOCATOR_64[..]);
    if locator || count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
        return Err(Fault::Zip64);
    }
    if number(4) != 0 || number(6) != 0 {
        return Err(Fault::Disks);
    }
    if number(8) != count {
        return Err(Fault::Count { said: count, found: number(8) });
    }
    if start + size != at {
        let moved = at.checked_sub(size).filter(|real| size > 0 && bytes[*real..].starts_with(&CENTRAL));
        return Err(moved.map_or(Fault::Broken("PK\\5\\6".to_owned()), |real| Fault::Moved(start.abs_diff(real))));
    }
    if count > MOST_FILES {
        return Err(Fault::TooMany(count));
    }
    if size > LARGEST_DIRECTORY {
        return Err(Fault::TooLarge(size));
    }
    let stop = at + LENGTH + number(20);
    let second = holds_end(&bytes[at + LENGTH..]);
    Ok(End { directory: start..at, count, trailing: bytes.len() - stop, second })
}

/// The last record whose comment reaches exactly to the end of the file; where there is none, the last that fits in.
fn last(bytes: &[u8]) -> Result<Option<usize>, Fault> {
    let Some(last) = bytes.len().checked_sub(LENGTH) else { return Ok(None) };
    let first = last.saturating_sub(0xffff);
    let stop = |at: usize| u16_at(bytes, at + 20).map_or(usize::MAX, |comment| at + LENGTH + comment as usize);
    let all = || (first..=last).rev().filter(|at| bytes[*at..*at + 4] == END);
    let mut exact = all().filter(|at| stop(*at) == bytes.len());
    match (exact.next(), exact.next()) {
        (Some(_), Some(_)) => Err(Fault::SecondEnd),
        (Some(at), None) => Ok(Some(at)),
        (None, _) => Ok(all().find(|at| stop(*at) < bytes.len())),
    }
}

/// What a file is that has no end of an archive.
fn missing(bytes: &[u8]) -> Fault {
    match bytes {
        [] => Fault::Empty,
        _ if bytes.starts_with(&LOCAL) => Fault::Cut,
        _ => Fault::NotAZip,
    }
}

/// Whether there is a record of this kind somewhere in these bytes.
pub(super) fn holds_end(bytes: &[u8]) -> bool {
    bytes.windows(4).any(|four| four == END)
}
