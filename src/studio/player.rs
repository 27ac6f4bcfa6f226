//! The module's origin: the files of packages and the simulated LMS around them, below a ticket that no other page knows.

use super::platform::Played;
use super::preview::{Ask, is_launched};
use super::{Studio, answer, gate, launched, page, tutor};
use crate::form::is_id;
use crate::templates::{TEMPLATES, text};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::Response;
use axum::routing::{any, get};
use serde_json::json;
use std::sync::Arc;

/// The page with the simulated LMS, beside the files of a package.
pub(super) const PLAY: &str = "play";
/// The folder of its scripts and styles, there and in `templates/studio/`. No package has such a folder.
const LMS: &str = "lms/";

/// The routes: everything else is not there.
pub(super) fn routes(studio: &Arc<Studio>) -> Router {
    Router::new()
        .route("/{ticket}/m/{number}/{format}/{language}/{scope}/{*path}", get(file))
        .route("/{ticket}/p/{platform}/{*path}", any(launched::platform))
        .route("/{ticket}/tutor/{page}", get(tutor::show))
        .fallback(async |State(studio): State<Arc<Studio>>| answer::refused(&studio, StatusCode::NOT_FOUND, "missing"))
        .layer(from_fn_with_state(Arc::clone(studio), gate::guard_module))
        .with_state(Arc::clone(studio))
}

/// A file of a package, or of the LMS around it. The number of the state is there so that the browser takes no page for another one; the
/// files are those of the last good package, so that a page keeps its parts while the deck has an error.
async fn file(
    State(studio): State<Arc<Studio>>,
    Path((ticket, _, format, language, scope, path)): Path<(String, u64, String, String, String, String)>,
    uri: Uri,
) -> Response {
    let missing = || answer::refused(&studio, StatusCode::NOT_FOUND, "missing");
    if !studio.gate.is_ticket(&ticket) {
        return missing();
    }
    let found = if path == PLAY {
        play(&studio, Ask { format, language, scope }, &uri).map(String::into_bytes)
    } else if path.starts_with(LMS) {
        TEMPLATES.get_file(format!("studio/{path}")).map(|file| file.contents().to_vec())
    } else {
        let good = studio.preview.last(&Ask { format, language, scope });
        good.and_then(|good| good.files.get(&path).map(<[u8]>::to_vec))
    };
    let Some(content) = found else { return missing() };
    answer::file(if path == PLAY { "play.html" } else { &path }, content)
}

/// The page with the LMS, told what it plays. None where the record store of a launched module cannot be made.
fn play(studio: &Studio, ask: Ask, uri: &Uri) -> Option<String> {
    let texts = page::texts(studio.settings.locale);
    let asked = page::query(uri);
    let card = asked.get("card").filter(|card| is_id(card));
    let mut setup = json!({
        "format": ask.format,
        "profile": asked.get("profile"),
        "language": ask.language,
        "learner": texts["look"]["learner"],
        "saved": null,
        "studio": studio.gate.origin(),
        "texts": texts["lms"]["player"],
    });
    let page = text("studio/lms/player.html");
    let page = if is_launched(&ask.format) {
        let profile = asked.get("profile").cloned().unwrap_or_default();
        let platform = studio.platforms.play(&Played { ask, profile }).ok()?;
        setup["platform"] = format!("{}/p/{}/", studio.gate.module_base(), platform.id).into();
        setup["card"] = json!(card);
        page.replace("lms/player.js", "lms/launched/player.js")
    } else {
        setup["launch"] = format!("index.html{}", card.map(|card| format!("#{card}")).unwrap_or_default()).into();
        page.to_owned()
    };
    // Nothing in a script element may look like its end.
    let setup = setup.to_string().replace('<', "\\u003c");
    Some(page.replace(r#"id="setup">{}"#, &format!(r#"id="setup">{setup}"#)))
}
