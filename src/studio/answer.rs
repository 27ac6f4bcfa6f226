//! Answers of the studio: JSON, files, refusals in words.

use super::{Studio, mime};
use crate::diagnostic::say;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
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

/// A file to be kept under a name of letters, digits, points, hyphens and low lines.
pub(super) fn download(name: &str, content: impl Into<Body>) -> Response {
    let mut response = file(name, content);
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    response
}

/// A refusal as `{"error": …}`: the message `studio.` followed by `why`.
pub(super) fn refused(studio: &Studio, status: StatusCode, why: &str) -> Response {
    refused_with(studio, status, why, json!({}))
}

/// The same with more values, an object.
pub(super) fn refused_with(studio: &Studio, status: StatusCode, why: &str, mut more: Value) -> Response {
    more["error"] = say(studio.settings.locale, &format!("studio.{why}"), &[]).into();
    more["why"] = why.into();
    failed(status, &more)
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
