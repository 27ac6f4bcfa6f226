//! The pages of a package that is launched, and its token.

use super::{Server, respond};
use crate::record::Refusal;
use crate::record::resources::Reply;
use axum::body::Body;
use axum::extract::Path;
use axum::http::Response;
use std::sync::Arc;

/// What a browser is told of a file, by its ending.
const KINDS: [(&str, &str); 14] = [
    (".html", "text/html; charset=utf-8"),
    (".js", "text/javascript; charset=utf-8"),
    (".css", "text/css; charset=utf-8"),
    (".json", "application/json"),
    (".xml", "application/xml"),
    (".svg", "image/svg+xml"),
    (".png", "image/png"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".webp", "image/webp"),
    (".gif", "image/gif"),
    (".mp3", "audio/mpeg"),
    (".mp4", "video/mp4"),
    (".webm", "video/webm"),
];

/// A file of the package.
pub(super) async fn file(server: Arc<Server>, Path((ticket, path)): Path<(String, String)>) -> Response<Body> {
    let Some(content) = server.launches.of(&ticket).and_then(|session| session.file(&path)) else {
        return respond::missing();
    };
    let kind =
        KINDS.iter().find(|(ending, _)| path.ends_with(ending)).map_or("application/octet-stream", |(_, kind)| kind);
    let reply = Reply::body(kind, content).with("cache-control", "no-store".to_owned());
    respond::response(reply.with("x-content-type-options", "nosniff".to_owned()))
}

/// Browsers ask for an icon beside every page that names none, and again at each step until they are told that there is none.
pub(super) fn no_icon() -> Response<Body> {
    respond::response(Reply::done().with("cache-control", "max-age=86400".to_owned()))
}

/// The token, once.
pub(super) async fn fetch(server: Arc<Server>, Path(ticket): Path<String>) -> Response<Body> {
    let give = move || match server.launches.of(&ticket) {
        Some(session) => session.fetch(&server.store),
        None => Err(Refusal::missing()),
    };
    let given = tokio::task::spawn_blocking(give).await;
    match given.unwrap_or_else(|error| Err(Refusal::internal(error.to_string()))) {
        Ok(answer) => respond::response(Reply::json(&answer).with("cache-control", "no-store".to_owned())),
        Err(refusal) => respond::refused(&refusal),
    }
}
