//! Speaks with a record store (xAPI 1.0.3, Communication 2.1 and 3; 2.0.0, 4.1.6.1). Redirects are not followed, so that the keys go
//! to nobody but the store that was named. Knows no outbox; asks no time.

use super::answer::{Answer, body, cut, words};
use super::endpoint::Endpoint;
use super::pages::NoPage;
use super::statement::Version;
use reqwest::blocking::Response;
use reqwest::header::CONTENT_TYPE;
use reqwest::{StatusCode, Url, redirect};
use serde_json::Value;
use std::error::Error;
use std::fmt;
use std::io::Read;
use std::time::Duration;
use uuid::Uuid;

/// A full store was measured to take 25 seconds for 500 statements.
const PATIENCE: Duration = Duration::from_secs(60);

/// The most bytes of a page of statements. A store that gives more at once is none.
const MOST_OF_A_PAGE: u64 = 64 << 20;

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
        let request = self.http.post(format!("{}/statements", self.endpoint.as_str()));
        let request = request.header(CONTENT_TYPE, "application/json").body(format!("[{}]", bodies.join(",")));
        match self.send(request) {
            Ok(response) => Answer::read(response, statements, now),
            Err(words) => Answer::Later(None, words),
        }
    }

    /// The statement of an id, voided or not; none where the store has none.
    ///
    /// # Errors
    /// Where the store does not answer as one does.
    pub fn get(&self, id: Uuid) -> Result<Option<Value>, String> {
        for name in ["statementId", "voidedStatementId"] {
            let request = self.http.get(format!("{}/statements?{name}={id}", self.endpoint.as_str()));
            let response = self.send(request)?;
            let status = response.status();
            let text = body(response);
            match status {
                StatusCode::OK => return serde_json::from_str(&text).map(Some).map_err(|_| words(status, &text)),
                StatusCode::NOT_FOUND => {}
                _ => return Err(words(status, &text)),
            }
        }
        Ok(None)
    }

    /// A page of statements, by its whole address.
    ///
    /// # Errors
    /// Where the store does not give it.
    pub fn page(&self, address: &str) -> Result<String, NoPage> {
        let response = self.send(self.http.get(address)).map_err(NoPage::Later)?;
        let status = response.status();
        if status == StatusCode::OK {
            let mut text = String::new();
            let read = response.take(MOST_OF_A_PAGE).read_to_string(&mut text);
            return read.map(|_| text).map_err(|error| NoPage::Later(error.to_string()));
        }
        let said = words(status, &body(response));
        let is_busy = status.is_server_error() || matches!(status.as_u16(), 408 | 429);
        Err(if is_busy { NoPage::Later(said) } else { NoPage::Never(said) })
    }

    /// The whole address of what a store names relative to itself; none where it is of another host, to which no key goes.
    pub fn beside(&self, address: &str) -> Option<String> {
        let base = Url::parse(self.endpoint.as_str()).ok()?;
        let url = base.join(address).ok()?;
        (url.origin() == base.origin()).then(|| url.into())
    }

    fn send(&self, request: reqwest::blocking::RequestBuilder) -> Result<Response, String> {
        let request = request.header("X-Experience-API-Version", self.version.header());
        let request = match &self.keys {
            Some(keys) => request.basic_auth(&keys.key, Some(&keys.secret)),
            None => request,
        };
        request.send().map_err(|error| causes(&error.without_url()))
    }
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
