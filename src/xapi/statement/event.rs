//! What statements and sub-statements have in common: who did what to what.

use super::actor::Actor;
use super::attachment::Attachment;
use super::context::Context;
use super::node::Node;
use super::object::{Object, Verb};
use super::reader::Reader;
use super::result::Outcome;
use super::rules;
use crate::xapi::vocabulary;
use jiff::Timestamp;

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
