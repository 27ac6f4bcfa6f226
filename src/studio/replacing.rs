//! What replacing a published package by today's would do to learners: the deck as it was when the studio was opened, or when the package was
//! last replaced, beside the deck as it is.

use super::{Studio, answer};
use crate::compare::{Sort, compare};
use crate::course::Split;
use crate::diagnostic::{json, say};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::json;
use std::sync::{Arc, PoisonError};

type Shared = State<Arc<Studio>>;

/// What `compare` says: its findings, and `changes` in words, with what stays as it was left out.
pub(super) async fn compared(State(studio): Shared) -> Response {
    let before = Arc::clone(&studio.published.lock().unwrap_or_else(PoisonError::into_inner));
    let now = studio.latest.read();
    if before.findings.has_errors() || now.findings.has_errors() {
        return answer::refused(&studio, StatusCode::CONFLICT, "no_module");
    }
    let locale = studio.settings.locale;
    let word = |key: &str| say(locale, &format!("compare.{key}"), &[]);
    let (comparison, findings) = compare(&before.deck, &now.deck, Split::Theme);
    let changed = comparison.changes.iter().filter(|change| change.sort != Sort::Same);
    let row = |change: &crate::compare::Change| json!({ "sort": word(change.sort.key()), "what": word(change.what.key()), "path": change.path });
    let mut said = json(&findings, locale);
    said["changes"] = changed.map(row).collect();
    said["version"] = comparison.deserved.into();
    answer::data(&said)
}

/// From now on, today's deck is the one that learners have. A deck with errors has no package.
pub(super) async fn replace(State(studio): Shared) -> Response {
    let now = studio.latest.read();
    if now.findings.has_errors() {
        return answer::refused(&studio, StatusCode::CONFLICT, "no_module");
    }
    *studio.published.lock().unwrap_or_else(PoisonError::into_inner) = now;
    answer::data(&json!({}))
}
