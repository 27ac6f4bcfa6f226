//! The archive of a tree: zip, or tar within gzip where many small files share their words. What judges a stranger's archive is `verify`.

use super::Tree;
use crate::tar;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Kinds of file that are compressed already.
const STORED: [&str; 9] = [".png", ".jpg", ".jpeg", ".webp", ".gif", ".mp3", ".mp4", ".webm", ".zip"];

/// The file by which an e-book is known: first in its archive and stored (OCF 3.3, 4.2.2 and 4.3).
const FIRST: &str = "mimetype";

/// How much work is done for a smaller archive.
#[derive(Clone, Copy, Debug)]
pub enum Packing {
    /// As small as it gets: level 8, which comes out smaller than 9 on these texts.
    Tight,
    /// A hundredth larger for half of the work: level 5.
    Quick,
}

/// Why an archive could not be made.
pub type ArchiveError = zip::result::ZipError;

/// The archive: names in order behind a `mimetype`, every date 1980-01-01, deflate at the levels of [`Packing`], so that the same tree gives the same bytes on
/// every machine. Source of the limits: SCORM 1.2 content packages want plain deflate, no zip64, no encryption.
///
/// # Errors
/// Where a file or the whole is too large for a plain zip.
pub fn zip(tree: &Tree, packing: Packing) -> Result<Vec<u8>, ArchiveError> {
    let (first, rest): (Vec<_>, Vec<_>) = tree.0.iter().partition(|(path, _)| *path == FIRST);
    let members = first.into_iter().chain(rest).map(|(path, file)| Ok((path, file.packed(path, packing)?)));
    let members: Vec<_> = members.collect::<Result<_, ArchiveError>>()?;
    // All archives of a build are kept until the last is made, and none takes more than it needs.
    let size = members.iter().map(|(_, packed)| packed.len()).sum();
    let mut archive = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    for (path, packed) in members {
        archive.raw_copy_file_rename(ZipArchive::new(Cursor::new(packed))?.by_index_raw(0)?, path)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// The tar archive in gzip, without dates and in an order that follows from the files alone, so that the same tree gives the same bytes:
/// contents that begin alike come one after another, where gzip, which looks back 32 kB, finds what they share.
///
/// # Errors
/// Where a path is longer than 100 bytes.
pub fn tgz(tree: &Tree) -> Result<Vec<u8>, ArchiveError> {
    let mut files: Vec<_> = tree.files().collect();
    files.sort_by_key(|(path, content)| (*content, *path));
    Ok(tar::write(files.into_iter())?)
}

/// An archive of one member.
pub(super) fn pack(path: &str, content: &[u8], packing: Packing) -> Result<Vec<u8>, ArchiveError> {
    let base = SimpleFileOptions::default()
        .last_modified_time(DateTime::DEFAULT)
        .unix_permissions(0o644)
        .system(zip::System::Unix);
    let options = if path == FIRST || STORED.iter().any(|end| path.ends_with(end)) {
        base.compression_method(CompressionMethod::Stored)
    } else {
        let level = match packing {
            Packing::Tight => 8,
            Packing::Quick => 5,
        };
        base.compression_method(CompressionMethod::Deflated).compression_level(Some(level))
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file(path, options)?;
    archive.write_all(content)?;
    Ok(archive.finish()?.into_inner())
}

/// The largest archive of a stranger that is unpacked, and the most that is taken out of it, in bytes.
pub const MOST_BYTES: usize = 100_000_000;
/// The most members that are taken out.
const MOST_MEMBERS: usize = 20_000;

/// The members of a zip archive, or of tar in gzip, never more than 100 MB and 20,000 of them, whatever it says of itself.
///
/// # Errors
/// Where it is no archive, is damaged, or holds more.
pub fn unzip(bytes: &[u8]) -> Result<Tree, ArchiveError> {
    let too_much = || ArchiveError::UnsupportedArchive("more than 100 MB or 20,000 files");
    if bytes.len() > MOST_BYTES {
        return Err(too_much());
    }
    if tar::is_gzip(bytes) {
        return untar(bytes);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut tree = Tree::default();
    if archive.len() > MOST_MEMBERS {
        return Err(too_much());
    }
    let mut left = MOST_BYTES as u64;
    for at in 0..archive.len() {
        let member = archive.by_index(at)?;
        let name = member.name()?.into_owned();
        let mut content = Vec::new();
        member.take(left + 1).read_to_end(&mut content)?;
        left = left.checked_sub(content.len() as u64).ok_or_else(too_much)?;
        tree.put(name, content);
    }
    Ok(tree)
}

fn untar(bytes: &[u8]) -> Result<Tree, ArchiveError> {
    let said = |fault| match fault {
        tar::Fault::TooLarge | tar::Fault::TooMany => {
            ArchiveError::UnsupportedArchive("more than 100 MB or 20,000 files")
        }
        _ => ArchiveError::InvalidArchive("a damaged tar archive".into()),
    };
    let archive = tar::unpack(bytes, MOST_BYTES).map_err(said)?;
    let mut tree = Tree::default();
    for entry in tar::entries(&archive, MOST_MEMBERS).map_err(said)?.into_iter().filter(|e| e.kind == tar::Kind::File) {
        tree.put(entry.name, &archive[entry.data]);
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_that_begin_alike_stand_together_whatever_they_are_called() {
        // Lines that no compressor shortens much, 20 kB each.
        let noise = |seed: u64| -> String {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                format!("{:016x}", state >> 3)
            };
            (0..1_250).map(|_| next()).collect()
        };
        let mut tree = Tree::default();
        // By their names, what is alike would be more than 32 kB apart.
        for (path, seed) in [("1", 1), ("2", 2), ("3", 3), ("4", 1), ("5", 2), ("6", 3)] {
            tree.put(path, format!("{}{path}", noise(seed)));
        }
        let bytes = tgz(&tree).expect("short names");
        let mut once = Tree::default();
        [1, 2, 3].into_iter().for_each(|seed| once.put(seed.to_string(), noise(seed)));
        let least = tgz(&once).expect("short names").len();
        assert!(bytes.len() < least * 11 / 10, "{} bytes, {least} without what is there twice", bytes.len());
        assert_eq!(unzip(&bytes).expect("our own"), tree);
    }

    #[test]
    fn the_same_files_give_the_same_bytes_in_any_order() {
        let (mut a, mut b) = (Tree::default(), Tree::default());
        a.put("a.txt", "one");
        a.put("b.png", "two");
        b.put("b.png", "two");
        b.put("a.txt", "one");
        let bytes = zip(&a, Packing::Tight).expect("small");
        assert_eq!(bytes, zip(&b, Packing::Tight).expect("small"));
        assert!(bytes.capacity() < bytes.len() + 100, "an archive is kept for long");
        assert_eq!(&bytes[10..14], &[0, 0, 0x21, 0], "the date is 1980-01-01");
    }
}
