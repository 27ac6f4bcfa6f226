//! Publishing from buttons: orders to the press, what came of them, and what a release still wants.

use super::press::{Order, Printed};
use super::{Studio, answer};
use crate::build::{UNSIGNED, check_release, unsigned};
use crate::diagnostic::{Severity, json};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use std::sync::Arc;

type Shared = State<Arc<Studio>>;

/// Takes an [`Order`] as JSON and begins to work on it; the answer does not wait for the end. Refused while another one is worked on.
pub(super) async fn order(State(studio): Shared, body: Bytes) -> Response {
    let order = serde_json::from_slice::<Order>(&body).ok();
    let Some(order) = order.filter(|order| order.fits(&studio.latest.read().deck)) else {
        return answer::refused(&studio, StatusCode::BAD_REQUEST, "order");
    };
    if !studio.press.take() {
        return answer::refused(&studio, StatusCode::CONFLICT, "busy");
    }
    let own = Arc::clone(&studio);
    let work = tokio::task::spawn_blocking(move || own.press.work(own.latest.root(), &order, !own.settings.read_only));
    let own = Arc::clone(&studio);
    tokio::spawn(async move { own.press.finish(work.await.unwrap_or_else(|fault| Printed::broken(&fault))) });
    state(State(studio)).await
}

/// What the press is doing: `running` with how many modules are `done` of `all` of one kind of format, or what came of the last order:
/// `archives`, each with `name`, `bytes`, `sha256`, `languages`, `format`; what was found, as of the deck; and the `fault` that stopped it.
pub(super) async fn state(State(studio): Shared) -> Response {
    if let Some((done, all)) = studio.press.progress() {
        return answer::data(&json!({ "running": true, "done": done, "all": all }));
    }
    let Some(last) = studio.press.last() else { return answer::data(&json!({ "running": false, "last": null })) };
    let locale = studio.settings.locale;
    let mut said: Value = json(&last.findings, locale);
    said["archives"] = last.artefacts.iter().map(|one| {
        json!({ "name": one.name, "bytes": one.bytes.len(), "sha256": one.checksum(), "languages": one.languages, "format": one.format })
    }).collect();
    said["fault"] = last.fault.as_ref().map(|fault| fault.say(locale)).into();
    answer::data(&json!({ "running": false, "last": said }))
}

/// One package, to be kept.
pub(super) async fn package(State(studio): Shared, Path(name): Path<String>) -> Response {
    let last = studio.press.last();
    match last.iter().flat_map(|last| &last.artefacts).find(|one| one.name == name) {
        Some(one) => answer::download(&one.name, one.bytes.clone()),
        None => answer::refused(&studio, StatusCode::NOT_FOUND, "missing"),
    }
}

/// All packages with their checksums, in one archive.
pub(super) async fn together(State(studio): Shared) -> Response {
    let last = studio.press.last().filter(|last| !last.artefacts.is_empty());
    let Some(last) = last else { return answer::refused(&studio, StatusCode::NOT_FOUND, "missing") };
    let name = format!("{}-packages.zip", last.deck);
    match tokio::task::spawn_blocking(move || last.together()).await {
        Ok(Ok(bytes)) => answer::download(&name, bytes),
        _ => answer::refused(&studio, StatusCode::INTERNAL_SERVER_ERROR, "too_large"),
    }
}

/// What `build --release` would refuse in the deck as it was last read, and the texts without a reviewer, which it only notes. What shows
/// in packages alone comes with the build.
pub(super) async fn wants(State(studio): Shared) -> Response {
    let read = studio.latest.read();
    let mut findings = read.findings.clone();
    check_release(&read.deck, &mut findings);
    unsigned(&read.deck, &mut findings);
    findings.retain(|finding| finding.severity == Severity::Error || finding.rule == &UNSIGNED);
    answer::data(&json(&findings, studio.settings.locale))
}
