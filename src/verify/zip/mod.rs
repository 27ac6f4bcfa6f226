//! A zip archive, read byte by byte. The crate `zip` keeps the last of two files of one name and repairs what it can, which
//! is kind to users and hides what this module is there to see: where PHP, 7-Zip, Info-ZIP and Python would see other files
//! than each other. It trusts no number it reads, and knows nothing of what the files say.

mod directory;
mod end;
mod extra;
mod local;
mod unpack;

pub(super) use directory::Member;
pub(super) use local::Difference;
pub(super) use unpack::{Fault as Unreadable, unpack};

/// The largest directory: honest names take a tenth of it, and each name is kept several times.
pub(super) const LARGEST_DIRECTORY: usize = 16 << 20;
/// More files than any honest module has.
pub const MOST_FILES: usize = 20_000;

/// What an archive holds.
pub(super) struct Contents {
    /// The files in the order of the directory.
    pub members: Vec<Member>,
    /// How many bytes belong to no file, before, between and after them.
    pub stray: usize,
    /// Whether there is a second end, so that other programs see another archive.
    pub second_end: bool,
}

/// Why no directory could be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No byte at all.
    Empty,
    NotAZip,
    /// It begins as an archive and does not end as one.
    Cut,
    Zip64,
    /// There are two ends, each as good as the other.
    SecondEnd,
    /// It is one part of several.
    Disks,
    TooMany(usize),
    /// The directory has too many bytes.
    TooLarge(usize),
    /// The directory is so many bytes away from where it is said to be.
    Moved(usize),
    /// The directory has another number of files than it is said to have.
    Count {
        said: usize,
        found: usize,
    },
    /// What is wrong, by the file it happened at.
    Broken(String),
}

/// Reads the directory of an archive, and what belongs to each of its files.
pub(super) fn read(bytes: &[u8]) -> Result<Contents, Fault> {
    let end = end::find(bytes)?;
    let members = directory::members(bytes, &end)?;
    let mut extents: Vec<_> = members.iter().map(|member| member.extent.clone()).collect();
    extents.sort_by_key(|extent| (extent.start, extent.end));
    let (mut at, mut stray, mut second_end) = (0, end.trailing, end.second);
    for extent in extents.into_iter().chain(std::iter::once(end.directory.start..end.directory.start)) {
        if extent.start > at {
            stray += extent.start - at;
            second_end |= end::holds_end(&bytes[at..extent.start]);
        }
        at = at.max(extent.end);
    }
    Ok(Contents { members, stray, second_end })
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}
