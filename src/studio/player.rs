//! The module's origin: the files of packages, below a ticket that no other page knows.

use super::preview::Ask;
use super::{Studio, answer, gate};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::get;
use std::sync::Arc;

/// The routes: everything else is not there.
pub(super) fn routes(studio: &Arc<Studio>) -> Router {
    Router::new()
        .route("/{ticket}/m/{number}/{format}/{language}/{scope}/{*path}", get(file))
        .fallback(async |State(studio): State<Arc<Studio>>| answer::refused(&studio, StatusCode::NOT_FOUND, "missing"))
        .layer(from_fn_with_state(Arc::clone(studio), gate::guard_module))
        .with_state(Arc::clone(studio))
}

/// A file of a package. The number of the state is there so that the browser takes no page for another one; the files are those of the
/// last good package, so that a page keeps its parts while the deck has an error.
async fn file(
    State(studio): State<Arc<Studio>>,
    Path((ticket, _, format, language, scope, path)): Path<(String, u64, String, String, String, String)>,
) -> Response {
    let missing = |studio: &Studio| answer::refused(studio, StatusCode::NOT_FOUND, "missing");
    if !studio.gate.is_ticket(&ticket) {
        return missing(&studio);
    }
    let good = studio.preview.last(&Ask { format, language, scope });
    let Some(content) = good.as_ref().and_then(|good| good.files.get(&path)) else { return missing(&studio) };
    let mut response = answer::file(&path, content.to_vec());
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if let Ok(policy) = HeaderValue::from_str(&studio.gate.module_policy()) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}
