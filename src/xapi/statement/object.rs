//! Verbs and objects (xAPI 1.0.3, Data 2.4.3 and 2.4.4; 2.0.0, 4.2.2.2 and 4.2.2.3).

use super::activity::Activity;
use super::actor::{Agent, Group};
use super::event::Event;
use super::node::Node;
use super::reader::Reader;
use serde_json::{Map, Value};
use uuid::Uuid;

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

/// What it was done to.
#[derive(Clone, Debug, PartialEq)]
pub enum Object<'a> {
    /// An activity.
    Activity(Activity<'a>),
    /// A person or a system.
    Agent(Agent<'a>),
    /// Several of them.
    Group(Group<'a>),
    /// Another statement, by its id.
    StatementRef(Uuid),
    /// What might happen, and did not.
    SubStatement(Box<Event<'a>>),
}

const KINDS: &[&str] = &["Activity", "Agent", "Group", "StatementRef", "SubStatement"];

impl<'a> Object<'a> {
    /// Reads an object; without `objectType` it is an activity. A sub-statement has none of its own.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>, is_inner: bool) -> Option<Self> {
        let kinds = if is_inner { &KINDS[..4] } else { KINDS };
        let kind = match node.get("objectType") {
            Some(kind) => reader.one_of(&kind, kinds)?,
            None => "Activity",
        };
        match kind {
            "Agent" => Agent::read(reader, node).map(Self::Agent),
            "Group" => Group::read(reader, node).map(Self::Group),
            "StatementRef" => reference(reader, node).map(Self::StatementRef),
            "SubStatement" => {
                reader.object(node, SUB_STATEMENT)?;
                Event::read(reader, node, true).map(|event| Self::SubStatement(Box::new(event)))
            }
            _ => Activity::read(reader, node).map(Self::Activity),
        }
    }
}

const SUB_STATEMENT: &[&str] =
    &["objectType", "actor", "verb", "object", "result", "context", "timestamp", "attachments"];

/// Reads a reference to a statement.
pub fn reference(reader: &mut Reader, node: &Node<'_, '_>) -> Option<Uuid> {
    reader.object(node, &["objectType", "id"])?;
    reader.required(node, "objectType", |reader, node| reader.one_of(node, &["StatementRef"]));
    reader.required(node, "id", |reader, node| reader.uuid(node))
}
