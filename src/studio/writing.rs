//! Files are read and written for the page, as `edit` does it. Knows no rule of a deck.

use super::{Studio, answer, page};
use crate::checksum::sha256;
use crate::diagnostic::{disk, say};
use crate::edit::{self, Change, Failure, Opened, Saved, Step};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, PoisonError};

type Shared = State<Arc<Studio>>;

/// A whole text that was made from the one with this checksum.
#[derive(Deserialize)]
struct Save {
    file: String,
    checksum: String,
    text: String,
}

/// One change of the text with this checksum.
#[derive(Deserialize)]
struct Alter {
    file: String,
    checksum: String,
    change: Change,
}

/// The `text` of a file and its `checksum`.
pub(super) async fn file(State(studio): Shared, uri: Uri) -> Response {
    let file = page::query(&uri).remove("file").unwrap_or_default();
    with(studio, move |_, desk| Ok(opened(&desk.read(&file)?))).await
}

/// The form of a file, see [`edit::form`].
pub(super) async fn form(State(studio): Shared, uri: Uri) -> Response {
    let mut asked = page::query(&uri);
    let (file, sum) = (asked.remove("file").unwrap_or_default(), asked.remove("checksum").unwrap_or_default());
    with(studio, move |studio, desk| {
        // Names count within one text: that of the page, not what the disk has by now.
        let base = desk.journal().kept(&sum)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let text = base.map_or_else(|| desk.read(&file).map(|opened| opened.text), Ok)?;
        let languages: Vec<String> = studio.latest.read().deck.languages.iter().map(|own| own.value.clone()).collect();
        let form = edit::form(&file, &text, &languages, studio.settings.locale)?;
        Ok(serde_json::to_value(form).unwrap_or_default())
    })
    .await
}

/// Saves a text: what is on disk then, its checksum, that of the text that was sent, and whether others had written meanwhile.
pub(super) async fn save(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |_, desk, asked: Save| {
        Ok(saved(&desk.save(&asked.file, &asked.checksum, &asked.text)?, &asked.text))
    })
    .await
}

/// Makes one change at its place and saves the text.
pub(super) async fn change(State(studio): Shared, body: Bytes) -> Response {
    written(studio, &body, |_, desk, asked: Alter| {
        let base = desk.journal().kept(&asked.checksum)?.and_then(|bytes| String::from_utf8(bytes).ok());
        let base = base.map_or_else(|| desk.read(&asked.file).map(|opened| opened.text), Ok)?;
        let text = edit::change(&asked.file, &base, &asked.change)?;
        Ok(saved(&desk.save(&asked.file, &asked.checksum, &text)?, &text))
    })
    .await
}

/// Takes the last step back: the files that it changed.
pub(super) async fn undo(State(studio): Shared) -> Response {
    written(studio, b"null", |_, desk, _: Value| Ok(stepped(&desk.undo()?))).await
}

/// Takes the last step forward again.
pub(super) async fn redo(State(studio): Shared) -> Response {
    written(studio, b"null", |_, desk, _: Value| Ok(stepped(&desk.redo()?))).await
}

fn opened(opened: &Opened) -> Value {
    json!({ "text": opened.text, "checksum": opened.checksum })
}

fn saved(saved: &Saved, sent: &str) -> Value {
    let mine = sha256(sent.as_bytes());
    json!({ "text": saved.text, "checksum": saved.checksum, "mine": mine, "merged": !saved.incoming.is_empty() })
}

fn stepped(step: &Step) -> Value {
    json!({ "files": step.files.iter().map(|file| file.key.as_str()).collect::<Vec<_>>() })
}

/// Does something that writes, and reads the deck again.
pub(super) async fn written<T: for<'a> Deserialize<'a> + Send + 'static>(
    studio: Arc<Studio>,
    body: &[u8],
    work: impl FnOnce(&Studio, &mut edit::Desk, T) -> Result<Value, Failure> + Send + 'static,
) -> Response {
    if studio.settings.read_only {
        return answer::refused(&studio, StatusCode::FORBIDDEN, "read_only");
    }
    let Ok(asked) = serde_json::from_slice::<T>(body) else {
        return answer::refused(&studio, StatusCode::BAD_REQUEST, "body");
    };
    with(studio, move |studio, desk| {
        let done = work(studio, desk, asked);
        studio.latest.renew();
        done
    })
    .await
}

/// Does something with the files of the deck, one after the other.
pub(super) async fn with(
    studio: Arc<Studio>,
    work: impl FnOnce(&Studio, &mut edit::Desk) -> Result<Value, Failure> + Send + 'static,
) -> Response {
    let shared = Arc::clone(&studio);
    let done = tokio::task::spawn_blocking(move || {
        let mut desk = shared.desk.lock().unwrap_or_else(PoisonError::into_inner);
        work(&shared, &mut desk)
    });
    match done.await {
        Ok(Ok(value)) => answer::data(&value),
        Ok(Err(failure)) => failed(&studio, &failure),
        Err(_) => answer::refused(&studio, StatusCode::INTERNAL_SERVER_ERROR, "fault"),
    }
}

/// Why something was not written, in words.
pub(super) fn failed(studio: &Studio, failure: &Failure) -> Response {
    match failure {
        Failure::Refused(refusal) => {
            let words = refusal.message(studio.settings.locale);
            answer::failed(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "error": words, "why": refusal.code }))
        }
        Failure::Conflict(conflict) => {
            let mut told = serde_json::to_value(conflict).unwrap_or_default();
            told["why"] = "conflict".into();
            told["error"] = say(studio.settings.locale, "studio.conflict", &[]).into();
            answer::failed(StatusCode::CONFLICT, &told)
        }
        Failure::Disk(error) => {
            let reason = say(studio.settings.locale, &format!("disk.{}", disk(error)), &[]);
            let words = say(studio.settings.locale, "studio.disk", &[("reason", &reason)]);
            answer::failed(StatusCode::INTERNAL_SERVER_ERROR, &json!({ "error": words, "why": "disk" }))
        }
    }
}
