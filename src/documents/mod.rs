//! Documents of office programs, Markdown and plain text → the files of a deck. A file is read into a [`Document`], which is the same
//! for all forms; then its headings and lists are recognised as themes, cards and their parts by words and by shape, and each guess
//! is a finding. No word is lost: what has no place in the deck goes into a note beside it. Knows the form of a deck; knows no disk
//! and no command.

mod card;
mod collector;
mod document;
mod docx;
mod form;
mod leftovers;
mod made;
mod markdown;
mod marked;
mod odt;
mod outline;
mod parts;
mod plain;
mod quiz;
mod read_back;
mod rows;
pub mod rules;
mod shape;
mod signs;
mod vocabulary;
mod way;
mod words;

pub use document::Document;
pub use form::{Form, form};
pub use leftovers::{FILE as LEFTOVERS, head as leftovers_head};
pub use made::{Home, Made, Maker};
pub use rules::RULES;
pub use vocabulary::{LANGUAGES, language};

use crate::diagnostic::{Findings, Rule};
use crate::office::{Archive, Fault};
use crate::sheet;
use crate::source::{Place, Source};

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 50 << 20;

/// The first bytes of a compound file: Word's form before 2007, or a document behind a password.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// What a file says; none where it cannot be read, and findings say why. What a file is, is seen from its content.
pub fn read(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Document> {
    let document = if bytes.len() > MOST_BYTES {
        Err(&rules::TOO_LARGE)
    } else if bytes.starts_with(COMPOUND) {
        Err(if holds(bytes, "EncryptedPackage") { &rules::ENCRYPTED } else { &rules::OLD_WORD })
    } else if bytes.starts_with(b"PK") {
        archive(path, bytes, findings)
    } else {
        text(path, bytes, findings)
    };
    match document {
        Ok(document) => {
            let mut is_empty = true;
            document.texts(&mut |text| is_empty &= text.is_empty());
            if is_empty {
                findings.add(&rules::EMPTY, &Place::file(path));
            }
            (!is_empty).then_some(document)
        }
        Err(rule) => {
            findings.add(rule, &Place::file(path)).with("bytes", MOST_BYTES >> 20);
            None
        }
    }
}

/// Plain text, Markdown, or a table as text.
fn text(path: &str, bytes: &[u8], findings: &mut Findings) -> Result<Document, &'static Rule> {
    let (text, guessed) = sheet::decode(bytes).ok_or(&rules::OTHER_FORM)?;
    if is_other(&text) {
        return Err(&rules::OTHER_FORM);
    }
    if let Some(encoding) = guessed {
        findings.add(&rules::GUESSED, &Place::file(path)).with("encoding", encoding);
    }
    // A table is known by its header: several cells, one of which names a part of a card.
    let is_table = text.lines().next().is_some_and(|line| line.contains([';', ',', '\t']));
    if is_table
        && let Some(sheet) = sheet::read(path, text.as_bytes(), &mut Findings::default())
        && let Some(document) = rows::read(&sheet)
    {
        return Ok(document);
    }
    let source = Source::new(path, text.replace("\r\n", "\n"));
    let read = if plain::is_markdown(source.text()) { marked::read } else { plain::read };
    read(&source).ok_or(&rules::TOO_LARGE)
}

/// Whether a text is the inside of a PDF or RTF file, or one of XML or HTML, whatever its own comments say first. Markdown may hold
/// pieces of HTML.
fn is_other(text: &str) -> bool {
    const WHOLE: [&str; 8] = ["?xml", "!doctype", "html", "head", "body", "meta", "title", "style"];
    let mut text = text.trim_start_matches('\u{feff}').trim_start();
    while let Some((_, rest)) = text.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        text = rest.trim_start();
    }
    if let Some(tag) = text.strip_prefix('<') {
        let tag = tag.split_once('>').map_or(tag, |(tag, _)| tag);
        let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default().to_lowercase();
        return WHOLE.contains(&name.as_str()) || tag.contains("xmlns");
    }
    text.starts_with("%PDF") || text.starts_with("{\\rtf")
}

/// Whether a compound file has a part of this name, which is written in UTF-16.
fn holds(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// A document or a spreadsheet of an office program.
fn archive(path: &str, bytes: &[u8], findings: &mut Findings) -> Result<Document, &'static Rule> {
    let fault = |fault| match fault {
        Fault::TooLarge => &rules::TOO_LARGE,
        Fault::Damaged => &rules::DAMAGED,
    };
    let mut archive = Archive::open(bytes).map_err(fault)?;
    if let Some(member) = docx::body(&mut archive) {
        return docx::read(path, &mut archive, &member).map_err(fault);
    }
    if odt::is_encrypted(&mut archive) {
        return Err(&rules::ENCRYPTED);
    }
    if odt::is_text(&mut archive) {
        return odt::read(path, &mut archive).map_err(fault);
    }
    let mut own = Findings::default();
    match sheet::read_all(path, bytes, &mut own) {
        Some(sheet) => rows::read(&sheet).ok_or(&rules::NO_COLUMNS),
        None if own.sorted().iter().any(|finding| finding.rule == &sheet::rules::NOT_A_TABLE) => {
            Err(&rules::OTHER_FORM)
        }
        None => {
            findings.extend(own);
            Err(&rules::DAMAGED)
        }
    }
}
