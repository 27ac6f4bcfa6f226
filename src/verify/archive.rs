//! The archive as a container: can it be opened everywhere, is it honest about its sizes. Knows nothing of what the files say.

use super::files::{self, plain};
use super::questions::form;
use super::report::Report;
use super::rules;
use super::zip::{Contents, Difference, Fault, MOST_FILES, Member, Unreadable, read, unpack};
use crate::diagnostic::Rule;
use crate::source::Place;
use crate::tar;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The largest archive that is looked into, in bytes.
pub const MOST_BYTES: usize = 500 << 20;
/// The most that all files together may unpack to.
const MOST_CONTENT: u64 = MOST_BYTES as u64;
/// The most that a tar archive may unpack to, which is done in memory.
const MOST_UNPACKED: usize = 100_000_000;
/// Above this many packed bytes many LMSs refuse the upload.
const LARGE: usize = 100 << 20;

/// The files of a package, by name.
pub(super) struct Package<'a> {
    bytes: Cow<'a, [u8]>,
    members: Vec<Member>,
    by_name: BTreeMap<String, usize>,
    by_lower: BTreeMap<String, usize>,
    /// Whether this is a manifest without an archive.
    pub is_alone: bool,
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
        if tar::is_gzip(bytes) {
            return Self::untar(bytes, report);
        }
        let contents = match read(bytes) {
            Ok(contents) => contents,
            Err(Fault::NotAZip) if alone(bytes).is_some() => return Self::alone(bytes, report),
            Err(fault) => {
                let questions = form::alone(report.name(), bytes).filter(|_| matches!(fault, Fault::NotAZip));
                if let Some(file) = questions {
                    return Some(Self::only(file, bytes));
                }
                unread(fault, report);
                return None;
            }
        };
        around(&contents, report);
        let members = contents.members;
        let mut sound = true;
        for member in &members {
            sound &= judge(member, report);
        }
        sound &= apart(&members, report);
        let content: u64 = members.iter().filter(|m| !m.zip64).map(|m| m.size).sum();
        if content > MOST_CONTENT {
            return refuse(report, &rules::TOO_MUCH_CONTENT, megabytes(content));
        }
        sound.then(|| Self::index(bytes.into(), members))
    }

    /// A manifest that came without an archive: of cmi5 that is a package (cmi5 14.2), of other kinds it is none.
    fn alone(bytes: &'a [u8], report: &mut Report) -> Option<Self> {
        let file = alone(bytes)?;
        if file != files::CMI5 {
            report.package(&rules::BARE_MANIFEST, [("file", file.to_owned())]);
            return None;
        }
        report.package(&rules::COURSE_ALONE, []);
        Some(Self::only(file, bytes))
    }

    /// A file that needs no archive around it.
    fn only(file: &str, bytes: &'a [u8]) -> Self {
        Self { is_alone: true, ..Self::index(bytes.into(), vec![Member::alone(file, bytes)]) }
    }

    /// The same of a tar archive in gzip, which Moodle writes. Its folders say nothing.
    fn untar(bytes: &[u8], report: &mut Report) -> Option<Self> {
        let unpacked = tar::unpack(bytes, MOST_UNPACKED);
        let read = unpacked.and_then(|archive| tar::entries(&archive, MOST_FILES).map(|entries| (archive, entries)));
        let (archive, entries) = match read {
            Ok(read) => read,
            Err(tar::Fault::TooLarge) => {
                return refuse(report, &rules::TOO_MUCH_CONTENT, format!("> {}", megabytes(MOST_UNPACKED as u64)));
            }
            Err(tar::Fault::TooMany) => return refuse(report, &rules::TOO_MANY_FILES, format!("> {MOST_FILES}")),
            Err(_) => return refuse(report, &rules::BROKEN_TAR, String::new()),
        };
        let files = entries.into_iter().filter(|entry| entry.kind != tar::Kind::Folder);
        let members: Vec<Member> = files.map(|entry| Member::in_tar(entry, &archive)).collect();
        let mut sound = true;
        for member in &members {
            sound &= judge(member, report);
        }
        sound.then(|| Self::index(archive.into(), members))
    }

    fn index(bytes: Cow<'a, [u8]>, members: Vec<Member>) -> Self {
        let (mut by_name, mut by_lower) = (BTreeMap::new(), BTreeMap::new());
        for (index, member) in members.iter().enumerate().filter(|(_, m)| !m.is_folder() && !m.name.is_empty()) {
            let name = plain(&member.name);
            by_lower.entry(name.to_lowercase()).or_insert(index);
            by_name.insert(name, index);
        }
        Self { bytes, members, by_name, by_lower, is_alone: false }
    }

    /// Some of the files under other names, given by those: a package that lies unpacked in this one.
    pub(super) fn within(&self, files: &BTreeMap<String, String>) -> Package<'_> {
        let member = |(name, path): (&String, &String)| {
            let member = self.members[*self.by_name.get(path)?].clone();
            Some(Member { name: name.clone(), other_name: None, unnamed_encoding: false, ..member })
        };
        Package::index((&*self.bytes).into(), files.iter().filter_map(member).collect())
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
        match unpack(&self.bytes, member, keep) {
            Ok(content) => Some(content),
            Err(Unreadable::SizeLies) => {
                report.add(&rules::SIZE_LIES, &place, [("file", name.to_owned()), ("size", member.size.to_string())]);
                None
            }
            Err(Unreadable::Damaged) => {
                report.add(&rules::DAMAGED, &place, [("file", name.to_owned())]);
                None
            }
        }
    }
}

/// How much of a file is looked at to see that it is a manifest.
const HEAD: usize = 4096;

/// The name of the manifest that these bytes are; none where they are something else.
fn alone(bytes: &[u8]) -> Option<&'static str> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let roots = [("<courseStructure", files::CMI5), ("<manifest", files::IMS), ("<tincan", files::TINCAN)];
    let is_xml = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).starts_with('<');
    roots.iter().find(|(root, _)| is_xml && head.contains(root)).map(|(_, file)| *file)
}

fn refuse<T>(report: &mut Report, rule: &'static Rule, detail: String) -> Option<T> {
    report.package(rule, [("detail", detail)]);
    None
}

/// Says why the archive has no directory that could be read.
fn unread(fault: Fault, report: &mut Report) {
    match fault {
        Fault::Empty => report.package(&rules::EMPTY_FILE, []),
        Fault::NotAZip => report.package(&rules::NOT_A_ZIP, []),
        Fault::Cut => report.package(&rules::CUT, []),
        Fault::Zip64 => report.package(&rules::ZIP64_ARCHIVE, []),
        Fault::SecondEnd => report.package(&rules::SECOND_END, []),
        Fault::Disks => report.package(&rules::SEVERAL_DISKS, []),
        Fault::TooMany(count) => report.package(&rules::TOO_MANY_FILES, [("detail", count.to_string())]),
        Fault::TooLarge(size) => report.package(&rules::DIRECTORY_LARGE, [("size", megabytes(size as u64))]),
        Fault::Moved(count) => report.package(&rules::DIRECTORY_MOVED, [("count", count.to_string())]),
        Fault::Count { said, found } => {
            report.package(&rules::COUNT_LIES, [("count", said.to_string()), ("found", found.to_string())]);
        }
        Fault::Broken(at) => report.package(&rules::BROKEN_DIRECTORY, [("detail", at)]),
    }
}

/// What is before, between and after the files. Where a file is too long to be told from the next, that is the finding.
fn around(contents: &Contents, report: &mut Report) {
    if contents.second_end {
        report.package(&rules::SECOND_END, []);
    } else if contents.stray > 0 && !contents.members.iter().any(|member| member.zip64) {
        report.package(&rules::STRAY_BYTES, [("count", contents.stray.to_string())]);
    }
}

/// What one member's record says against it; false where its content must not be read.
fn judge(member: &Member, report: &mut Report) -> bool {
    let place = Place::file(&member.name);
    let file = || [("file", member.name.clone())];
    let unreadable: [(bool, &'static Rule); 3] = [
        (member.encrypted, &rules::ENCRYPTED),
        (member.zip64, &rules::ZIP64),
        (![0, 8].contains(&member.method), &rules::COMPRESSION),
    ];
    for (_, rule) in unreadable.iter().filter(|(is, _)| *is) {
        report.add(rule, &place, [("file", member.name.clone()), ("method", member.method.to_string())]);
    }
    if member.symlink {
        report.add(&rules::SYMLINK, &place, file());
    }
    if member.special {
        report.add(&rules::SPECIAL_FILE, &place, file());
    }
    if member.is_folder() && member.size > 0 {
        report.add(&rules::FOLDER_CONTENT, &place, [("file", member.name.clone()), ("size", member.size.to_string())]);
    } else if member.is_folder() {
        report.add(&rules::FOLDER_ENTRY, &place, file());
    }
    if let Some(difference) = &member.difference {
        differs(member, difference, report);
    }
    member.difference.is_none() && !unreadable.iter().any(|(is, _)| *is)
}

/// Says how a file's own header or descriptor contradicts the directory.
fn differs(member: &Member, difference: &Difference, report: &mut Report) {
    let place = Place::file(&member.name);
    let (rule, field) = match difference {
        Difference::Name(other) => {
            let args = [("file", &member.name), ("found", other), ("wanted", &member.name)];
            return report.add(&rules::OTHER_NAME_INSIDE, &place, args.map(|(name, value)| (name, value.clone())));
        }
        Difference::Header(field) => (&rules::HEADERS_DIFFER, field),
        Difference::Descriptor(field) => (&rules::DESCRIPTOR_LIES, field),
    };
    let (found, wanted) = (field.found.clone(), field.wanted.clone());
    let args = [("file", member.name.clone()), ("field", field.name.to_owned()), ("found", found), ("wanted", wanted)];
    report.add(rule, &place, args);
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
