//! Verbs (xAPI 1.0.3, Data 2.4.3; 2.0.0, 4.2.2.2).

use super::node::Node;
use super::reader::Reader;
use serde_json::{Map, Value};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verb<'a> {
    /// Its IRI.
    pub id: &'a str,
    /// The words for it, by language. They are no part of the statement.
    pub display: Option<&'a Map<String, Value>>,
}

impl<'a> Verb<'a> {
    /// Reads a verb.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, &["id", "display"])?;
        let id = reader.required(node, "id", Reader::iri);
        let display = reader.optional(node, "display", Reader::language_map);
        Some(Self { id: id?, display })
    }
}
