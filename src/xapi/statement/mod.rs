//! Statements as the standard has them: what it allows can be said, what it forbids cannot be built. There is one way in,
//! [`read`], for our own statements as well as for those of others. Types borrow from the JSON that was read, which stays what was
//! sent. Knows no store and no network.

mod activity;
mod actor;
mod attachment;
mod context;
mod event;
mod fault;
mod forms;
mod json;
mod node;
mod reader;
mod result;
pub mod rules;
mod same;
mod verb;

pub use activity::{Activity, Definition};
pub use actor::{Actor, Agent, Group, Identifier};
pub use attachment::Attachment;
pub use context::Context;
pub use event::{Event, Object};
pub use fault::Fault;
pub use forms::{is_language, timestamp};
pub use json::parse;
pub use result::{Outcome, Score};
pub use same::same;
pub use verb::Verb;

use jiff::Timestamp;
use node::Node;
use reader::Reader;
use serde_json::Value;
use std::ops::Deref;
use uuid::Uuid;

/// A version of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 1.0.3, and all 1.0.x.
    One,
    /// 2.0.0 (IEEE 9274.1.1-2023).
    Two,
}

impl Version {
    /// The version that a header `X-Experience-API-Version` or a statement's `version` names.
    pub fn named(text: &str) -> Option<Self> {
        let is_patch = |rest: &str| {
            let digits = rest.strip_prefix('.');
            rest.is_empty() || digits.is_some_and(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
        };
        match (text.strip_prefix("1.0"), text.strip_prefix("2.0")) {
            (Some(rest), _) if is_patch(rest) => Some(Self::One),
            (_, Some(rest)) if is_patch(rest) => Some(Self::Two),
            _ => None,
        }
    }

    /// What the header says.
    pub fn header(self) -> &'static str {
        match self {
            Self::One => "1.0.3",
            Self::Two => "2.0.0",
        }
    }
}

/// A statement. What it shares with sub-statements it has from [`Event`].
#[derive(Clone, Debug, PartialEq)]
pub struct Statement<'a> {
    raw: &'a Value,
    id: Option<Uuid>,
    stored: Option<Timestamp>,
    authority: Option<Actor<'a>>,
    version: Option<&'a str>,
    event: Event<'a>,
}

impl<'a> Statement<'a> {
    /// The statement as it was sent.
    pub fn raw(&self) -> &'a Value {
        self.raw
    }

    /// Its id, where it was sent with one.
    pub fn id(&self) -> Option<Uuid> {
        self.id
    }

    /// When a store took it.
    pub fn stored(&self) -> Option<Timestamp> {
        self.stored
    }

    /// Who asserts it: an agent, or a system and a person.
    pub fn authority(&self) -> Option<&Actor<'a>> {
        self.authority.as_ref()
    }

    /// The version of the standard that it names.
    pub fn version(&self) -> Option<&'a str> {
        self.version
    }

    /// The statement that it voids.
    pub fn voids(&self) -> Option<Uuid> {
        match self.event.object() {
            Object::StatementRef(id) if self.verb().id == super::vocabulary::verb("voided") => Some(*id),
            _ => None,
        }
    }
}

impl<'a> Deref for Statement<'a> {
    type Target = Event<'a>;

    fn deref(&self) -> &Event<'a> {
        &self.event
    }
}

const KEYS: &[&str] = &[
    "id",
    "actor",
    "verb",
    "object",
    "result",
    "context",
    "timestamp",
    "stored",
    "authority",
    "version",
    "attachments",
];

/// Reads a statement.
///
/// # Errors
/// All that is wrong with it, in the order of its parts.
pub fn read(value: &Value, version: Version) -> Result<Statement<'_>, Vec<Fault>> {
    let mut reader = Reader { version, faults: Vec::new() };
    let node = Node::root(value);
    let statement = statement(&mut reader, &node);
    match statement {
        Some(statement) if reader.faults.is_empty() => Ok(statement),
        _ => Err(reader.faults),
    }
}

/// Reads an agent or group alone, as a parameter of a request has it.
///
/// # Errors
/// All that is wrong with it.
pub fn read_actor(value: &Value, version: Version) -> Result<Actor<'_>, Vec<Fault>> {
    let mut reader = Reader { version, faults: Vec::new() };
    match Actor::read(&mut reader, &Node::root(value)) {
        Some(actor) if reader.faults.is_empty() => Ok(actor),
        _ => Err(reader.faults),
    }
}

fn statement<'a>(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Statement<'a>> {
    reader.object(node, KEYS)?;
    let id = reader.optional(node, "id", |reader, node| reader.uuid(node));
    let event = Event::read(reader, node, false);
    let stored = reader.optional(node, "stored", |reader, node| reader.timestamp(node));
    let authority = reader.optional(node, "authority", authority);
    let version = reader.optional(node, "version", |reader, node| {
        let text = reader.text(node)?;
        let allowed = Version::named(text).filter(|named| *named == Version::One || reader.version == Version::Two);
        if allowed.is_none() {
            reader.fault(node, &rules::VERSION, if reader.version == Version::One { "1.0.x" } else { "1.0.x, 2.0.x" });
        }
        Some(text)
    });
    Some(Statement { raw: node.value, id, stored, authority, version, event: event? })
}

/// An agent, or an anonymous group of a system and a person (OAuth).
fn authority<'a>(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Actor<'a>> {
    let actor = Actor::read(reader, node)?;
    if let Actor::Group(group) = &actor
        && (group.identifier().is_some() || group.members().len() != 2)
    {
        reader.fault(node, &rules::AUTHORITY, "2");
    }
    Some(actor)
}
