//! What is new in a deck, what goes to the bin and comes back, the order of cards, and pictures: as `edit` does it.

use super::writing::{with, written};
use super::{Studio, answer, page};
use crate::deck::{Deck, Theme};
use crate::edit::fresh::{self, Fresh};
use crate::edit::{Desk, Failure, Refusal, picture};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

type Shared = State<Arc<Studio>>;
type Done = Result<Value, Failure>;

/// Something new.
#[derive(Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
enum New {
    /// A theme at the end of the deck.
    Theme { title: String },
    /// A card at the end of a theme.
    Card { theme: String, title: String },
    /// A capsule of a theme.
    Capsule { theme: String, title: String },
    /// The teaching sheet of a theme.
    Teaching { theme: String },
    /// A language, as a BCP 47 tag.
    Language { tag: String },
}

/// A file, and for one from the bin its checksum.
#[derive(Deserialize)]
struct Named {
    file: String,
    #[serde(default)]
    checksum: String,
}

/// The ids of a theme's cards in their new order.
#[derive(Deserialize)]
struct Order {
    theme: String,
    cards: Vec<String>,
}

/// Makes something new: the `file` to write in.
pub(super) async fn new(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |studio, desk, asked: New| make(&studio.latest.read().deck, desk, &asked)).await
}

fn make(deck: &Deck, desk: &mut Desk, asked: &New) -> Done {
    let keys = desk.keys()?;
    let keys = || keys.keys().map(String::as_str);
    let made = match asked {
        New::Theme { title } => fresh::theme(deck, keys(), Some(title))?,
        New::Card { theme: id, title } => fresh::card(deck, theme(deck, id)?, keys(), Some(title))?,
        New::Capsule { theme: id, title } => fresh::capsule(deck, theme(deck, id)?, Some(title))?,
        New::Teaching { theme: id } => fresh::teaching(deck, theme(deck, id)?, None)?,
        New::Language { tag } => {
            listed(desk, |raw| fresh::language(deck, raw, tag))?;
            return Ok(json!({ "file": DECK }));
        }
    };
    let Fresh { key, text, id } = made;
    desk.create(&key, text.as_bytes())?;
    if matches!(asked, New::Theme { .. }) {
        listed(desk, |raw| fresh::listed(raw, &id))?;
    }
    Ok(json!({ "file": key }))
}

const DECK: &str = "deck.toml";

/// Changes `deck.toml`.
fn listed(desk: &mut Desk, change: impl FnOnce(&str) -> Result<String, Refusal>) -> Result<(), Failure> {
    let there = desk.read(DECK)?;
    desk.save(DECK, &there.checksum, &change(&there.text)?)?;
    Ok(())
}

pub(super) fn theme<'d>(deck: &'d Deck, id: &str) -> Result<&'d Theme, Refusal> {
    let mut themes = deck.editions.iter().take(1).flat_map(|source| &source.themes);
    themes.find(|theme| *theme.id == *id).ok_or_else(|| Refusal::new("no_theme", id))
}

/// Puts a file into the bin.
pub(super) async fn delete(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |_, desk, asked: Named| {
        desk.delete(&asked.file)?;
        Ok(json!({ "file": asked.file }))
    })
    .await
}

/// What is in the bin, the newest first: `file`, `checksum`, and when it was deleted, `at`, in milliseconds since 1970.
pub(super) async fn bin(State(studio): Shared) -> Response {
    with(studio, |_, desk| {
        let row = |(at, file, checksum): (i64, String, String)| json!({ "file": file, "checksum": checksum, "at": at / 1000 });
        Ok(desk.bin()?.into_iter().map(row).collect())
    })
    .await
}

/// Brings a file back from the bin.
pub(super) async fn restore(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |_, desk, asked: Named| {
        desk.restore(&asked.file, &asked.checksum)?;
        Ok(json!({ "file": asked.file }))
    })
    .await
}

/// Puts the cards of a theme into another order: the new `files`, in that order.
pub(super) async fn order(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |studio, desk, asked: Order| {
        let pairs = fresh::ordered(theme(&studio.latest.read().deck, &asked.theme)?, &asked.cards)?;
        desk.rename(&pairs)?;
        Ok(json!({ "files": pairs.into_iter().map(|(_, new)| new).collect::<Vec<_>>() }))
    })
    .await
}

/// Puts a picture into `media/`, without what a camera wrote into it: its `key`, `size` and `pixels`, the size `before`, and whether it was
/// `turned`. Its name is in the query.
pub(super) async fn put_picture(State(studio): Shared, uri: Uri, body: Bytes) -> Response {
    if studio.settings.read_only {
        return answer::refused(&studio, StatusCode::FORBIDDEN, "read_only");
    }
    let name = page::query(&uri).remove("name").unwrap_or_default();
    with(studio, move |studio, desk| {
        let mut made = picture(&name, &body)?;
        let keys = desk.keys()?;
        // Another picture of this name stays.
        let (stem, ending) = made.key.rsplit_once('.').unwrap_or((&made.key, ""));
        let other = |at: usize| format!("{stem}-{at}.{ending}");
        if let Some(free) =
            (2..).map(other).find(|key| !keys.contains_key(key)).filter(|_| keys.contains_key(&made.key))
        {
            made.key = free;
        }
        desk.create(&made.key, &made.bytes)?;
        studio.latest.renew();
        Ok(serde_json::to_value(&made).unwrap_or_default())
    })
    .await
}
