//! Statements out of a record store, a page at a time (xAPI 1.0.3, Communication 2.1.3; 2.0.0, 4.1.6.1): from the oldest
//! on, each page naming the next. A page that cannot be had is asked for again a few times. Knows nothing of what they
//! are for.

use super::client::Client;
use super::sender::Pace;
use form_urlencoded::Serializer;
use serde::Deserialize;
use serde_json::value::RawValue;

/// How many statements are asked for at once; a store may give fewer.
const LIMIT: &str = "500";

/// How long to wait before a page is asked for again, in microseconds.
const PAUSES: [i64; 4] = [1_000_000, 3_000_000, 10_000_000, 30_000_000];

/// What a store answers.
#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    statements: Vec<&'a RawValue>,
    #[serde(default)]
    more: String,
}

/// Why a page was not had.
pub enum NoPage {
    /// It may be had later.
    Later(String),
    /// Asking again would not help.
    Never(String),
}

/// Gives every statement that was stored after `since`, a moment in RFC 3339, to a function, a page at a time, and says how
/// many there were.
///
/// # Errors
/// Where the store cannot be read to its end, or the function fails; what was given before stands.
pub fn statements(
    client: &Client,
    since: Option<&str>,
    pace: &impl Pace,
    mut give: impl FnMut(&[&str]) -> Result<(), String>,
) -> Result<usize, String> {
    let mut query = Serializer::new(String::new());
    query.append_pair("ascending", "true").append_pair("limit", LIMIT);
    if let Some(since) = since {
        query.append_pair("since", since);
    }
    let mut next = format!("{}/statements?{}", client.endpoint(), query.finish());
    let mut count = 0;
    loop {
        let text = patiently(client, &next, pace)?;
        let page: Page<'_> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
        let all: Vec<&str> = page.statements.iter().map(|one| one.get()).collect();
        give(&all)?;
        count += all.len();
        if page.more.is_empty() {
            return Ok(count);
        }
        next = client.beside(&page.more).ok_or_else(|| format!("more: {}", page.more))?;
    }
}

fn patiently(client: &Client, address: &str, pace: &impl Pace) -> Result<String, String> {
    let mut pauses = PAUSES.iter();
    loop {
        match (client.page(address), pauses.next()) {
            (Ok(text), _) => return Ok(text),
            (Err(NoPage::Later(_)), Some(pause)) => pace.wait(*pause),
            (Err(NoPage::Later(words) | NoPage::Never(words)), _) => return Err(words),
        }
    }
}
