//! What is before and after a file in a zip archive: its own header, and the descriptor that follows its bytes. Some programs
//! read these and some the directory, so they must say the same.

use super::directory::Record;
use super::{u16_at, u32_at};
use std::ops::Range;

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const DESCRIPTOR: [u8; 4] = *b"PK\x07\x08";
/// Checksum and sizes follow the bytes (APPNOTE 4.4.4).
const FOLLOWS: u16 = 8;
/// Of the flags, those that change how the bytes are read: encryption, and what is masked.
const READING: u16 = 0x2041;

/// How a header or a descriptor contradicts the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::verify) enum Difference {
    /// The header gives the file another name.
    Name(String),
    /// The header has another value.
    Header(Field),
    /// The descriptor has.
    Descriptor(Field),
}

/// A value that is not the same in two places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::verify) struct Field {
    /// The key of its name among the messages of `zip`.
    pub name: &'static str,
    /// What the header or descriptor says.
    pub found: String,
    /// What the directory says.
    pub wanted: String,
}

/// Where the packed bytes are, where all that belongs to the file ends, and how it differs from the directory; none where
/// there is no header, or no room for the bytes.
pub(super) fn read(bytes: &[u8], record: &Record, limit: usize) -> Option<(Range<usize>, usize, Option<Difference>)> {
    let header = bytes.get(record.start..limit)?;
    if header.get(..4)? != LOCAL {
        return None;
    }
    let (name_length, extra_length) = (u16_at(header, 26)? as usize, u16_at(header, 28)? as usize);
    let name = header.get(30..30 + name_length)?;
    let start = record.start + 30 + name_length + extra_length;
    let data = start..start.checked_add(if record.zip64 { 0 } else { record.packed as usize })?;
    if data.end > limit {
        return None;
    }
    let flags = u16_at(header, 6)?;
    let follows = flags & FOLLOWS != 0;
    let mut difference = None;
    if name != record.raw {
        difference = Some(Difference::Name(String::from_utf8_lossy(name).into_owned()));
    } else if !record.zip64 {
        let numbers = [u32_at(header, 14)?, u32_at(header, 18)?, u32_at(header, 22)?];
        // Each may be known already, or be left at zero: libarchive writes the size, and not the packed size.
        let wanted = record.numbers();
        let known = [0, 1, 2].map(|n| if follows && numbers[n] == 0 { wanted[n] } else { numbers[n] });
        let found = Values { flags: flags & READING, method: u16_at(header, 8)?, numbers: known };
        let wanted = Values { flags: record.flags & READING, method: record.method, numbers: record.numbers() };
        difference = found.differ(&wanted).map(Difference::Header);
    }
    let mut end = data.end;
    if follows && !record.zip64 {
        let signed = bytes[end..limit].starts_with(&DESCRIPTOR);
        let at = end + if signed { 4 } else { 0 };
        let numbers = (u32_at(bytes, at), u32_at(bytes, at + 4), u32_at(bytes, at + 8));
        if let (Some(crc), Some(packed), Some(size)) = numbers
            && at + 12 <= limit
        {
            let found = Values { flags: 0, method: 0, numbers: [crc, packed, size] };
            let wanted = Values { flags: 0, method: 0, numbers: record.numbers() };
            let differ = found.differ(&wanted).map(Difference::Descriptor);
            // Without its signature, what says something else may be the next file.
            end = if signed || differ.is_none() { at + 12 } else { end };
            difference = difference.or(differ);
        }
    }
    Some((data, end, difference))
}

struct Values {
    flags: u16,
    method: u16,
    /// Checksum, packed size and size.
    numbers: [u32; 3],
}

impl Values {
    /// The first value that differs, here and there.
    fn differ(&self, other: &Self) -> Option<Field> {
        let field = |name, found: String, wanted: String| (found != wanted).then_some(Field { name, found, wanted });
        let number = |name, found: u32, wanted: u32| field(name, found.to_string(), wanted.to_string());
        let hex = |name, found: u32, wanted: u32| field(name, format!("{found:#010x}"), format!("{wanted:#010x}"));
        let [crc, packed, size] = [0, 1, 2].map(|n| (self.numbers[n], other.numbers[n]));
        hex("flags", self.flags.into(), other.flags.into())
            .or_else(|| number("method", self.method.into(), other.method.into()))
            .or_else(|| number("size", size.0, size.1))
            .or_else(|| number("packed", packed.0, packed.1))
            .or_else(|| hex("checksum", crc.0, crc.1))
    }
}
