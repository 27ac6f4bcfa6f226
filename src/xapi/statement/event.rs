//! What statements and sub-statements have in common: who did what to what. An object (xAPI 1.0.3, Data 2.4.4; 2.0.0, 4.2.2.3) can
//! be such an event itself, so both are in this file.

use super::activity::Activity;
use super::actor::{Actor, Agent, Group};
use super::attachment::Attachment;
use super::context::Context;
use super::node::Node;
use super::reader::Reader;
use super::result::Outcome;
use super::rules;
use super::verb::Verb;
use crate::xapi::vocabulary;
use jiff::Timestamp;
use uuid::Uuid;

/// Who did what to what. It can only be read, so that what the standard forbids between its parts does not exist: a revision or
/// a platform without an activity, a voiding without a statement to void.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    actor: Actor<'a>,
    verb: Verb<'a>,
    object: Object<'a>,
    result: Option<Outcome<'a>>,
    context: Context<'a>,
    timestamp: Option<Timestamp>,
    attachments: Vec<Attachment<'a>>,
}

impl<'a> Event<'a> {
    /// Who did it.
    pub fn actor(&self) -> &Actor<'a> {
        &self.actor
    }

    /// What was done.
    pub fn verb(&self) -> Verb<'a> {
        self.verb
    }

    /// What it was done to.
    pub fn object(&self) -> &Object<'a> {
        &self.object
    }

    /// What came of it.
    pub fn result(&self) -> Option<Outcome<'a>> {
        self.result
    }

    /// What gives it its meaning; empty where none was sent.
    pub fn context(&self) -> &Context<'a> {
        &self.context
    }

    /// When.
    pub fn timestamp(&self) -> Option<Timestamp> {
        self.timestamp
    }

    /// What is said of files.
    pub fn attachments(&self) -> &[Attachment<'a>] {
        &self.attachments
    }

    /// Reads what statements and sub-statements have in common.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>, is_inner: bool) -> Option<Self> {
        let actor = reader.required(node, "actor", Actor::read);
        let verb = reader.required(node, "verb", Verb::read);
        let object = reader.required(node, "object", |reader, node| Object::read(reader, node, is_inner));
        let result = reader.optional(node, "result", Outcome::read);
        let context = reader.optional(node, "context", Context::read).unwrap_or_default();
        let timestamp = reader.optional(node, "timestamp", |reader, node| reader.timestamp(node));
        let attachments = reader.optional(node, "attachments", |reader, node| reader.list(node, Attachment::read));
        let attachments = attachments.unwrap_or_default();
        if let Some(object) = &object {
            activity_only(reader, node, object);
            voiding(reader, node, verb, object);
        }
        Some(Self { actor: actor?, verb: verb?, object: object?, result, context, timestamp, attachments })
    }
}

fn activity_only(reader: &mut Reader, node: &Node<'_, '_>, object: &Object<'_>) {
    let Some(context) = node.get("context").filter(|_| !matches!(object, Object::Activity(_))) else { return };
    for key in ["revision", "platform"] {
        if let Some(found) = context.get(key) {
            reader.fault(&found, &rules::ACTIVITY_ONLY, "Activity");
        }
    }
}

fn voiding(reader: &mut Reader, node: &Node<'_, '_>, verb: Option<Verb<'_>>, object: &Object<'_>) {
    let voids = verb.is_some_and(|verb| verb.id == vocabulary::verb("voided"));
    if let (true, false, Some(at)) = (voids, matches!(object, Object::StatementRef(_)), node.get("object")) {
        reader.fault(&at, &rules::VOIDING, "StatementRef");
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
            "StatementRef" => reader.reference(node).map(Self::StatementRef),
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
