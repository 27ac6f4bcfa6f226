//! The bytes of a manifest made into text: what encoding they say, what encoding they are, and whether these are the same
//! (XML 1.0, 4.3.3 and appendix F). Knows nothing of XML beyond its declaration.

use super::report::Report;
use super::rules;
use crate::source::Place;

/// How the bytes are to be read.
#[derive(Clone, Copy)]
enum Form {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

/// The text of a manifest, without its byte order mark; none where its bytes are no text. A false label does not hide what
/// the manifest says, but an XML reader must stop at it, so it is told.
pub(super) fn decode(file: &str, bytes: &[u8], report: &mut Report) -> Option<String> {
    let place = Place::file(file);
    let (form, text) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            report.add(&rules::BOM, &place, []);
            (Form::Utf8, rest)
        }
        [0xff, 0xfe, rest @ ..] => (Form::Utf16(u16::from_le_bytes), rest),
        [0xfe, 0xff, rest @ ..] => (Form::Utf16(u16::from_be_bytes), rest),
        [b'<', 0, ..] => (Form::Utf16(u16::from_le_bytes), bytes),
        [0, b'<', ..] => (Form::Utf16(u16::from_be_bytes), bytes),
        _ => (Form::Utf8, bytes),
    };
    let (text, offset) = match form {
        Form::Utf16(read) => utf16(text, read),
        Form::Utf8 => {
            let said = declared(&String::from_utf8_lossy(&text[..text.len().min(200)]));
            let latin = said.is_some_and(|said| ["iso-8859-1", "iso-8859-15", "windows-1252"].contains(&said.as_str()));
            if latin { single(text) } else { utf8(text) }
        }
    };
    let said =
        text.as_deref().map_or_else(|| declared(&String::from_utf8_lossy(&bytes[..bytes.len().min(200)])), declared);
    let is = |known: &[&str]| said.as_deref().is_some_and(|said| known.contains(&said));
    let found = if matches!(form, Form::Utf16(_)) { "utf-16" } else { "utf-8" };
    if text.is_none() {
        let encoding = said.unwrap_or_else(|| found.to_owned());
        report.add(&rules::ENCODING_LIES, &place, [("encoding", encoding), ("offset", offset.to_string())]);
        return None;
    }
    let wide = is(&["utf-16", "utf-16le", "utf-16be", "utf-32", "ucs-2", "iso-10646-ucs-2", "iso-10646-ucs-4"]);
    let narrow = said.is_some() && !wide;
    if (found == "utf-16" && narrow) || (found == "utf-8" && wide) {
        let args = [("encoding", said.unwrap_or_default()), ("found", found.to_owned())];
        report.add(&rules::ENCODING_LABEL, &place, args);
    } else if found == "utf-16" || !is(&["utf-8", "us-ascii"]) && said.is_some() {
        let encoding = if found == "utf-16" { found.to_owned() } else { said.unwrap_or_default() };
        report.add(&rules::NOT_UTF8, &place, [("encoding", encoding)]);
    }
    text
}

/// The encoding that the XML declaration names, in lower case.
fn declared(text: &str) -> Option<String> {
    let head: String = text.chars().take(200).collect();
    let declaration = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start().to_owned();
    Some(value.get(1..)?.split(['"', '\'']).next()?.to_ascii_lowercase())
}

/// The text, or where it stops to be one.
fn utf8(bytes: &[u8]) -> (Option<String>, usize) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Some(text.to_owned()), 0),
        Err(fault) => (None, fault.valid_up_to()),
    }
}

fn utf16(bytes: &[u8], read: fn([u8; 2]) -> u16) -> (Option<String>, usize) {
    let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    let (mut text, mut at) = (String::with_capacity(bytes.len() / 2), 0);
    for letter in char::decode_utf16(units) {
        let Ok(letter) = letter else { return (None, at) };
        text.push(letter);
        at += letter.len_utf16() * 2;
    }
    (Some(text), at)
}

fn single(bytes: &[u8]) -> (Option<String>, usize) {
    (Some(bytes.iter().map(|&byte| char::from(byte)).collect()), 0)
}
