//! The page of the studio: its files from `templates/studio/`, and its texts in the reader's language.

use super::Studio;
use super::answer;
use crate::diagnostic::Locale;
use crate::templates::{TEMPLATES, text};
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The page itself. It holds no words: its script puts them in from the texts.
pub(super) async fn index(State(studio): State<Arc<Studio>>) -> Response {
    let html = text("studio/index.html").replace("{language}", studio.settings.locale.key());
    answer::file("index.html", html)
}

/// A script or a style of the page.
pub(super) async fn file(State(studio): State<Arc<Studio>>, Path(name): Path<String>) -> Response {
    let is_own = name.ends_with(".js") || name.ends_with(".css");
    let found = TEMPLATES.get_file(format!("studio/{name}")).filter(|_| is_own);
    match found {
        Some(file) => answer::file(&name, file.contents()),
        None => answer::refused(&studio, StatusCode::NOT_FOUND, "missing"),
    }
}

/// The texts of the page by section and key.
///
/// # Panics
/// Where the built-in file is at fault, which is a fault of the program.
pub(super) fn texts(locale: Locale) -> Value {
    let text = text(&format!("studio/{}.toml", locale.key()));
    toml::from_str(text).unwrap_or_else(|fault| panic!("templates/studio/{}.toml: {fault}", locale.key()))
}

/// The pairs of a query; of two with one name the last.
pub(super) fn query(uri: &Uri) -> BTreeMap<String, String> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}
