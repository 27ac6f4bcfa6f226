//! What a record store answers to statements, and what it means (xAPI 1.0.3, Communication 2.1 and 3.2). Stores answer many things
//! that the standard does not know.

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::{DATE, HeaderMap, LOCATION, RETRY_AFTER};
use std::io::Read;
use uuid::Uuid;

/// An answer longer than this is cut, in bytes: it is no list of ids.
const LONGEST_ANSWER: u64 = 1 << 20;

/// What a store says is cut after so many characters when it is kept or shown.
const LONGEST_WORDS: usize = 500;

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
    /// Something in it broke (5xx but 503 and 507).
    Broke(String),
    /// It, or the way to it, does not work now; in microseconds how long it asks to be left alone.
    Later(Option<i64>, String),
    /// It will not work until somebody changes something: keys, address.
    Never(u16, String),
}

impl Answer {
    /// Reads the answer to statements; `now` in microseconds since 1970, for a store that names a date.
    pub fn read(response: Response, sent: &[(Uuid, &str)], now: i64) -> Self {
        let (status, pause) = (response.status(), retry_after(response.headers(), now));
        let location = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default().to_owned();
        let text = body(response);
        let words = words(status, &text);
        match status.as_u16() {
            200 => match serde_json::from_str::<Vec<Uuid>>(&text) {
                Ok(ids) if ids.iter().eq(sent.iter().map(|(id, _)| id)) => Self::Stored,
                Ok(_) => Self::OtherIds,
                Err(_) => Self::Later(None, words),
            },
            300..=399 => Self::Never(status.as_u16(), cut(&format!("{words} → {location}"))),
            409 => Self::Conflict(words),
            400 | 403 | 413 | 422 => Self::Refused(status.as_u16(), words),
            408 | 425 | 429 | 503 | 507 => Self::Later(pause, words),
            500..=599 => Self::Broke(words),
            401 | 402 | 404..=499 => Self::Never(status.as_u16(), words),
            _ => Self::Later(None, words),
        }
    }
}

/// How long a store asks to be left alone, in microseconds: seconds, or a date, which is compared with the store's own clock where it
/// tells it.
pub(super) fn retry_after(headers: &HeaderMap, now: i64) -> Option<i64> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let moment = |text: &str| jiff::fmt::rfc2822::parse(text).ok().map(|date| date.timestamp());
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<u32>() {
        return Some(i64::from(seconds) * 1_000_000);
    }
    let store = text(DATE).and_then(moment).or_else(|| Timestamp::from_microsecond(now).ok())?;
    Some((moment(asked)?.as_microsecond() - store.as_microsecond()).max(0))
}

/// The text of an answer, as far as it is kept.
pub(super) fn body(response: Response) -> String {
    let mut bytes = Vec::new();
    // What was read before the line was cut is still worth showing.
    drop(response.take(LONGEST_ANSWER).read_to_end(&mut bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Status and text of an answer, in one line.
pub(super) fn words(status: StatusCode, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(format!("{status}: {line}").trim_end_matches(": "))
}

/// Terminals obey some characters; what a store says is shown without them.
pub(super) fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_WORDS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
