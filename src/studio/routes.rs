//! What the page may ask for: a row each.

use super::outline::outline;
use super::places::place;
use super::player::PLAY;
use super::preview::{Ask, Good, first_page, is_launched, is_scorm};
use super::{Studio, answer, gate, importing, languages, making, page, publish, replacing, tutor, writing};
use crate::diagnostic::json;
use crate::render::INVENTORY;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// How long a question for changes waits for one. Browsers and proxies give up later than that.
const PATIENCE: Duration = Duration::from_secs(25);

type Shared = State<Arc<Studio>>;

/// The routes, all behind the gate.
pub(super) fn routes(studio: &Arc<Studio>) -> Router {
    Router::new()
        .route("/", get(page::index))
        .route("/file/{*name}", get(page::file))
        .route("/api/texts", get(async |State(studio): Shared| answer::data(&page::texts(studio.settings.locale))))
        .route("/api/deck", get(deck))
        .route("/api/changes", get(changes))
        .route("/api/preview", get(preview))
        .route("/api/place", get(places))
        .route("/api/languages", get(languages::files))
        .route("/api/languages/texts", get(languages::texts))
        .route("/api/languages/text", post(languages::take))
        .route("/api/languages/po", get(languages::export).post(languages::import).layer(languages::BODY))
        .route("/api/publish", post(publish::order).get(publish::state))
        .route("/api/publish/wants", get(publish::wants))
        .route("/api/publish/all", get(publish::together))
        .route("/api/publish/file/{name}", get(publish::package))
        .route("/api/file", get(writing::file))
        .route("/api/form", get(writing::form))
        .route("/api/save", post(writing::save))
        .route("/api/change", post(writing::change))
        .route("/api/compare", get(replacing::compared))
        .route("/api/replace", post(replacing::replace))
        .route("/api/tutor", post(tutor::make))
        .route("/api/new", post(making::new))
        .route("/api/delete", post(making::delete))
        .route("/api/bin", get(making::bin))
        .route("/api/restore", post(making::restore))
        .route("/api/order", post(making::order))
        .route("/api/picture", post(making::put_picture))
        .route("/api/import", post(importing::import))
        .route("/api/undo", post(writing::undo))
        .route("/api/redo", post(writing::redo))
        .fallback(async |State(studio): Shared| answer::refused(&studio, StatusCode::NOT_FOUND, "missing"))
        .layer(from_fn_with_state(Arc::clone(studio), gate::guard))
        .with_state(Arc::clone(studio))
}

async fn deck(State(studio): Shared) -> Response {
    answer::data(&outline(&studio, &studio.latest.read(), studio.settings.locale))
}

/// The number of the latest state: at once where it is not `since`, else when there is another one, or after [`PATIENCE`].
async fn changes(State(studio): Shared, uri: Uri) -> Response {
    let since = page::query(&uri).get("since").and_then(|number| number.parse().ok()).unwrap_or(0_u64);
    let mut numbers = studio.latest.changes();
    let _ = tokio::time::timeout(PATIENCE, numbers.wait_for(|number| *number != since)).await;
    let number = *numbers.borrow();
    answer::data(&json!({ "number": number }))
}

/// Makes the package that is asked for: the `address` of its page or of the LMS around it, the `number` of the state it was made from, its
/// archive's `name`, whether it `is` there at all, and what was said of it. A course has no page; `course` is what a tutor finds in it once it
/// was imported.
async fn preview(State(studio): Shared, uri: Uri) -> Response {
    let mut asked = page::query(&uri);
    let mut value = |key: &str| asked.remove(key).unwrap_or_default();
    let ask = Ask { format: value("format"), language: value("language"), scope: value("scope") };
    let first = first_page(&ask.format);
    let made = tokio::task::spawn_blocking(move || {
        let read = studio.latest.read();
        let good = studio.preview.package(&read, &ask);
        let base = studio.gate.module_base();
        let (format, language, scope) = (&ask.format, &ask.language, &ask.scope);
        good.map_or_else(
            || json!({ "is": false }),
            |good| {
                let mut said: Value = json(&good.findings, studio.settings.locale);
                said["is"] = true.into();
                said["number"] = good.number.into();
                said["name"] = good.name.clone().into();
                let Some(first) = first else {
                    said["course"] = json!(good.course);
                    return said;
                };
                let page = if is_scorm(format) || is_launched(format) { PLAY } else { first };
                said["address"] = format!("{base}/m/{}/{format}/{language}/{scope}/{page}", good.number).into();
                said["data"] = inventory(&good);
                said
            },
        )
    });
    answer::data(&made.await.unwrap_or_else(|_| json!({ "is": false })))
}

/// What the module may send, as its own inventory says it: rows of `key`, `words` and `elements`.
fn inventory(good: &Good) -> Value {
    let file =
        good.files.get(INVENTORY).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok()).unwrap_or_default();
    let row = |row: &Value| json!({ "key": row["datum"], "words": row["what"], "elements": row["where"] });
    file["data"].as_array().into_iter().flatten().map(row).collect()
}

/// The `file` and `line` of a text in the module.
async fn places(State(studio): Shared, uri: Uri) -> Response {
    let asked = page::query(&uri);
    let value = |key: &str| asked.get(key).map_or("", String::as_str);
    let read = studio.latest.read();
    match place(&read.deck, value("language"), value("id"), value("text")) {
        Some((file, line)) => answer::data(&json!({ "file": file, "line": line })),
        None => answer::refused(&studio, StatusCode::NOT_FOUND, "no_place"),
    }
}
