//! The directory of a zip archive, read byte by byte. The crate `zip` keeps the last of two files of one name and repairs
//! what it can, which is kind to users and hides what this module is there to see. It trusts no number it reads.

use std::ops::Range;

/// The largest directory: honest names take a tenth of it, and each name is kept several times.
const LARGEST_DIRECTORY: usize = 16 << 20;
/// More files than any honest module has.
pub(super) const MOST_FILES: usize = 20_000;

const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const LOCATOR_64: [u8; 4] = *b"PK\x06\x07";

/// One file of the archive as the central directory describes it.
#[derive(Debug)]
pub(super) struct Member {
    /// The name, with whatever separators it was written.
    pub name: String,
    /// Whether the name has other letters than ASCII and does not say in which encoding.
    pub unnamed_encoding: bool,
    pub encrypted: bool,
    pub zip64: bool,
    pub symlink: bool,
    pub method: u16,
    pub crc: u32,
    /// The size after unpacking, as declared.
    pub size: u64,
    /// From the local header to the end of the packed bytes.
    pub extent: Range<usize>,
    /// The packed bytes.
    pub data: Range<usize>,
}

impl Member {
    /// Whether it is a folder and no file.
    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(['/', '\\'])
    }
}

/// Why no directory could be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NotAZip,
    Zip64,
    TooMany(usize),
    /// What is wrong, by the file it happened at.
    Broken(String),
}

/// The files in the order of the central directory.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Member>, Fault> {
    let end = find_end(bytes).ok_or(Fault::NotAZip)?;
    let record = &bytes[end..];
    let (count, size, start) = (u16_at(record, 10), u32_at(record, 12), u32_at(record, 16));
    let (count, size, start) = (count.unwrap_or(0) as usize, size.unwrap_or(0) as usize, start.unwrap_or(0) as usize);
    let locator = end.checked_sub(20).and_then(|at| bytes.get(at..at + 4)) == Some(&LOCATOR_64[..]);
    if locator || count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff {
        return Err(Fault::Zip64);
    }
    if start.checked_add(size) != Some(end) {
        return Err(Fault::Broken("PK\\5\\6".to_owned()));
    }
    if count > MOST_FILES {
        return Err(Fault::TooMany(count));
    }
    if size > LARGEST_DIRECTORY {
        return Err(Fault::Broken(format!("{} > {LARGEST_DIRECTORY}", size)));
    }
    members(bytes, start..end, count)
}

fn members(bytes: &[u8], directory: Range<usize>, count: usize) -> Result<Vec<Member>, Fault> {
    let mut all = Vec::new();
    let mut at = directory.start;
    while at < directory.end {
        if all.len() >= MOST_FILES {
            return Err(Fault::TooMany(all.len() + 1));
        }
        let broken = || Fault::Broken(format!("PK\\1\\2 #{}", all.len() + 1));
        let (member, length) = central(bytes, at, directory.start).ok_or_else(broken)?;
        if at + length > directory.end {
            return Err(broken());
        }
        let member = member.map_err(Fault::Broken)?;
        all.push(member);
        at += length;
    }
    if all.len() != count {
        return Err(Fault::Broken(format!("{} ≠ {count}", all.len())));
    }
    Ok(all)
}

/// The record at an offset and its length; the name, where only its local header is at fault.
fn central(bytes: &[u8], at: usize, limit: usize) -> Option<(Result<Member, String>, usize)> {
    let record = bytes.get(at..)?;
    if record.get(..4)? != CENTRAL {
        return None;
    }
    let (made_by, flags, method) = (u16_at(record, 4)?, u16_at(record, 8)?, u16_at(record, 10)?);
    let (name_length, extra_length) = (u16_at(record, 28)? as usize, u16_at(record, 30)? as usize);
    let length = 46 + name_length + extra_length + u16_at(record, 32)? as usize;
    let raw = record.get(46..46 + name_length)?;
    let extra = record.get(46 + name_length..46 + name_length + extra_length)?;
    let name = String::from_utf8_lossy(raw).into_owned();
    let (packed, size, start) = (u32_at(record, 20)?, u32_at(record, 24)?, u32_at(record, 42)?);
    let zip64 = [packed, size, start].contains(&u32::MAX) || has_extra(extra, 1);
    let Some(data) = local(bytes, start as usize, raw, method, limit) else { return Some((Err(name), length)) };
    let stop = if zip64 { data } else { data.checked_add(packed as usize)? };
    if stop > limit {
        return Some((Err(name), length));
    }
    let member = Member {
        unnamed_encoding: !raw.is_ascii() && (flags & 0x800 == 0 || std::str::from_utf8(raw).is_err()),
        encrypted: flags & 0x2041 != 0,
        zip64,
        symlink: made_by >> 8 == 3 && (u32_at(record, 38)? >> 16) & 0xf000 == 0xa000,
        method,
        crc: u32_at(record, 16)?,
        size: size.into(),
        extent: start as usize..stop,
        data: data..stop,
        name,
    };
    Some((Ok(member), length))
}

/// Where the packed bytes begin, if the local header is there and tells the same name and method as the directory.
fn local(bytes: &[u8], at: usize, name: &[u8], method: u16, limit: usize) -> Option<usize> {
    let header = bytes.get(at..limit)?;
    let (name_length, extra_length) = (u16_at(header, 26)? as usize, u16_at(header, 28)? as usize);
    let same = header.get(..4)? == LOCAL && u16_at(header, 8)? == method;
    let same = same && header.get(30..30 + name_length)? == name;
    let start = at + 30 + name_length + extra_length;
    (same && start <= limit).then_some(start)
}

/// The last end-of-directory record whose comment reaches exactly to the end of the file.
fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(22)?;
    let first = last.saturating_sub(0xffff);
    (first..=last).rev().find(|&at| {
        bytes[at..at + 4] == END && u16_at(bytes, at + 20).is_some_and(|n| at + 22 + n as usize == bytes.len())
    })
}

fn has_extra(mut extra: &[u8], id: u16) -> bool {
    while let (Some(found), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        if found == id {
            return true;
        }
        extra = extra.get(4 + length as usize..).unwrap_or_default();
    }
    false
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
