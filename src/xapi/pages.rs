//! Statements out of a record store, a page at a time (xAPI 1.0.3, Communication 2.1.3; 2.0.0, 4.1.6.1): from the oldest
//! on, each page naming the next. Knows nothing of what they are for.

use super::client::Client;
use super::patience::{NoAnswer, patiently};
use super::sender::Pace;
use form_urlencoded::Serializer;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// How many statements are asked for at once; a store may give fewer.
const LIMIT: &str = "500";

/// What a store answers.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    statements: Vec<&'a RawValue>,
    #[serde(default)]
    more: String,
}

/// Gives every statement that was stored after `since`, a moment in RFC 3339, to a function, a page at a time, and says how
/// many there were.
///
/// # Errors
/// Where the store cannot be read to its end, or the function fails; what was given before stands.
pub fn statements<E: From<NoAnswer>>(
    client: &Client,
    since: Option<&str>,
    pace: &(impl Pace + ?Sized),
    mut give: impl FnMut(&[&str]) -> Result<(), E>,
) -> Result<usize, E> {
    let mut query = Serializer::new(String::new());
    query.append_pair("ascending", "true").append_pair("limit", LIMIT);
    if let Some(since) = since {
        query.append_pair("since", since);
    }
    let mut next = format!("{}/statements?{}", client.endpoint(), query.finish());
    let (mut count, mut asked) = (0, BTreeSet::new());
    loop {
        asked.insert(next.clone());
        let read = patiently(pace, || client.read(&next)?.ok_or_else(|| NoAnswer::Never(404, next.clone())))?;
        let no_page = |words| NoAnswer::Never(200, words);
        let page: Page<'_> = serde_json::from_slice(&read.content).map_err(|error| no_page(error.to_string()))?;
        let all: Vec<&str> = page.statements.iter().map(|one| one.get()).collect();
        give(&all)?;
        count += all.len();
        if page.more.is_empty() {
            return Ok(count);
        }
        // A page that was read already would lead to the same ones for ever.
        let more = client.beside(&page.more).filter(|more| !asked.contains(more));
        next = more.ok_or_else(|| no_page(format!("more: {}", page.more)))?;
    }
}
