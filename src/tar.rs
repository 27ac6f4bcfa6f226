//! Archives of the form tar, plain and within gzip. Writes the same bytes for the same files; reads what strangers wrote, with a limit
//! on every side. Knows nothing of what the files say. Source: POSIX.1-2001, `ustar` and `pax`; RFC 1952.

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use std::io::{self, Read, Write};
use std::ops::Range;

/// Everything in a tar archive comes in blocks of this many bytes.
const BLOCK: usize = 512;
/// The longest name that `ustar` holds without a prefix.
const LONGEST_NAME: usize = 100;
/// How a gzip stream begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// One entry of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path as it is written there.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where its content lies in the unpacked archive.
    pub data: Range<usize>,
}

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link to something else.
    Link,
    /// A device, or something that no program of today writes.
    Special,
}

/// Why an archive could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no gzip stream, or a damaged one.
    NotGzip,
    /// It unpacks to more bytes than were asked for.
    TooLarge,
    /// It has more entries than were asked for.
    TooMany,
    /// The header at this byte of the unpacked archive is none, or says what cannot be.
    Broken(usize),
    /// It ends within a file.
    Cut,
}

/// Whether bytes begin as a gzip stream does.
pub fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&GZIP)
}

/// A tar archive in gzip of these files, in their order. Every date is 0, every owner too, so that the same files give the same bytes.
///
/// # Errors
/// Where a name is longer than 100 bytes, or a content longer than the 8 GiB that a header can say.
pub fn write<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> io::Result<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::best());
    for (name, content) in files {
        out.write_all(&header(name, content.len())?)?;
        out.write_all(content)?;
        out.write_all(&vec![0; content.len().next_multiple_of(BLOCK) - content.len()])?;
    }
    out.write_all(&[0; 2 * BLOCK])?;
    out.finish()
}

fn header(name: &str, size: usize) -> io::Result<[u8; BLOCK]> {
    if name.len() > LONGEST_NAME || size as u64 >= 1 << 33 {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{name} does not fit into a tar archive")));
    }
    let mut header = [0; BLOCK];
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, name);
    put(100, "0000644\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{size:011o}\0"));
    put(136, "00000000000\0");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    let sum = header.iter().map(|byte| u32::from(*byte)).sum::<u32>();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(header)
}

/// The tar archive in a gzip stream.
///
/// # Errors
/// Where it is damaged or unpacks to more than `most` bytes.
pub fn unpack(bytes: &[u8], most: usize) -> Result<Vec<u8>, Fault> {
    let mut archive = Vec::new();
    let read = MultiGzDecoder::new(bytes).take(most as u64 + 1).read_to_end(&mut archive);
    match read {
        _ if archive.len() > most => Err(Fault::TooLarge),
        Ok(_) => Ok(archive),
        Err(_) => Err(Fault::NotGzip),
    }
}

/// The entries of an unpacked archive, at most so many. Long names of `pax` and of GNU are given to the files that they belong to.
///
/// # Errors
/// Where a header is none.
pub fn entries(archive: &[u8], most: usize) -> Result<Vec<Entry>, Fault> {
    let (mut entries, mut at, mut long) = (Vec::new(), 0, None);
    while let Some(header) = archive.get(at..at + BLOCK) {
        if header.iter().all(|byte| *byte == 0) {
            return Ok(entries);
        }
        let size = checked(header).ok_or(Fault::Broken(at))?;
        let data = at + BLOCK..(at + BLOCK).checked_add(size).ok_or(Fault::Broken(at))?;
        let content = archive.get(data.clone()).ok_or(Fault::Cut)?;
        at = data.end.next_multiple_of(BLOCK);
        match header[156] {
            b'L' => long = Some(text(content)),
            b'x' => long = pax_path(content).or(long),
            b'g' => {}
            kind => {
                if entries.len() == most {
                    return Err(Fault::TooMany);
                }
                let name = long.take().unwrap_or_else(|| name(header));
                entries.push(Entry { kind: self::kind(kind, &name), name, data });
            }
        }
    }
    // An archive without its end is one that was cut, unless nothing came after the last file.
    if at >= archive.len() && !entries.is_empty() { Ok(entries) } else { Err(Fault::Cut) }
}

/// The size that a header says, where its checksum is right.
fn checked(header: &[u8]) -> Option<usize> {
    let sum = header.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) });
    let said = octal(&header[148..156])?;
    (said == sum.sum::<u32>() as usize).then(|| octal(&header[124..136])).flatten()
}

fn octal(field: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(field).ok()?.trim_matches(['\0', ' ']);
    if text.is_empty() { Some(0) } else { usize::from_str_radix(text, 8).ok() }
}

fn name(header: &[u8]) -> String {
    let (name, prefix) = (text(&header[..100]), text(&header[345..500]));
    let has_prefix = header[257..262] == *b"ustar" && header[262] == 0 && !prefix.is_empty();
    if has_prefix { format!("{prefix}/{name}") } else { name }
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    String::from_utf8_lossy(&field[..end]).into_owned()
}

/// The path in a `pax` header: lines of a length, a key and a value.
fn pax_path(content: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(content);
    let line = text.lines().find_map(|line| line.split_once(' ')?.1.strip_prefix("path="));
    line.map(str::to_owned)
}

fn kind(flag: u8, name: &str) -> Kind {
    match flag {
        b'0' | 0 | b'7' if name.ends_with('/') => Kind::Folder,
        b'0' | 0 | b'7' => Kind::File,
        b'5' => Kind::Folder,
        b'1' | b'2' => Kind::Link,
        _ => Kind::Special,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
        unpack(&write(files.iter().copied()).expect("short names"), 1 << 20).expect("our own")
    }

    #[test]
    fn what_is_written_is_read_again() {
        let files: [(&str, &[u8]); 3] = [("a/b.xml", b"<a/>"), ("empty", b""), ("block", &[7; BLOCK])];
        let archive = archive(&files);
        let read = entries(&archive, 3).expect("three");
        assert_eq!(read.len(), 3);
        for (entry, (name, content)) in read.iter().zip(files) {
            assert_eq!((entry.name.as_str(), entry.kind, &archive[entry.data.clone()]), (name, Kind::File, content));
        }
        assert_eq!(entries(&archive, 2), Err(Fault::TooMany));
        assert!(write([("x".repeat(101).as_str(), b"".as_slice())].into_iter()).is_err());
    }

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let bytes = write([("a", b"b".as_slice())].into_iter()).expect("short");
        assert_eq!(bytes, write([("a", b"b".as_slice())].into_iter()).expect("short"));
        assert_eq!(bytes[4..8], [0; 4], "no date");
    }

    #[test]
    fn a_broken_archive_is_a_fault_and_a_bomb_stops_in_time() {
        let good = archive(&[("a", b"content")]);
        for at in [0, 124, 150, 156] {
            let mut bad = good.clone();
            bad[at] ^= 1;
            assert_eq!(entries(&bad, 9), Err(Fault::Broken(0)), "{at}");
        }
        assert_eq!(entries(&good[..BLOCK + 3], 9), Err(Fault::Cut));
        assert_eq!(entries(&[], 9), Err(Fault::Cut));
        assert_eq!(unpack(b"\x1f\x8bnothing", 9), Err(Fault::NotGzip));
        assert_eq!(
            unpack(&write([("a", [0; 9999].as_slice())].into_iter()).expect("short"), 9999),
            Err(Fault::TooLarge)
        );
    }

    #[test]
    fn long_names_and_links_are_seen_for_what_they_are() {
        let mut link = header("a", 0).expect("short");
        link[156] = b'2';
        let sum = link
            .iter()
            .enumerate()
            .map(|(at, b)| if (148..156).contains(&at) { 32 } else { u32::from(*b) })
            .sum::<u32>();
        link[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
        let archive = [link.as_slice(), &[0; 2 * BLOCK]].concat();
        assert_eq!(entries(&archive, 9).expect("a link")[0].kind, Kind::Link);
        assert_eq!(pax_path(b"20 mtime=1\n30 path=a/long/name\n"), Some("a/long/name".to_owned()));
    }
}
