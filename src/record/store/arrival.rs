//! A statement that arrives: the text that is kept of it and what it is found by, worked out before it waits for the one thread that
//! writes. Knows no data base.

use super::activities::Definition;
use super::mentions::{self, Mentions};
use super::{activities, people};
use crate::clock;
use crate::record::Refusal;
use crate::xapi::vocabulary;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A statement that was read and found right, ready to be kept.
pub struct Arrival {
    /// Its id, given by the client or by us.
    pub id: Uuid,
    /// The content of its attachments, by their `sha2`.
    pub attachments: BTreeMap<String, Vec<u8>>,
    /// The statement that it is about.
    pub(super) refers: Option<Uuid>,
    /// Whether it takes that one back.
    pub(super) voids: bool,
    /// What it is found by.
    pub(super) mentions: Mentions,
    /// What it says of activities.
    pub(super) definitions: Vec<Definition>,
    /// The identities and names of those whom it names.
    pub(super) names: Vec<(String, String)>,
    /// Its JSON, without `stored`.
    body: String,
    has_timestamp: bool,
}

impl Arrival {
    /// Of a whole statement, but for `stored`.
    pub fn new(id: Uuid, statement: &Value, attachments: BTreeMap<String, Vec<u8>>) -> Self {
        let refers = reference(&statement["object"]);
        Self {
            id,
            attachments,
            refers,
            voids: refers.is_some() && statement["verb"]["id"] == vocabulary::verb("voided"),
            mentions: mentions::of(statement),
            definitions: activities::definitions(statement),
            names: people::named(statement),
            body: statement.to_string(),
            has_timestamp: statement.get("timestamp").is_some(),
        }
    }

    /// The statement as it is kept: with `stored`, and with `timestamp` where it has none. Source: xAPI 1.0.3, part 2, 2.4.7 and 2.4.8.
    pub(super) fn stamped(&self, stored: i64, now: i64) -> String {
        let open = self.body.strip_suffix('}').unwrap_or(&self.body);
        // Not `stored`: that one never goes back, and so is wrong for long where a clock once was.
        let timestamp = if self.has_timestamp {
            String::new()
        } else {
            format!(",\"timestamp\":\"{}\"", clock::rfc3339(now.min(stored)))
        };
        format!("{open}{timestamp},\"stored\":\"{}\"}}", clock::rfc3339(stored))
    }

    /// The statement as it came.
    ///
    /// # Errors
    /// Where it is none: a fault of ours.
    pub(super) fn statement(&self) -> Result<Value, Refusal> {
        parsed(&self.body)
    }
}

/// A statement that was kept.
///
/// # Errors
/// Where it is none: a fault of ours.
pub(super) fn parsed(body: &str) -> Result<Value, Refusal> {
    serde_json::from_str(body).map_err(|error| Refusal::internal(error.to_string()))
}

/// The statement that an object is a reference to.
pub(super) fn reference(object: &Value) -> Option<Uuid> {
    let id = object.get("id").filter(|_| object["objectType"] == "StatementRef")?;
    Uuid::parse_str(id.as_str()?).ok()
}
