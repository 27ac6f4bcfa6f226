//! Attachments: what is said of a file (xAPI 1.0.3, Data 2.4.11; 2.0.0, 4.2.2.6). The file itself travels beside the statement.

use super::node::Node;
use super::reader::Reader;
use super::{forms, rules};

/// What is said of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attachment<'a> {
    /// What it is for, an IRI.
    pub usage: &'a str,
    /// The media type.
    pub content_type: &'a str,
    /// Its length in bytes.
    pub length: u64,
    /// The SHA-2 of its bytes in hexadecimal.
    pub sha2: &'a str,
    /// Where it can be had, an IRL.
    pub file_url: Option<&'a str>,
}

const KEYS: &[&str] = &["usageType", "display", "description", "contentType", "length", "sha2", "fileUrl"];

impl<'a> Attachment<'a> {
    /// Reads an attachment.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, KEYS)?;
        let usage = reader.required(node, "usageType", Reader::iri);
        reader.required(node, "display", Reader::language_map);
        reader.optional(node, "description", Reader::language_map);
        let content_type =
            reader.required(node, "contentType", |reader, node| reader.form(node, &rules::ATTACHMENT, is_media_type));
        let length = reader.required(node, "length", |reader, node| {
            reader.number(node)?;
            let length = node.value.as_u64();
            if length.is_none() {
                reader.fault(node, &rules::ATTACHMENT, "0, 1, 2, …");
            }
            length
        });
        let sha2 = reader.required(node, "sha2", |reader, node| reader.form(node, &rules::ATTACHMENT, is_sha2));
        let file_url = reader.optional(node, "fileUrl", Reader::iri);
        Some(Self { usage: usage?, content_type: content_type?, length: length?, sha2: sha2?, file_url })
    }
}

fn is_sha2(text: &str) -> bool {
    [28, 32, 48, 64].into_iter().any(|bytes| forms::is_hex(text, bytes))
}

/// A type, a slash, a subtype, and whatever parameters (RFC 2046).
fn is_media_type(text: &str) -> bool {
    let name = text.split(';').next().unwrap_or_default().trim();
    let is_token =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&^_.+-".contains(&b));
    name.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}
