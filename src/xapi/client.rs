//! Speaks with a record store (xAPI 1.0.3, Communication 2.1 and 3; 2.0.0, 4.1.6.1). Redirects are not followed, so that the keys go
//! to nobody but the store that was named. Knows no outbox.

use super::answer::{Answer, body, cut, retry_after, words};
use super::endpoint::Endpoint;
use super::patience::NoAnswer;
use super::statement::Version;
use crate::clock;
use reqwest::blocking::{RequestBuilder, Response};
use reqwest::header::{CONTENT_TYPE, IF_NONE_MATCH};
use reqwest::{StatusCode, Url, redirect};
use serde_json::Value;
use std::error::Error;
use std::fmt;
use std::io::Read;
use std::time::Duration;
use uuid::Uuid;

/// A full store was measured to take 25 seconds for 500 statements.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most bytes that are read of what a store gives. A store that gives more at once is none.
const MOST: u64 = 64 << 20;

/// What a store gave.
#[derive(Debug)]
pub struct Found {
    /// Its media type, with parameters.
    pub kind: String,
    /// Its bytes.
    pub content: Vec<u8>,
}

/// Key and secret of a store. Neither is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Keys {
    /// The key, or user name.
    pub key: String,
    /// The secret, or password.
    pub secret: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Keys(…)")
    }
}

/// The client of one store.
pub struct Client {
    http: reqwest::blocking::Client,
    endpoint: Endpoint,
    keys: Option<Keys>,
    version: Version,
}

impl Client {
    /// A client of a store.
    ///
    /// # Errors
    /// Where this machine cannot speak https, for example because it has no root certificates.
    pub fn new(endpoint: Endpoint, keys: Option<Keys>, version: Version) -> Result<Self, String> {
        // Somebody else in this program may have installed it already.
        drop(rustls::crypto::ring::default_provider().install_default());
        let builder = reqwest::blocking::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(Duration::from_secs(10))
            .redirect(redirect::Policy::none())
            .user_agent(concat!("cartable/", env!("CARGO_PKG_VERSION")));
        let builder = if endpoint.is_local { builder.no_proxy() } else { builder };
        let http = builder.build().map_err(|error| causes(&error))?;
        Ok(Self { http, endpoint, keys, version })
    }

    /// Where the store is.
    pub fn endpoint(&self) -> &str {
        self.endpoint.as_str()
    }

    /// Sends statements, each an id and its JSON; `now` in microseconds since 1970.
    pub fn post(&self, statements: &[(Uuid, &str)], now: i64) -> Answer {
        let bodies: Vec<&str> = statements.iter().map(|(_, body)| *body).collect();
        self.post_as("application/json", format!("[{}]", bodies.join(",")).into_bytes(), statements, now)
    }

    /// Sends statements in a body of another type, such as `multipart/mixed` with their attachments.
    pub fn post_as(&self, kind: &str, body: Vec<u8>, statements: &[(Uuid, &str)], now: i64) -> Answer {
        let request = self.http.post(format!("{}/statements", self.endpoint.as_str()));
        match self.send(request.header(CONTENT_TYPE, kind).body(body)) {
            Ok(response) => Answer::read(response, statements, now),
            Err(words) => Answer::Later(None, words),
        }
    }

    /// The statement of an id, and whether it is voided; none where the store has none.
    ///
    /// # Errors
    /// Where the store does not answer as one does.
    pub fn get(&self, id: Uuid) -> Result<Option<(Value, bool)>, NoAnswer> {
        for (name, is_voided) in [("statementId", false), ("voidedStatementId", true)] {
            let Some(found) = self.read(&format!("{}/statements?{name}={id}", self.endpoint.as_str()))? else {
                continue;
            };
            let no_statement =
                |_| NoAnswer::Later(None, words(StatusCode::OK, &String::from_utf8_lossy(&found.content)));
            return serde_json::from_slice(&found.content).map(|value| Some((value, is_voided))).map_err(no_statement);
        }
        Ok(None)
    }

    /// What is at a whole address; none where there is nothing.
    ///
    /// # Errors
    /// Where the store does not give it.
    pub fn read(&self, address: &str) -> Result<Option<Found>, NoAnswer> {
        let response = self.ask(self.http.get(address))?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_FOUND => return Ok(None),
            _ => return Err(refused(response)),
        }
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let mut found = Found { kind: kind.to_owned(), content: Vec::new() };
        let read = response.take(MOST).read_to_end(&mut found.content);
        read.map(|_| Some(found)).map_err(|error| NoAnswer::Later(None, error.to_string()))
    }

    /// Puts a document at a whole address where there is none. Whoever may not be overwritten is asked before: not every store
    /// minds the condition.
    ///
    /// # Errors
    /// Where the store does not take it.
    pub fn put(&self, address: &str, kind: &str, content: Vec<u8>) -> Result<(), NoAnswer> {
        let request = self.http.put(address).header(CONTENT_TYPE, kind).header(IF_NONE_MATCH, "*").body(content);
        let response = self.ask(request)?;
        if response.status().is_success() { Ok(()) } else { Err(refused(response)) }
    }

    /// The whole address of what a store names relative to itself; none where it is of another host, to which no key goes.
    pub fn beside(&self, address: &str) -> Option<String> {
        let base = Url::parse(self.endpoint.as_str()).ok()?;
        let url = base.join(address).ok()?;
        (url.origin() == base.origin()).then(|| url.into())
    }

    fn ask(&self, request: RequestBuilder) -> Result<Response, NoAnswer> {
        self.send(request).map_err(|words| NoAnswer::Later(None, words))
    }

    fn send(&self, request: RequestBuilder) -> Result<Response, String> {
        let request = request.header("X-Experience-API-Version", self.version.header());
        let request = match &self.keys {
            Some(keys) => request.basic_auth(&keys.key, Some(&keys.secret)),
            None => request,
        };
        request.send().map_err(|error| causes(&error.without_url()))
    }
}

/// What an answer means that is not what was asked for.
fn refused(response: Response) -> NoAnswer {
    let (status, pause) = (response.status(), retry_after(response.headers(), clock::now()));
    let said = words(status, &body(response));
    let is_busy = status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429);
    if is_busy { NoAnswer::Later(pause, said) } else { NoAnswer::Never(status.as_u16(), said) }
}

/// An error with what caused it: reqwest's own words say too little.
fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    cut(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_never_shown() {
        let keys = Keys { key: "a".into(), secret: "b".into() };
        assert_eq!(format!("{keys:?}"), "Keys(…)");
    }
}
