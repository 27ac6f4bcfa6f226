//! From a request to the answer that leaves the house.

use super::held::Held;
use super::{Event, Server, request};
use crate::clock;
use crate::record::Refusal;
use crate::record::resources::{Method, RESOURCES, Reply};
use crate::record::store::keys::{self, Key};
use crate::record::store::setting;
use crate::xapi::statement::Version;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// Answers a request to the resource of a number.
pub(super) async fn answer(server: Arc<Server>, number: usize, peer: IpAddr, request: Request<Body>) -> Response<Body> {
    let began = clock::now();
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let version = request::version(request.headers()).unwrap_or(server.settings.fallback);
    // Asked before the store is, so that nothing that came meanwhile is promised.
    let through = through(&server).await;
    let Work { result, key, turn } = work(&server, number, peer, request).await;
    let stored = result.as_ref().map_or(0, |reply| reply.stored);
    let mut response = match result {
        Ok(reply) => match turn {
            Some(turn) => response_of(reply, |body| Body::new(Held::new(body, turn))),
            None => response(reply),
        },
        Err(refusal) => {
            if refusal.status >= 500 {
                (server.log)(Event::Fault(refusal.reason.clone()));
            }
            refused(&refusal)
        }
    };
    let headers = response.headers_mut();
    headers.insert("x-experience-api-version", HeaderValue::from_static(version.header()));
    if let Ok(through) = HeaderValue::from_str(&clock::rfc3339(through)) {
        headers.insert("x-experience-api-consistent-through", through);
    }
    let (status, micros) = (response.status().as_u16(), clock::now() - began);
    server.metrics.answered(number, status, micros, stored);
    if server.settings.log_requests {
        (server.log)(Event::Answered(format!("{method} {path} {status} {} {key}", micros / 1000)));
    }
    response
}

/// A moment up to which every stored statement is there. A data base that others write to is asked, which may take its time.
async fn through(server: &Arc<Server>) -> i64 {
    if !server.store.is_shared() {
        return server.store.consistent_through();
    }
    let here = Arc::clone(server);
    tokio::task::spawn_blocking(move || here.store.consistent_through()).await.unwrap_or_default()
}

/// What came of a request: the reply, the id of the key, and the turn of whoever is given something to read.
struct Work {
    result: Result<Reply, Refusal>,
    key: String,
    turn: Option<OwnedSemaphorePermit>,
}

async fn work(server: &Arc<Server>, number: usize, peer: IpAddr, request: Request<Body>) -> Work {
    let resource = &RESOURCES[number];
    let settled = match request::settle(server, resource, peer, request).await {
        Ok(settled) => settled,
        Err(refusal) => return Work { result: Err(refusal), key: String::new(), turn: None },
    };
    let turn = match settled.call.method {
        Method::Get => Arc::clone(&server.answers).acquire_owned().await.ok(),
        _ => None,
    };
    let (here, key, call) = (Arc::clone(server), settled.call.key.id.clone(), settled.call);
    let handle = move || {
        if !resource.open {
            here.guard.confirm(&here.store, &call.key)?;
            note_use(&here, &call.key);
        }
        (resource.handler)(&here.store, call)
    };
    let handled = tokio::task::spawn_blocking(handle).await;
    let result = handled.unwrap_or_else(|error| Err(Refusal::internal(error.to_string())));
    Work { result, key, turn }
}

/// Notes that a key was used. A disk that is full is for the request itself to find out.
pub(super) fn note_use(server: &Server, key: &Key) {
    if server.guard.is_to_be_noted(key) {
        let id = key.id.clone();
        let _ = server.store.write(move |batch| keys::note_use(batch, &id, clock::now()));
    }
}

pub(super) fn response(reply: Reply) -> Response<Body> {
    response_of(reply, Body::from)
}

fn response_of(reply: Reply, body: impl FnOnce(Vec<u8>) -> Body) -> Response<Body> {
    let mut response = Response::new(body(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A refusal in plain text. What went wrong in here is for the log.
pub(super) fn refused(refusal: &Refusal) -> Response<Body> {
    let told =
        if refusal.status >= 500 && refusal.retry_after.is_none() { "a fault of the store" } else { &refusal.reason };
    let mut reply = Reply::body("text/plain; charset=utf-8", format!("{told}\n").into_bytes());
    reply.status = refusal.status;
    if let Some(seconds) = refusal.retry_after {
        reply = reply.with("retry-after", seconds.to_string());
    }
    if refusal.status == 401 {
        reply = reply.with("www-authenticate", "Basic realm=\"xAPI\", charset=\"UTF-8\"".to_owned());
    }
    if matches!(refusal.status, 408 | 413) {
        reply = reply.with("connection", "close".to_owned());
    }
    response(reply)
}

/// 404, in the version that is spoken first.
pub(super) fn missing() -> Response<Body> {
    let mut response = refused(&Refusal::missing());
    response.headers_mut().insert("x-experience-api-version", HeaderValue::from_static(Version::Two.header()));
    response
}

/// Whether the data base can be written, which is tried, and how handing on goes. Only what has ended for good is a fault: a store
/// that is down is waited for.
pub(super) async fn health(server: Arc<Server>) -> Response<Body> {
    let forwarding = server.settings.forwarding.clone();
    let now = clock::now().to_string();
    let look = move || server.store.write(move |batch| setting::set(batch, setting::CHECKED, &now));
    match tokio::task::spawn_blocking(look).await {
        Ok(Ok(())) => {}
        Ok(Err(refusal)) if refusal.retry_after.is_some() => return refused(&refusal),
        _ => return refused(&Refusal::busy(30)),
    }
    let Some(progress) = forwarding else { return plain(200, "ok\n".to_owned()) };
    let state = progress.state();
    plain(
        if state.has_ended() { 503 } else { 200 },
        format!("{}\nforwarding: {state}\n", if state.has_ended() { "fault" } else { "ok" }),
    )
}

/// The counters, for Prometheus.
pub(super) async fn metrics(server: Arc<Server>) -> Response<Body> {
    let mut text = server.metrics.text();
    if let Some(progress) = server.settings.forwarding.clone() {
        let waiting = tokio::task::spawn_blocking(move || progress.counters(&server.store)).await;
        text.push_str(&waiting.unwrap_or_default());
    }
    plain(200, text)
}

fn plain(status: u16, text: String) -> Response<Body> {
    let mut reply = Reply::body("text/plain; charset=utf-8", text.into_bytes());
    reply.status = status;
    response(reply)
}
