//! The archive that a document or a spreadsheet of an office program is (Office Open XML, OpenDocument). Only a few members are
//! read, and never more of them than the limit, whatever the archive says of their size. Knows nothing of what they say.

use crate::markup;
use roxmltree::{Document, ParsingOptions};
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most that one member may unpack to, in bytes.
const MOST_UNPACKED: u64 = 16 << 20;
/// The most elements and texts, and the most attributes of one member. Each takes some 70 bytes of memory, and a cell has
/// up to three of both.
const MOST_NODES: u32 = 1_000_000;
const MOST_ATTRIBUTES: usize = 1_000_000;
/// How deep elements may stand in each other.
const DEEPEST: usize = 250;

/// Why a member cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// More than is taken.
    TooLarge,
    /// An archive or a member of it that cannot be read.
    Damaged,
}

/// An archive, opened.
pub struct Archive<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Archive<'a> {
    /// The archive in these bytes.
    ///
    /// # Errors
    /// Damaged, where there is none.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        ZipArchive::new(Cursor::new(bytes)).map(Self).map_err(|_| Fault::Damaged)
    }

    /// Whether there is a member of this name.
    pub fn has(&self, name: &str) -> bool {
        self.0.index_for_name(name).is_some()
    }

    /// A member as text.
    ///
    /// # Errors
    /// Damaged, where there is none of that name or it is no UTF-8; too large, where it unpacks to more than 16 MiB.
    pub fn text(&mut self, name: &str) -> Result<String, Fault> {
        String::from_utf8(self.bytes(name)?).map_err(|_| Fault::Damaged)
    }

    /// A member as it is.
    ///
    /// # Errors
    /// Damaged, where there is none of that name or it cannot be unpacked; too large, where it unpacks to more than 16 MiB.
    pub fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Fault> {
        let member = self.0.by_name(name).map_err(|_| Fault::Damaged)?;
        let mut content = Vec::new();
        member.take(MOST_UNPACKED + 1).read_to_end(&mut content).map_err(|_| Fault::Damaged)?;
        if content.len() as u64 > MOST_UNPACKED {
            return Err(Fault::TooLarge);
        }
        Ok(content)
    }
}

/// The member that a target leads to: from the root of the archive where it says so, else from the folder of the member that names it.
pub fn resolve(member: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { member.split('/').collect() };
    path.pop();
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            _ => path.push(part),
        }
    }
    path.join("/")
}

/// The member that says where a member leads.
pub fn relations(member: &str) -> String {
    let (folder, name) = member.rsplit_once('/').map_or(("", member), |(folder, name)| (folder, name));
    format!("{folder}/_rels/{name}.rels").trim_start_matches('/').to_owned()
}

/// A member as a tree, unless it would take too much time or memory. A document type, with which entities could be made to grow, is refused.
///
/// # Errors
/// Damaged, where it is not well-formed or has a document type; too large, where it has too many elements or attributes.
pub fn parse(text: &str) -> Result<Document<'_>, Fault> {
    if markup::absurd(text, MOST_ATTRIBUTES).is_some() {
        return Err(Fault::TooLarge);
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::NodesLimitReached => Fault::TooLarge,
        _ => Fault::Damaged,
    })?;
    if is_deep(&document) { Err(Fault::TooLarge) } else { Ok(document) }
}

/// Whether elements stand in each other deeper than readers may follow them.
fn is_deep(document: &Document<'_>) -> bool {
    let (mut node, mut depth) = (document.root(), 0);
    loop {
        if let Some(child) = node.first_child() {
            (node, depth) = (child, depth + 1);
        } else {
            while node.next_sibling().is_none() {
                let Some(parent) = node.parent() else { return false };
                (node, depth) = (parent, depth - 1);
            }
            node = node.next_sibling().unwrap_or(node);
        }
        if depth > DEEPEST {
            return true;
        }
    }
}
