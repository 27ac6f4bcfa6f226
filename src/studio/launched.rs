//! What the module's origin answers for modules that are launched over the web: the LMS around one (`launch`, `line`, `forget`, `heard`), and
//! its record store. All of it lies below a ticket and the platform's own id, which nobody else knows.

use super::platform::{HOME, Line, Platform, held};
use super::{Studio, answer, page};
use crate::clock;
use crate::form::is_id;
use crate::record::{ENDPOINT, Launch, Mode, Unit};
use crate::tree::Tree;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::{Method, StatusCode};
use axum::response::Response;
use hyper::body::Body as _;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

/// How long a question for news waits for some.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long a body may take, and how many bytes it may have.
const BODY_TIME: Duration = Duration::from_secs(10);
const LONGEST: usize = 1 << 20;
/// How many units of a course are looked through for a card.
const UNITS: usize = 100;

/// The pairs of a query.
type Query = BTreeMap<String, String>;

/// An answer with this among its extensions is none: the connection ends.
#[derive(Clone)]
pub(super) struct Cut;

/// Everything below a platform.
pub(super) async fn platform(
    State(studio): State<Arc<Studio>>,
    Path((ticket, id, path)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let missing = || answer::refused(&studio, StatusCode::NOT_FOUND, "missing");
    let Some(platform) = studio.platforms.of(&id).filter(|_| studio.gate.is_ticket(&ticket)) else { return missing() };
    let asked = page::query(request.uri());
    match (request.method(), path.as_str()) {
        (&Method::POST, "launch") => launch(&studio, &platform, &asked),
        (&Method::POST, "line") => line(&platform, &asked),
        (&Method::POST, "forget") => {
            let done = platform.forget();
            platform.tell();
            if done.is_ok() { answer::data(&json!({})) } else { missing() }
        }
        (&Method::GET, "heard") => heard(&platform, &asked).await,
        (&Method::GET, "left") => answer::file("left.html", "<!doctype html><title>LMS</title>"),
        (_, path) => passed_on(&platform, &format!("/{path}"), request).await,
    }
}

/// Launches the package as it is now: the `address` to open.
fn launch(studio: &Studio, platform: &Platform, asked: &Query) -> Response {
    let value = |key: &str| asked.get(key).map_or("", String::as_str);
    let mode = Mode::ALL.into_iter().find(|mode| mode.name().eq_ignore_ascii_case(value("mode"))).unwrap_or_default();
    let card = Some(value("card")).filter(|card| is_id(card));
    let base = format!("{}/p/{}", studio.gate.module_base(), platform.id);
    let none = || answer::refused(studio, StatusCode::NOT_FOUND, "missing");
    let Some(good) = studio.preview.last(&platform.played.ask) else { return none() };
    let files = Arc::clone(&good.files);
    let Some(unit) = unit(&files, card) else { return none() };
    let learner = page::texts(studio.settings.locale)["look"]["learner"].clone();
    let actor = json!({"objectType": "Agent", "name": learner, "account": {"homePage": HOME, "name": learner}});
    let return_url = Some(format!("{base}/left"));
    let launched = platform.store().launch(Launch { files, unit, actor, registration: None, mode, return_url }, &base);
    platform.tell();
    match launched {
        Ok(address) => {
            let card = card.map(|card| format!("#{card}")).unwrap_or_default();
            answer::data(&json!({ "address": format!("{address}{card}") }))
        }
        Err(_) => answer::refused(studio, StatusCode::INSUFFICIENT_STORAGE, "platform_full"),
    }
}

/// The unit that holds a card; the first where none does.
fn unit(files: &Tree, card: Option<&str>) -> Option<Unit> {
    let (first, count) = Unit::of(files, 1).ok()?;
    let Some(card) = card.filter(|_| count > 1) else { return Some(first) };
    let name = format!("id=\"{card}\"");
    let holds = |unit: &Unit| {
        let page = unit.url.split(['?', '#']).next().and_then(|page| files.get(page)).unwrap_or_default();
        String::from_utf8_lossy(page).contains(&name)
    };
    let mut units = (1..=count.min(UNITS)).filter_map(|number| Some(Unit::of(files, number).ok()?.0));
    units.find(holds).or(Some(first))
}

/// Sets how the line `is`: `holds`, `broken`, or `drops` now and then.
fn line(platform: &Platform, asked: &Query) -> Response {
    platform.set_line(match asked.get("is").map(String::as_str) {
        Some("broken") => Line::Broken,
        Some("drops") => Line::Drops,
        _ => Line::Holds,
    });
    answer::data(&json!({}))
}

/// What is new after the request of the number `since`: at once where there is something or `now` is asked for, else when it comes, or after
/// [`PATIENCE`]. The `requests`, what `left` the browser, and what the platform holds: `documents` and `statements`.
async fn heard(platform: &Arc<Platform>, asked: &Query) -> Response {
    let number = |key: &str| asked.get(key).and_then(|number| number.parse::<u64>().ok()).unwrap_or_default();
    let (since, news) = (number("since"), number("news"));
    let mut told = platform.news();
    let _ = tokio::time::timeout(PATIENCE, told.wait_for(|now| *now > news)).await;
    let now = *told.borrow();
    let (requests, left) = platform.heard(|heard| (heard.since(since), heard.left().clone()));
    let store = platform.store();
    let held = tokio::task::spawn_blocking(move || held(&store)).await;
    let Ok(Ok((documents, statements))) = held else { return answer::data(&json!({ "news": now })) };
    let statements: Vec<Value> = statements.iter().filter_map(|text| serde_json::from_str(text).ok()).collect();
    answer::data(&json!({
        "news": now, "requests": requests, "left": left, "documents": documents, "statements": statements,
    }))
}

/// Hands a request on to the record store, where the line holds, and notes it. Files of the package are no matter of the line.
async fn passed_on(platform: &Arc<Platform>, path: &str, request: Request) -> Response {
    let is_told = path.starts_with(ENDPOINT) || path.starts_with("/fetch/");
    if !is_told {
        return platform.store().answer(path, request).await;
    }
    let (method, query) = (request.method().to_string(), request.uri().query().unwrap_or_default().to_owned());
    if request.body().size_hint().lower() > LONGEST as u64 {
        return plain(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (head, body) = request.into_parts();
    let read = tokio::time::timeout(BODY_TIME, to_bytes(body, LONGEST)).await;
    let Ok(Ok(body)) = read else { return plain(StatusCode::PAYLOAD_TOO_LARGE) };
    let response = if platform.reaches() {
        platform.store().answer(path, Request::from_parts(head, Body::from(body.clone()))).await
    } else {
        cut()
    };
    let status = if response.extensions().get::<Cut>().is_some() { 0 } else { response.status().as_u16() };
    platform.heard(|heard| heard.note(clock::now() / 1000, &method, path, &query, &body, status));
    platform.tell();
    response
}

fn plain(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

fn cut() -> Response {
    let mut response = plain(StatusCode::SERVICE_UNAVAILABLE);
    response.extensions_mut().insert(Cut);
    response
}
