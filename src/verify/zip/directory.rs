//! The directory of a zip archive: one record a file.

use super::end::End;
use super::local::{self, Difference};
use super::{Fault, MOST_FILES, extra, u16_at, u32_at};
use crate::tar::{Entry, Kind};
use flate2::Crc;
use std::ops::Range;

const CENTRAL: [u8; 4] = *b"PK\x01\x02";
/// The name is UTF-8 (APPNOTE 4.4.4, bit 11).
const UTF8: u16 = 0x800;
/// Encrypted, strongly encrypted, or its header masked.
const ENCRYPTED: u16 = 0x2041;
const UNIX: u16 = 3;

/// One file of the archive as the directory describes it.
#[derive(Clone, Debug)]
pub(in crate::verify) struct Member {
    /// The name by which programs know it, with whatever separators it was written.
    pub name: String,
    /// Another name that some programs know it by.
    pub other_name: Option<String>,
    /// Whether the name has other letters than ASCII and does not say in which encoding.
    pub unnamed_encoding: bool,
    pub encrypted: bool,
    pub zip64: bool,
    pub symlink: bool,
    /// Whether it is a device, a pipe or a socket.
    pub special: bool,
    pub method: u16,
    pub crc: u32,
    /// The size after unpacking, as declared.
    pub size: u64,
    /// How its own header or descriptor contradicts the directory.
    pub difference: Option<Difference>,
    /// From the local header to the end of all that belongs to it.
    pub extent: Range<usize>,
    /// The packed bytes.
    pub data: Range<usize>,
}

impl Member {
    /// An entry of a tar archive, of which these are all the bytes.
    pub(in crate::verify) fn in_tar(entry: Entry, archive: &[u8]) -> Self {
        let content = archive.get(entry.data.clone()).unwrap_or_default();
        let (symlink, special) = (entry.kind == Kind::Link, entry.kind == Kind::Special);
        Self { symlink, special, extent: entry.data.clone(), data: entry.data, ..Self::alone(&entry.name, content) }
    }

    /// A file that came without an archive: these are all its bytes.
    pub(in crate::verify) fn alone(name: &str, bytes: &[u8]) -> Self {
        let mut crc = Crc::new();
        crc.update(bytes);
        Self {
            name: name.to_owned(),
            other_name: None,
            unnamed_encoding: false,
            encrypted: false,
            zip64: false,
            symlink: false,
            special: false,
            method: 0,
            crc: crc.sum(),
            size: bytes.len() as u64,
            difference: None,
            extent: 0..bytes.len(),
            data: 0..bytes.len(),
        }
    }

    /// Whether it is a folder and no file.
    pub(in crate::verify) fn is_folder(&self) -> bool {
        self.name.ends_with(['/', '\\'])
    }
}

/// The values of a record, before they are believed.
pub(super) struct Record<'a> {
    pub raw: &'a [u8],
    pub flags: u16,
    pub method: u16,
    pub crc: u32,
    pub packed: u32,
    pub size: u32,
    pub zip64: bool,
    /// Where the local header is.
    pub start: usize,
    extra: &'a [u8],
    /// What the attributes say of a Unix file; 0 where they say nothing.
    kind: u32,
    disk: u16,
    length: usize,
}

impl<'a> Record<'a> {
    /// The record at an offset; none where there is none.
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        let record = bytes.get(at..)?;
        if record.get(..4)? != CENTRAL {
            return None;
        }
        let (name_length, extra_length) = (u16_at(record, 28)? as usize, u16_at(record, 30)? as usize);
        let extra = record.get(46 + name_length..46 + name_length + extra_length)?;
        let (packed, size, start) = (u32_at(record, 20)?, u32_at(record, 24)?, u32_at(record, 42)?);
        let unix = u16_at(record, 4)? >> 8 == UNIX;
        Some(Self {
            raw: record.get(46..46 + name_length)?,
            flags: u16_at(record, 8)?,
            method: u16_at(record, 10)?,
            crc: u32_at(record, 16)?,
            packed,
            size,
            zip64: [packed, size, start].contains(&u32::MAX) || extra::is_zip64(extra),
            start: start as usize,
            extra,
            kind: if unix { (u32_at(record, 38)? >> 16) & 0xf000 } else { 0 },
            disk: u16_at(record, 34)?,
            length: 46 + name_length + extra_length + u16_at(record, 32)? as usize,
        })
    }

    /// Checksum, packed size and size.
    pub(super) fn numbers(&self) -> [u32; 3] {
        [self.crc, self.packed, self.size]
    }

    /// The file; none where its header is not there or its bytes have no room.
    fn member(&self, bytes: &[u8], limit: usize) -> Option<Member> {
        let (data, end, difference) = local::read(bytes, self, limit)?;
        let said = String::from_utf8_lossy(self.raw).into_owned();
        let named = self.raw.is_ascii() || (self.flags & UTF8 != 0 && std::str::from_utf8(self.raw).is_ok());
        let other = extra::other_name(self.extra, self.raw).filter(|other| *other != said);
        // The field was made for names whose encoding is not said: there it is the name, and otherwise a contradiction.
        let unnamed_encoding = !named && other.is_none();
        let (name, other_name) = if named { (said, other) } else { (other.unwrap_or(said), None) };
        Some(Member {
            name,
            other_name,
            unnamed_encoding,
            encrypted: self.flags & ENCRYPTED != 0,
            zip64: self.zip64,
            symlink: self.kind == 0xa000,
            special: [0x1000, 0x2000, 0x6000, 0xc000].contains(&self.kind),
            method: self.method,
            crc: self.crc,
            size: self.size.into(),
            difference,
            extent: self.start..end,
            data,
        })
    }
}

/// The files in the order of the directory.
pub(super) fn members(bytes: &[u8], end: &End) -> Result<Vec<Member>, Fault> {
    let directory = end.directory.clone();
    let mut all = Vec::new();
    let mut at = directory.start;
    while at < directory.end {
        if all.len() >= MOST_FILES {
            return Err(Fault::TooMany(all.len() + 1));
        }
        let number = all.len() + 1;
        let record = Record::read(bytes, at).filter(|record| at + record.length <= directory.end);
        let record = record.ok_or_else(|| Fault::Broken(number.to_string()))?;
        if record.disk != 0 {
            return Err(Fault::Disks);
        }
        let broken = || Fault::Broken(format!("{number}, {}", String::from_utf8_lossy(record.raw)));
        all.push(record.member(bytes, directory.start).ok_or_else(broken)?);
        at += record.length;
    }
    if all.len() != end.count {
        return Err(Fault::Count { said: end.count, found: all.len() });
    }
    Ok(all)
}
