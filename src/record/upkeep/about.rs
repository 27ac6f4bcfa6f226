//! The statements that have to do with a person: their own, and those of others that name them.

use crate::record::Refusal;
use crate::record::store::Connection;
use crate::record::store::mentions::{self, Facet, Mentions};
use serde_json::Value;

/// How many statements are looked at in one transaction.
const AT_ONCE: i64 = 500;

/// How a statement has to do with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// They are its actor or its object, alone or in a group, or those of the statement inside.
    Own,
    /// It is another person's and names them in its context, for instance as instructor.
    Named,
    /// It is about a statement that names them.
    Apart,
}

/// A statement that has to do with a person.
pub(super) struct About {
    /// When it was stored, in microseconds since 1970.
    pub stored: i64,
    /// Its JSON as it is kept.
    pub body: String,
    /// The same, read.
    pub statement: Value,
    /// What it mentions itself.
    pub mentions: Mentions,
    /// How it has to do with the person.
    pub part: Part,
}

/// The next statements that are found by a person's identity and were stored after a moment, the oldest first.
pub(super) fn some(connection: &mut Connection, identity: &str, after: i64) -> Result<Vec<About>, Refusal> {
    let select = "SELECT statement.stored, body FROM mention CROSS JOIN statement
                  WHERE facet = ? AND term = (SELECT id FROM term WHERE value = ?) AND mention.stored > ?
                  AND statement.stored = mention.stored ORDER BY mention.stored LIMIT ?";
    let place = [(Facet::RelatedAgent as i64).into(), identity.into(), after.into(), AT_ONCE.into()];
    connection.rows(select, &place, |mut row| {
        let (stored, body): (i64, String) = (row.get(0)?, row.get(1)?);
        let statement: Value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
        let mentions = mentions::of(&statement);
        let part = if is_of(&statement, identity) {
            Part::Own
        } else if mentions.contains(&(Facet::RelatedAgent, identity.to_owned())) {
            Part::Named
        } else {
            Part::Apart
        };
        Ok(About { stored, body, statement, mentions, part })
    })
}

/// Whether someone is the actor or the object, alone or as a member, here or in the statement inside.
fn is_of(statement: &Value, identity: &str) -> bool {
    let is = |actor: &Value| mentions::identity(actor).is_some_and(|other| other == identity);
    let has = |actor: &Value| is(actor) || actor["member"].as_array().into_iter().flatten().any(is);
    let object = &statement["object"];
    has(&statement["actor"]) || has(object) || has(&object["actor"]) || has(&object["object"])
}
