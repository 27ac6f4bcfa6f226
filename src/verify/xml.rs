//! The bytes of a manifest made into a tree: encoding, guards against absurd documents, well-formedness. Knows nothing of
//! any standard. Positions in the tree are positions in `Manifest::source`.

use super::report::Report;
use super::rules;
use crate::markup;
use crate::source::{Place, Source};
use roxmltree::{Attribute, Document, Node, ParsingOptions};

/// The largest manifest that is read.
pub(super) const LARGEST: u64 = 4 << 20;
/// More tags and more attributes than any honest manifest has.
const MOST_TAGS: usize = 100_000;
const MOST_ATTRIBUTES: usize = 200_000;

/// No name that a standard knows is longer, with any prefix that people write.
const LONGEST_NAME: usize = 250;

/// A manifest as text with its places.
pub(super) struct Manifest<'a> {
    pub tree: &'a Document<'a>,
    pub source: &'a Source,
}

impl Manifest<'_> {
    /// The start tag of an element.
    pub(super) fn place(&self, node: Node) -> Place {
        let range = node.range();
        let tag = self.tree.input_text()[range.clone()].find('>').map_or(range.end, |end| range.start + end + 1);
        self.source.place(range.start..tag.min(range.end))
    }

    /// The value of an attribute.
    pub(super) fn value(&self, attribute: &Attribute) -> Place {
        self.source.place(attribute.range_value())
    }

    /// The content of an element, or the element where it has none.
    pub(super) fn content(&self, node: Node) -> Place {
        match (node.first_child(), node.last_child()) {
            (Some(first), Some(last)) => self.source.place(first.range().start..last.range().end),
            _ => self.place(node),
        }
    }

    /// The name of an element as it was written, prefix and all; only its beginning where it is absurdly long, because it is
    /// looked at once for each child.
    pub(super) fn literal(&self, node: Node) -> &str {
        let text = &self.tree.input_text()[node.range()][1..];
        let is_end = |c: char| c.is_whitespace() || c == '>' || c == '/';
        let end = text.char_indices().take(LONGEST_NAME).find(|(_, c)| is_end(*c)).map(|(at, _)| at);
        let most = || text.char_indices().nth(LONGEST_NAME).map_or(text.len(), |(at, _)| at);
        &text[..end.unwrap_or_else(most)]
    }

    /// What an element says, trimmed. Only its own text counts.
    pub(super) fn text(node: Node) -> String {
        let own = node.children().filter(Node::is_text).filter_map(|child| child.text());
        own.collect::<String>().trim().to_owned()
    }
}

/// The text of a manifest, without its byte order mark; none where its bytes are no text.
pub(super) fn decode(file: &str, bytes: &[u8], report: &mut Report) -> Option<String> {
    let place = Place::file(file);
    let said = declared(bytes);
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            report.add(&rules::BOM, &place, []);
            utf8(file, rest, "UTF-8", report)
        }
        [0xff, 0xfe, rest @ ..] => utf16(file, rest, u16::from_le_bytes, report),
        [0xfe, 0xff, rest @ ..] => utf16(file, rest, u16::from_be_bytes, report),
        _ => match said.as_deref() {
            None | Some("utf-8" | "us-ascii") => utf8(file, bytes, said.as_deref().unwrap_or("utf-8"), report),
            Some(other) => {
                report.add(&rules::NOT_UTF8, &place, [("encoding", other.to_owned())]);
                let latin = ["iso-8859-1", "iso-8859-15", "windows-1252"].contains(&other);
                if latin {
                    Some(bytes.iter().map(|&b| char::from(b)).collect())
                } else {
                    utf8(file, bytes, other, report)
                }
            }
        },
    }
}

/// The encoding that the XML declaration names, in lower case.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = head.trim_start_matches('\u{feff}').strip_prefix("<?xml")?.split("?>").next()?.to_owned();
    let value = declaration.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start().to_owned();
    Some(value.get(1..)?.split(['"', '\'']).next()?.to_ascii_lowercase())
}

fn utf8(file: &str, bytes: &[u8], said: &str, report: &mut Report) -> Option<String> {
    let text = std::str::from_utf8(bytes);
    if let Err(fault) = &text {
        let args = [("encoding", said.to_owned()), ("offset", fault.valid_up_to().to_string())];
        report.add(&rules::ENCODING_LIES, &Place::file(file), args);
    }
    text.ok().map(str::to_owned)
}

fn utf16(file: &str, bytes: &[u8], read: fn([u8; 2]) -> u16, report: &mut Report) -> Option<String> {
    report.add(&rules::NOT_UTF8, &Place::file(file), [("encoding", "utf-16".to_owned())]);
    let units = bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    if text.is_err() {
        let args = [("encoding", "utf-16".to_owned()), ("offset", "?".to_owned())];
        report.add(&rules::ENCODING_LIES, &Place::file(file), args);
    }
    text.ok()
}

/// The tree of a manifest; none where there is none. Doctypes are refused, and with them all entities.
pub(super) fn parse<'a>(source: &'a Source, report: &mut Report) -> Option<Document<'a>> {
    let text = source.text();
    if let Some((what, count)) = absurd(text) {
        let args = [("what", what.to_owned()), ("count", count.to_string())];
        report.add(&rules::MANIFEST_ABSURD, &Place::file(source.path()), args);
        return None;
    }
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 400_000, ..ParsingOptions::default() };
    match Document::parse_with_options(text, options) {
        Ok(tree) => Some(tree),
        Err(roxmltree::Error::DtdDetected) => {
            let at = text.find("<!DOCTYPE").unwrap_or(0);
            report.add(&rules::DOCTYPE, &source.place(at..at + 9), []);
            None
        }
        Err(fault) => {
            let at = offset(text, fault.pos());
            report.add(&rules::NOT_XML, &source.place(at..at + 1), [("fault", fault.to_string())]);
            None
        }
    }
}

/// What there is too much of.
fn absurd(text: &str) -> Option<(&'static str, usize)> {
    let tags = text.matches('<').count();
    if tags > MOST_TAGS { Some(("<", tags)) } else { markup::absurd(text, MOST_ATTRIBUTES) }
}

/// The byte offset of a row and column, both from 1.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let line = text.split_inclusive('\n').take(position.row.saturating_sub(1) as usize).map(str::len).sum::<usize>();
    let rest = text.get(line..).unwrap_or_default();
    line + rest.chars().take(position.col.saturating_sub(1) as usize).map(char::len_utf8).sum::<usize>()
}
