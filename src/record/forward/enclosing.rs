//! Statements on their way, with the attachments that they brought.

use crate::record::store::attachments::{self, Brought};
use crate::record::{Refusal, Store, enclosed};
use crate::xapi::answer::Answer;
use crate::xapi::client::Client;
use crate::xapi::sender::Post;
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most bytes of attachments that go with several statements. A statement alone takes all of its own along.
const MOST: i64 = 1 << 20;

/// Sends statements with what the store has of their attachments.
pub struct Enclosing<'a> {
    /// The store that the statements are from.
    pub store: &'a Store,
    /// The other one.
    pub client: &'a Client,
}

impl Post for Enclosing<'_> {
    fn post(&self, statements: &[(Uuid, &str)], now: i64) -> Answer {
        match self.body(statements) {
            Ok(Body::Plain) => self.client.post(statements, now),
            Ok(Body::With(kind, body)) => self.client.post_as(&kind, body, statements, now),
            // As the other store would say: then they are sent in smaller company.
            Ok(Body::TooLarge) => Answer::Refused(413, String::new()),
            Err(refusal) => Answer::Later(None, refusal.reason),
        }
    }
}

/// What statements are sent in.
enum Body {
    /// They brought nothing along.
    Plain,
    /// This media type and these bytes.
    With(String, Vec<u8>),
    /// Several statements brought too much.
    TooLarge,
}

impl Enclosing<'_> {
    fn body(&self, statements: &[(Uuid, &str)]) -> Result<Body, Refusal> {
        let ids: Vec<Uuid> = statements.iter().map(|(id, _)| *id).collect();
        let brought = self.store.read(|connection| attachments::brought(connection, &ids))?;
        if brought.is_empty() {
            return Ok(Body::Plain);
        }
        if statements.len() > 1 && brought.iter().map(|one| one.bytes).sum::<i64>() > MOST {
            return Ok(Body::TooLarge);
        }
        let bodies: BTreeMap<Uuid, &str> = statements.iter().copied().collect();
        let value = |one: &Brought| bodies.get(&one.id).and_then(|body| serde_json::from_str(body).ok());
        let several: Vec<(Value, i64)> =
            brought.iter().map(|one| (value(one).unwrap_or_default(), one.stored)).collect();
        let several = several.iter().map(|(value, stored)| (value, *stored));
        let parts = self.store.read(|connection| enclosed::of(connection, several))?;
        let all: Vec<&str> = statements.iter().map(|(_, body)| *body).collect();
        let (kind, body) = enclosed::body(format!("[{}]", all.join(",")).as_bytes(), &parts);
        Ok(Body::With(kind, body))
    }
}
