//! Answers of the studio: JSON, files, refusals in words.

use super::{Studio, mime};
use crate::diagnostic::say;
use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};

/// A JSON value.
pub(super) fn data(value: &Value) -> Response {
    with(StatusCode::OK, "application/json", value.to_string())
}

/// A file, by its name.
pub(super) fn file(name: &str, content: impl Into<Body>) -> Response {
    with(StatusCode::OK, mime::of(name), content)
}

/// A refusal as `{"error": …}`: the message `studio.` followed by `why`.
pub(super) fn refused(studio: &Studio, status: StatusCode, why: &str) -> Response {
    let words = say(studio.settings.locale, &format!("studio.{why}"), &[]);
    failed(status, &json!({ "error": words, "why": why }))
}

/// A failure that has been put into words.
pub(super) fn failed(status: StatusCode, value: &Value) -> Response {
    with(status, "application/json", value.to_string())
}

/// A refusal in the place of the page, for people: its words alone.
pub(super) fn refused_page(studio: &Studio, status: StatusCode, why: &str) -> Response {
    with(status, "text/plain; charset=utf-8", say(studio.settings.locale, &format!("studio.{why}"), &[]))
}

fn with(status: StatusCode, kind: &str, body: impl Into<Body>) -> Response {
    let built = Response::builder().status(status).header(header::CONTENT_TYPE, kind);
    built.body(body.into()).unwrap_or_default()
}
