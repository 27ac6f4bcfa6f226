//! Speaks with a record store (xAPI 1.0.3, Communication 2.1 and 3; 2.0.0, 4.1.6.1). Redirects are not followed, so that the keys go
//! to nobody but the store that was named. Knows no outbox; asks no time.

use super::statement::Version;
use jiff::Timestamp;
use reqwest::blocking::Response;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{StatusCode, Url, redirect};
use serde_json::Value;
use std::error::Error;
use std::fmt;
use std::io::Read;
use std::time::Duration;
use uuid::Uuid;

/// An answer longer than this is cut: it is no list of ids.
const LONGEST_ANSWER: u64 = 1 << 20;

/// What a store says is cut after so many characters when it is kept or shown.
const LONGEST_WORDS: usize = 500;

/// A full store was measured to take 25 seconds for 500 statements.
const PATIENCE: Duration = Duration::from_secs(60);

/// The address of a record store, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    is_local: bool,
}

/// Why an address is none for a record store; the texts are in `templates/messages/`, `send.KEY`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadEndpoint {
    /// It is no address.
    NoUrl,
    /// It is not https, and the host is another machine.
    NotHttps,
    /// It holds keys, a query or a fragment.
    TooMuch,
}

impl Endpoint {
    /// Reads an address such as `https://lrs.example.org/xapi`; `/statements` at its end is taken away.
    ///
    /// # Errors
    /// Where it is no address, would send keys in the clear to another machine, or holds more than an address.
    pub fn read(text: &str) -> Result<Self, BadEndpoint> {
        let url = Url::parse(text).map_err(|_| BadEndpoint::NoUrl)?;
        let host = url.host_str().ok_or(BadEndpoint::NoUrl)?;
        let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let is_local = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        match url.scheme() {
            "https" => {}
            "http" if is_local => {}
            "http" => return Err(BadEndpoint::NotHttps),
            _ => return Err(BadEndpoint::NoUrl),
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(BadEndpoint::TooMuch);
        }
        let url = url.as_str().trim_end_matches('/');
        Ok(Self { url: url.strip_suffix("/statements").unwrap_or(url).to_owned(), is_local })
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.url
    }
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

/// What a store answered to statements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has all of them.
    Stored,
    /// It says that it has them, but names other ids.
    OtherIds,
    /// It has another statement under one of the ids (409).
    Conflict(String),
    /// It takes no batch with one of them in it (400, 403, 413, 422).
    Refused(u16, String),
    /// Something in it broke (5xx but 503).
    Broke(String),
    /// It, or the way to it, does not work now; in microseconds how long it asks to be left alone.
    Later(Option<i64>, String),
    /// It will not work until somebody changes something: keys, address.
    Never(u16, String),
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

    /// Sends statements, each the JSON of one.
    pub fn post(&self, statements: &[(Uuid, &str)], now: i64) -> Answer {
        let bodies: Vec<&str> = statements.iter().map(|(_, body)| *body).collect();
        let request = self.http.post(format!("{}/statements", self.endpoint.url));
        let request = request.header(CONTENT_TYPE, "application/json").body(format!("[{}]", bodies.join(",")));
        match self.send(request) {
            Ok(response) => answer(response, statements, now),
            Err(words) => Answer::Later(None, words),
        }
    }

    /// The statement of an id, voided or not; none where the store has none.
    ///
    /// # Errors
    /// Where the store does not answer as one does.
    pub fn get(&self, id: Uuid) -> Result<Option<Value>, String> {
        for name in ["statementId", "voidedStatementId"] {
            let request = self.http.get(format!("{}/statements?{name}={id}", self.endpoint.url));
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

    fn send(&self, request: reqwest::blocking::RequestBuilder) -> Result<Response, String> {
        let request = request.header("X-Experience-API-Version", self.version.header());
        let request = match &self.keys {
            Some(keys) => request.basic_auth(&keys.key, Some(&keys.secret)),
            None => request,
        };
        request.send().map_err(|error| causes(&error.without_url()))
    }
}

fn answer(response: Response, sent: &[(Uuid, &str)], now: i64) -> Answer {
    let (status, pause) = (response.status(), retry_after(response.headers(), now));
    let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
    let text = body(response);
    let words = words(status, &text);
    match status.as_u16() {
        200 => match serde_json::from_str::<Vec<Uuid>>(&text) {
            Ok(ids) if ids.iter().eq(sent.iter().map(|(id, _)| id)) => Answer::Stored,
            Ok(_) => Answer::OtherIds,
            Err(_) => Answer::Later(None, words),
        },
        300..=399 => Answer::Never(status.as_u16(), cut(&format!("{words} → {location}"))),
        409 => Answer::Conflict(words),
        400 | 403 | 413 | 422 => Answer::Refused(status.as_u16(), words),
        408 | 425 | 429 | 503 => Answer::Later(pause, words),
        500..=599 => Answer::Broke(words),
        401 | 402 | 404..=499 => Answer::Never(status.as_u16(), words),
        _ => Answer::Later(None, words),
    }
}

/// How long a store asks to be left alone, in microseconds: seconds, or a date, which is compared with the store's own clock where it
/// tells it.
fn retry_after(headers: &HeaderMap, now: i64) -> Option<i64> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let moment = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp());
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<u32>() {
        return Some(i64::from(seconds) * 1_000_000);
    }
    let store = text(DATE).and_then(moment).or_else(|| Timestamp::from_microsecond(now).ok())?;
    Some((moment(asked)?.as_microsecond() - store.as_microsecond()).max(0))
}

fn body(response: Response) -> String {
    let mut bytes = Vec::new();
    // What was read before the line was cut is still worth showing.
    drop(response.take(LONGEST_ANSWER).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Status and text of an answer, in one line.
fn words(status: StatusCode, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(format!("{status}: {line}").trim_end_matches(": "))
}

/// Terminals obey some characters; what a store says is shown without them.
fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect()
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
    fn an_address_keeps_keys_from_strangers() {
        for (text, read) in [
            ("https://lrs.example.org/xapi/", Ok("https://lrs.example.org/xapi")),
            ("https://lrs.example.org/xapi/statements", Ok("https://lrs.example.org/xapi")),
            ("http://127.0.0.1:8080", Ok("http://127.0.0.1:8080")),
            ("http://localhost/xapi", Ok("http://localhost/xapi")),
            ("http://[::1]:80/", Ok("http://[::1]")),
            ("http://lrs.example.org", Err(BadEndpoint::NotHttps)),
            ("http://localhost.example.org", Err(BadEndpoint::NotHttps)),
            ("https://key:secret@lrs.example.org", Err(BadEndpoint::TooMuch)),
            ("https://lrs.example.org/?key=1", Err(BadEndpoint::TooMuch)),
            ("ftp://lrs.example.org", Err(BadEndpoint::NoUrl)),
            ("lrs.example.org", Err(BadEndpoint::NoUrl)),
            ("", Err(BadEndpoint::NoUrl)),
        ] {
            let got = Endpoint::read(text);
            assert_eq!(got.as_ref().map(Endpoint::as_str).map_err(|error| *error), read, "{text}");
        }
        let keys = Keys { key: "a".into(), secret: "b".into() };
        assert_eq!(format!("{keys:?}"), "Keys(…)");
    }

    #[test]
    fn a_store_asks_for_peace_in_seconds_or_by_a_date() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect::<HeaderMap>()
        };
        let (now, then) = ("Sun, 22 Nov 2026 10:00:00 GMT", "Sun, 22 Nov 2026 10:01:30 GMT");
        let ours = "2026-11-22T10:01:00Z".parse::<Timestamp>().unwrap().as_microsecond();
        for (pairs, seconds) in [
            (headers(&[("retry-after", "7")]), Some(7)),
            (headers(&[("retry-after", then), ("date", now)]), Some(90)),
            (headers(&[("retry-after", then)]), Some(30)),
            (headers(&[("retry-after", now), ("date", then)]), Some(0)),
            (headers(&[("retry-after", "soon")]), None),
            (headers(&[("retry-after", "-1")]), None),
            (headers(&[]), None),
        ] {
            assert_eq!(retry_after(&pairs, ours), seconds.map(|s: i64| s * 1_000_000), "{pairs:?}");
        }
    }
}
