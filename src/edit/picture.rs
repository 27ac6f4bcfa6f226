//! A picture that somebody drops on a deck: what it is, how large, and the same picture without what a camera wrote into it (EXIF, with the
//! place where it was taken, XMP, comments). Pictures are not encoded again; only their metadata segments are left out. Knows no deck.

use super::names::name;
use super::refusal::Refusal;
use serde::Serialize;

/// A picture ready to be put into `media/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The key that it would have.
    pub key: String,
    /// Its bytes, without metadata.
    #[serde(skip)]
    pub bytes: Vec<u8>,
    /// How many bytes it had before.
    pub before: usize,
    /// How many bytes it has now.
    pub size: usize,
    /// Width and height in pixels.
    pub pixels: (u32, u32),
    /// Whether the camera noted that it must be turned to be upright, which is metadata too: the page says so, since it may now lie on
    /// its side.
    pub turned: bool,
}

/// What a walk over a picture's parts gives.
#[derive(Default)]
struct Bare {
    bytes: Vec<u8>,
    pixels: (u32, u32),
    turned: bool,
}

/// A picture under an ASCII name made of its own.
///
/// # Errors
/// Where it is none that a module shows (drawings are put in by hand, since they can hold scripts), or it is damaged.
pub fn picture(file: &str, bytes: &[u8]) -> Result<Picture, Refusal> {
    let refuse = |code| Refusal::new(code, file);
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let (ending, bare) = match bytes {
        [0xff, 0xd8, 0xff, ..] => ("jpg", jpeg(bytes)),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => ("png", png(bytes)),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => ("webp", webp(bytes)),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => ("gif", gif(bytes)),
        _ if String::from_utf8_lossy(bytes).contains("<svg") => return Err(refuse("drawing")),
        _ => return Err(refuse("no_picture")),
    };
    let bare = bare.filter(|bare| bare.pixels.0 > 0 && bare.pixels.1 > 0).ok_or_else(|| refuse("broken_picture"))?;
    let key = format!("media/{}.{ending}", name(stem).unwrap_or_else(|| "picture".to_owned()));
    let Bare { bytes: made, pixels, turned } = bare;
    Ok(Picture { key, before: bytes.len(), size: made.len(), bytes: made, pixels, turned })
}

/// The bytes of a file without what a camera wrote into it; as they are where it is no picture that this module knows.
pub fn bare(file: &str, bytes: &[u8]) -> Vec<u8> {
    picture(file, bytes).map_or_else(|_| bytes.to_vec(), |picture| picture.bytes)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    Some(bytes.get(at..at + length)?.iter().rev().fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

/// JPEG (ITU-T T.81, annex B): segments up to the end of the picture. Of the application segments those stay that the colours hang on:
/// JFIF (0), the ICC profile (2) and Adobe's (14). What follows the end, as cameras append a second picture, goes.
fn jpeg(bytes: &[u8]) -> Option<Bare> {
    let mut bare = Bare { bytes: bytes[..2].to_vec(), ..Bare::default() };
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1).filter(|_| bytes[at] == 0xff)?;
        match marker {
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                bare.bytes.extend([0xff, 0xd9]);
                return Some(bare);
            }
            0x01 | 0xd0..=0xd7 => {
                bare.bytes.extend(&bytes[at..at + 2]);
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = u16_at(bytes, at + 2)? as usize;
        let segment = bytes.get(at..at + 2 + length).filter(|_| length >= 2)?;
        match marker {
            0xc0..=0xcf if ![0xc4, 0xc8, 0xcc].contains(&marker) => {
                bare.pixels = (u16_at(segment, 7)?, u16_at(segment, 5)?);
            }
            0xe1 => bare.turned |= is_turned(segment.get(4..).unwrap_or_default()),
            _ => {}
        }
        let is_profile = marker == 0xe2 && segment[4..].starts_with(b"ICC_PROFILE\0");
        let is_kept = !matches!(marker, 0xe0..=0xef | 0xfe) || matches!(marker, 0xe0 | 0xee) || is_profile;
        if is_kept {
            bare.bytes.extend(segment);
        }
        at += 2 + length;
        if marker == 0xda {
            let data = scan(&bytes[at..]);
            bare.bytes.extend(&bytes[at..at + data]);
            at += data;
        }
    }
}

/// The length of the data of a scan: up to a marker that is neither stuffing nor a restart.
fn scan(bytes: &[u8]) -> usize {
    let is_marker = |pair: &[u8]| pair[0] == 0xff && !matches!(pair[1], 0x00 | 0xd0..=0xd7 | 0xff);
    bytes.windows(2).position(is_marker).unwrap_or(bytes.len())
}

/// Whether EXIF data say that the picture is to be turned (Exif 3.0, tag 0x0112).
fn is_turned(exif: &[u8]) -> bool {
    let Some(tiff) = exif.strip_prefix(b"Exif\0\0") else { return false };
    let is_little = tiff.starts_with(b"II");
    let number = |at: usize, length: usize| {
        if is_little {
            little(tiff, at, length)
        } else {
            tiff.get(at..at + length).map(|b| b.iter().fold(0, |n, b| n << 8 | u32::from(*b)))
        }
    };
    let Some(first) = number(4, 4).map(|at| at as usize).filter(|at| *at < tiff.len()) else { return false };
    let count = number(first, 2).unwrap_or(0) as usize;
    (0..count)
        .map(|entry| first + 2 + entry * 12)
        .take_while(|at| *at < tiff.len())
        .any(|at| number(at, 2) == Some(0x0112) && number(at + 8, 2).is_some_and(|way| (2..=8).contains(&way)))
}

/// PNG (W3C, third edition, clause 11): chunks up to `IEND`. Text, time and EXIF go.
fn png(bytes: &[u8]) -> Option<Bare> {
    let mut bare = Bare { bytes: bytes[..8].to_vec(), ..Bare::default() };
    let mut at = 8;
    loop {
        let length = u32_at(bytes, at)? as usize;
        let chunk = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        let kind = &chunk[4..8];
        if kind == b"IHDR" {
            bare.pixels = (u32_at(chunk, 8)?, u32_at(chunk, 12)?);
        }
        if ![&b"tEXt"[..], b"zTXt", b"iTXt", b"tIME", b"eXIf"].contains(&kind) {
            bare.bytes.extend(chunk);
        }
        if kind == b"IEND" {
            return Some(bare);
        }
        at += chunk.len();
    }
}

/// WebP (RFC 9649): chunks in a RIFF container. `EXIF` and `XMP ` go, with their flags in `VP8X`.
fn webp(bytes: &[u8]) -> Option<Bare> {
    let end = (little(bytes, 4, 4)? as usize).checked_add(8).filter(|end| *end <= bytes.len())?;
    let mut bare = Bare { bytes: bytes[..12].to_vec(), ..Bare::default() };
    let mut at = 12;
    while at + 8 <= end {
        let length = little(bytes, at + 4, 4)? as usize;
        let next = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let chunk = bytes.get(at..next.min(end)).filter(|chunk| chunk.len() >= 8 + length)?;
        let data = &chunk[8..];
        match &chunk[..4] {
            b"EXIF" => {
                bare.turned |= is_turned(&[&b"Exif\0\0"[..], data.strip_prefix(b"Exif\0\0").unwrap_or(data)].concat())
            }
            b"XMP " => {}
            b"VP8X" => {
                bare.pixels = (little(data, 4, 3)? + 1, little(data, 7, 3)? + 1);
                let from = bare.bytes.len();
                bare.bytes.extend(chunk);
                bare.bytes[from + 8] &= !0b0000_1100;
            }
            kind => {
                if bare.pixels == (0, 0) {
                    bare.pixels = frame(kind, data).unwrap_or_default();
                }
                bare.bytes.extend(chunk);
            }
        }
        at = next;
    }
    let size = u32::try_from(bare.bytes.len() - 8).ok()?;
    bare.bytes[4..8].copy_from_slice(&size.to_le_bytes());
    Some(bare)
}

/// The size of a simple WebP's frame: lossy (RFC 6386, clause 9.1) or lossless (RFC 9649, clause 3.4).
fn frame(kind: &[u8], data: &[u8]) -> Option<(u32, u32)> {
    match kind {
        b"VP8 " if data.get(3..6) == Some(&[0x9d, 0x01, 0x2a]) => {
            Some((little(data, 6, 2)? & 0x3fff, little(data, 8, 2)? & 0x3fff))
        }
        b"VP8L" if data.first() == Some(&0x2f) => {
            let bits = little(data, 1, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        _ => None,
    }
}

/// GIF (89a, clause 18) has no EXIF: it is taken as it is.
fn gif(bytes: &[u8]) -> Option<Bare> {
    let pixels = (little(bytes, 6, 2)?, little(bytes, 8, 2)?);
    Some(Bare { bytes: bytes.to_vec(), pixels, turned: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"50.63N 3.06E";

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker][..], &length, data].concat()
    }

    fn a_jpeg(metadata: &[Vec<u8>]) -> Vec<u8> {
        let frame = segment(0xc0, &[8, 0, 3, 0, 5, 1, 1, 0x11, 0]);
        let scan = [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![1, 0xff, 0, 0xff, 0xd0, 2]].concat();
        let all = [segment(0xe0, b"JFIF\0"), metadata.concat(), segment(0xe2, b"ICC_PROFILE\0p"), frame, scan].concat();
        [&[0xff, 0xd8][..], &all, &[0xff, 0xd9]].concat()
    }

    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, b"crc4"].concat()
    }

    fn a_png(metadata: &[Vec<u8>]) -> Vec<u8> {
        let head = chunk(b"IHDR", &[0, 0, 0, 5, 0, 0, 0, 3, 8, 2, 0, 0, 0]);
        [&b"\x89PNG\r\n\x1a\n"[..], &head, &metadata.concat(), &chunk(b"IDAT", b"data"), &chunk(b"IEND", b"")].concat()
    }

    fn riff(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let mut chunk = [kind, &u32::try_from(data.len()).unwrap().to_le_bytes()[..], data].concat();
        chunk.extend((data.len() % 2 == 1).then_some(0));
        chunk
    }

    fn a_webp(flags: u8, metadata: &[Vec<u8>]) -> Vec<u8> {
        let all =
            [riff(b"VP8X", &[flags, 0, 0, 0, 4, 0, 0, 2, 0, 0]), riff(b"VP8 ", b"odd"), metadata.concat()].concat();
        riff(b"RIFF", &[&b"WEBP"[..], &all].concat())
    }

    #[test]
    fn what_a_camera_wrote_goes_and_the_picture_stays() {
        let exif = [&b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"[..], SECRET].concat();
        let jpeg = [segment(0xe1, &exif), segment(0xed, SECRET), segment(0xfe, SECRET)];
        let png = [chunk(b"eXIf", SECRET), chunk(b"tEXt", SECRET), chunk(b"iTXt", SECRET)];
        let webp = [riff(b"EXIF", &exif), riff(b"XMP ", SECRET)];
        for (name, with, without, turned) in [
            ("a.JPG", [a_jpeg(&jpeg), SECRET.to_vec()].concat(), a_jpeg(&[]), true),
            ("a.png", a_png(&png), a_png(&[]), false),
            ("a.webp", a_webp(0b0001_1100, &webp), a_webp(0b0001_0000, &[]), true),
        ] {
            assert!(with.windows(SECRET.len()).any(|w| w == SECRET));
            let made = picture(name, &with).unwrap();
            assert!(made.bytes == without, "{name}: {:?}", made.bytes);
            assert_eq!((made.pixels, made.turned, made.before, made.size), ((5, 3), turned, with.len(), without.len()));
            assert_eq!(picture(name, &made.bytes).unwrap().bytes, made.bytes, "{name}: a second time changes nothing");
        }
    }

    #[test]
    fn what_is_cut_off_or_no_picture_is_refused_and_never_panics() {
        for whole in [a_jpeg(&[]), a_png(&[]), a_webp(0, &[])] {
            for length in 0..whole.len() {
                assert!(picture("a", &whole[..length]).is_err(), "{length} of {whole:?}");
            }
            for at in 0..whole.len() {
                for byte in [0, 1, 0x7f, 0xff] {
                    let mut other = whole.clone();
                    other[at] = byte;
                    drop(picture("a", &other));
                }
            }
        }
        let code = |bytes: &[u8]| picture("a", bytes).unwrap_err().code;
        assert_eq!(code(b"<svg onload=\"x\"/>"), "drawing");
        assert_eq!(code(b"<html>"), "no_picture");
        assert_eq!(code(b"%PDF-1.7"), "no_picture");
    }

    #[test]
    fn a_name_is_made_of_its_own() {
        for (file, key) in [
            ("C:\\Fotos\\Été 2026.JPEG", "media/ete-2026.gif"),
            ("../../con.gif", "media/con-1.gif"),
            ("写真.gif", "media/picture.gif"),
        ] {
            assert_eq!(picture(file, b"GIF89a\x05\0\x03\0\0\0\0").unwrap().key, key, "{file}");
        }
    }
}
