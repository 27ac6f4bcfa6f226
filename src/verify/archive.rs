//! The archive as a container: can it be opened everywhere, is it honest about its sizes. Knows nothing of what the files say.

use super::directory::{Fault, Member, read};
use super::report::Report;
use super::{rules, unpack};
use crate::source::Place;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The largest archive that is looked into, in bytes.
pub const MOST_BYTES: usize = 500 << 20;
/// The most that all files together may unpack to.
const MOST_CONTENT: u64 = MOST_BYTES as u64;
/// Above this many packed bytes many LMSs refuse the upload.
const LARGE: usize = 100 << 20;

/// The files of a package, by name.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    members: Vec<Member>,
    by_name: BTreeMap<String, usize>,
    by_lower: BTreeMap<String, usize>,
}

impl<'a> Package<'a> {
    /// Opens an archive; none where its content must not or cannot be read. Findings say why.
    pub(super) fn open(bytes: &'a [u8], report: &mut Report) -> Option<Self> {
        if bytes.len() > LARGE {
            report.package(&rules::LARGE, [("size", megabytes(bytes.len() as u64))]);
        }
        if bytes.len() > MOST_BYTES {
            return refuse(report, &rules::TOO_MUCH_CONTENT, format!("> {}", megabytes(MOST_CONTENT)));
        }
        let members = match read(bytes) {
            Ok(members) => members,
            Err(Fault::NotAZip) => return refuse(report, &rules::NOT_A_ZIP, String::new()),
            Err(Fault::Zip64) => return refuse(report, &rules::ZIP64, String::new()),
            Err(Fault::TooMany(count)) => return refuse(report, &rules::TOO_MANY_FILES, count.to_string()),
            Err(Fault::Broken(at)) => return refuse(report, &rules::BROKEN_DIRECTORY, at),
        };
        let mut sound = true;
        for member in &members {
            sound &= judge(member, report);
        }
        sound &= apart(&members, report);
        let content: u64 = members.iter().filter(|m| !m.zip64).map(|m| m.size).sum();
        if content > MOST_CONTENT {
            return refuse(report, &rules::TOO_MUCH_CONTENT, megabytes(content));
        }
        sound.then(|| Self::index(bytes, members))
    }

    fn index(bytes: &'a [u8], members: Vec<Member>) -> Self {
        let (mut by_name, mut by_lower) = (BTreeMap::new(), BTreeMap::new());
        for (index, member) in members.iter().enumerate().filter(|(_, m)| !m.is_folder()) {
            let name = member.name.replace('\\', "/");
            by_lower.entry(name.to_lowercase()).or_insert(index);
            by_name.insert(name, index);
        }
        Self { bytes, members, by_name, by_lower }
    }

    /// The names of all files, with `/`, in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// All members as the directory has them.
    pub(super) fn members(&self) -> &[Member] {
        &self.members
    }

    /// Whether there is a file of exactly this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// The name of the file that differs from this one at most by case.
    pub(super) fn in_other_case(&self, name: &str) -> Option<&str> {
        self.by_lower.get(&name.to_lowercase()).map(|&index| self.members[index].name.as_str())
    }

    /// The unpacked size of a file, as declared.
    pub(super) fn size(&self, name: &str) -> u64 {
        self.by_name.get(name).map_or(0, |&index| self.members[index].size)
    }

    /// A checksum of a file's name and of its bytes as they are packed: where it is the same, so is all that can be read.
    pub(super) fn checksum(&self, name: &str) -> Option<[u8; 32]> {
        let member = &self.members[*self.by_name.get(name)?];
        let mut hash = Sha256::new();
        hash.update((name.len() as u64).to_le_bytes());
        hash.update(name);
        hash.update(member.method.to_le_bytes());
        hash.update(member.crc.to_le_bytes());
        hash.update(member.size.to_le_bytes());
        hash.update(self.bytes.get(member.data.clone())?);
        Some(hash.finalize().into())
    }

    /// Reads a file to its end and gives its bytes where asked. A fault is reported, and nothing given.
    pub(super) fn read(&self, name: &str, keep: bool, report: &mut Report) -> Option<Vec<u8>> {
        let member = &self.members[*self.by_name.get(name)?];
        let place = Place::file(name);
        match unpack::unpack(self.bytes, member, keep) {
            Ok(content) => Some(content),
            Err(unpack::Fault::SizeLies) => {
                report.add(&rules::SIZE_LIES, &place, [("file", name.to_owned()), ("size", member.size.to_string())]);
                None
            }
            Err(unpack::Fault::Damaged) => {
                report.add(&rules::DAMAGED, &place, [("file", name.to_owned())]);
                None
            }
        }
    }
}

fn refuse<T>(report: &mut Report, rule: &'static crate::diagnostic::Rule, detail: String) -> Option<T> {
    report.package(rule, [("detail", detail)]);
    None
}

/// What one member's record says against it; false where its content must not be read.
fn judge(member: &Member, report: &mut Report) -> bool {
    let place = Place::file(&member.name);
    let file = || [("file", member.name.clone())];
    let mut sound = true;
    if member.encrypted {
        report.add(&rules::ENCRYPTED, &place, file());
        sound = false;
    }
    if member.zip64 {
        report.add(&rules::ZIP64, &place, [("detail", member.name.clone())]);
        sound = false;
    }
    if ![0, 8].contains(&member.method) {
        let method = ("method", member.method.to_string());
        report.add(&rules::COMPRESSION, &place, [("file", member.name.clone()), method]);
        sound = false;
    }
    if member.symlink {
        report.add(&rules::SYMLINK, &place, file());
    }
    if member.is_folder() {
        report.add(&rules::FOLDER_ENTRY, &place, file());
    }
    sound
}

/// Whether no two members share bytes: a quine or a bomb makes many of one stream.
fn apart(members: &[Member], report: &mut Report) -> bool {
    let mut by_start: Vec<&Member> = members.iter().collect();
    by_start.sort_by_key(|m| (m.extent.start, m.extent.end));
    let mut apart = true;
    for pair in by_start.windows(2) {
        if pair[0].extent.end > pair[1].extent.start {
            let args = [("file", pair[1].name.clone()), ("other", pair[0].name.clone())];
            report.add(&rules::OVERLAP, &Place::file(&pair[1].name), args);
            apart = false;
        }
    }
    apart
}

fn megabytes(bytes: u64) -> String {
    (bytes >> 20).to_string()
}
