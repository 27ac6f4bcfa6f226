//! A request on its way to a resource: who asks and in which version is settled before its body is read, how large it is while it
//! is read. The alternate request syntax of 1.0.3 is undone here. Source: xAPI 1.0.3, part 3, 1.3, 3.3 and 4.

use super::Server;
use crate::record::resources::{Call, Method, Params, Resource};
use crate::record::store::keys::Key;
use crate::record::{Refusal, Scope};
use crate::xapi::statement::Version;
use axum::body::{Body, to_bytes};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::SemaphorePermit;

/// The most bytes of a body whose sender is not known until it is read.
const STRANGERS_BODY: usize = 1 << 20;
/// The headers that a form of the alternate syntax may have as fields.
const FORM_HEADERS: [&str; 8] = [
    "authorization",
    "x-experience-api-version",
    "content-type",
    "content-length",
    "if-match",
    "if-none-match",
    "accept",
    "accept-language",
];

/// A call, and the part of the budget for bodies that it holds.
pub(super) struct Settled<'a> {
    pub call: Call,
    pub _budget: SemaphorePermit<'a>,
}

/// What a request says of its version, for the answer to speak it even where it refuses.
pub(super) fn version(headers: &HeaderMap) -> Option<Version> {
    headers.get("x-experience-api-version").and_then(|value| Version::named(value.to_str().ok()?))
}

/// The address of whoever asks.
pub(super) fn address(server: &Server, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    let last = forwarded.and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    if server.settings.behind_proxy { last.unwrap_or(peer) } else { peer }
}

/// Settles a request.
///
/// # Errors
/// What the standard or the limits refuse.
pub(super) async fn settle<'a>(
    server: &'a Arc<Server>,
    resource: &Resource,
    peer: IpAddr,
    request: Request<Body>,
) -> Result<Settled<'a>, Refusal> {
    let (mut parts, body) = request.into_parts();
    let peer = address(server, peer, &parts.headers);
    let params = Params::query(parts.uri.query())?;
    let method = Method::from_name(parts.method.as_str()).ok_or_else(Refusal::method)?;
    if method == Method::Post && params.get("method").is_some() {
        return alternate(server, resource, peer, parts, params, body).await;
    }
    let version = match version(&parts.headers) {
        Some(version) => version,
        None if resource.open => server.settings.fallback,
        None => return Err(no_version()),
    };
    let key = key(server, resource, peer, &parts.headers).await?;
    let (body, budget) = read(server, &parts.headers, body, server.settings.limits.body).await?;
    let headers = std::mem::take(&mut parts.headers);
    let call = Call { method, version, params, headers, body, key, settings: Arc::clone(&server.settings) };
    Ok(Settled { call, _budget: budget })
}

fn no_version() -> Refusal {
    Refusal::bad("the header X-Experience-API-Version is missing, or names no version that is spoken here")
}

/// A POST whose `method` and form stand for another request.
async fn alternate<'a>(
    server: &'a Arc<Server>,
    resource: &Resource,
    peer: IpAddr,
    mut parts: Parts,
    mut params: Params,
    body: Body,
) -> Result<Settled<'a>, Refusal> {
    if version(&parts.headers) == Some(Version::Two) {
        return Err(Refusal::bad("xAPI 2.0 has no alternate request syntax"));
    }
    let named = params.take("method").and_then(|name| Method::from_name(&name));
    let method = named.ok_or_else(|| Refusal::bad("method names no method"))?;
    if !params.is_empty() {
        return Err(Refusal::bad("with method, all other parameters are fields of the form"));
    }
    // Who comes with a key in a header is known before the form is read.
    let known = match parts.headers.contains_key("authorization") {
        true => Some(key(server, resource, peer, &parts.headers).await?),
        false => None,
    };
    let most = if known.is_some() { server.settings.limits.body } else { STRANGERS_BODY };
    let (form, budget) = read(server, &parts.headers, body, most).await?;
    let mut fields = Params::read(&form, most)?;
    // The form's own type is not that of the content.
    parts.headers.remove("content-type");
    for name in FORM_HEADERS {
        let field = fields.take_any_case(name);
        if let Some(value) = field {
            let value = HeaderValue::from_str(&value).map_err(|_| Refusal::bad("a header in the form is no header"))?;
            parts.headers.insert(HeaderName::from_static(name), value);
        }
    }
    let version = version(&parts.headers).filter(|version| *version == Version::One).ok_or_else(no_version)?;
    let key = match known {
        Some(key) => key,
        None => key(server, resource, peer, &parts.headers).await?,
    };
    let content = fields.take("content");
    if content.is_none() && matches!(method, Method::Put | Method::Post) {
        return Err(Refusal::bad("the form has no field content"));
    }
    if !parts.headers.contains_key("content-type") {
        parts.headers.insert("content-type", HeaderValue::from_static("application/json"));
    }
    let body = content.unwrap_or_default().into_bytes();
    let settings = Arc::clone(&server.settings);
    let call = Call { method, version, params: fields, headers: parts.headers, body, key, settings };
    Ok(Settled { call, _budget: budget })
}

/// The key of a request; for what is open to everybody, one that may do nothing.
async fn key(server: &Arc<Server>, resource: &Resource, peer: IpAddr, headers: &HeaderMap) -> Result<Key, Refusal> {
    if resource.open {
        return Ok(Key { id: String::new(), name: String::new(), scope: Scope::Write, session: None });
    }
    let authorization = headers.get("authorization").ok_or_else(Refusal::unauthorized)?;
    let authorization = authorization.to_str().map_err(|_| Refusal::unauthorized())?.to_owned();
    admitted(server, peer, authorization).await
}

/// The key that an `Authorization` header has.
///
/// # Errors
/// Unauthorized, or too often.
pub(super) async fn admitted(server: &Arc<Server>, peer: IpAddr, authorization: String) -> Result<Key, Refusal> {
    let key = match server.guard.remembered(&authorization) {
        Some(key) => key,
        None => {
            // One slow checksum at a time: guessing must not cost the others their processor.
            let _turn = server.checking.acquire().await.map_err(|_| Refusal::busy(5))?;
            let here = Arc::clone(server);
            let admitted = move || here.guard.admit(&here.store, peer, &authorization);
            tokio::task::spawn_blocking(admitted).await.map_err(|error| Refusal::internal(error.to_string()))??
        }
    };
    server.rates.take(&key.id)?;
    Ok(key)
}

/// Reads a body that fits, in time, into its part of the budget.
pub(super) async fn read<'a>(
    server: &'a Server,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<(Vec<u8>, SemaphorePermit<'a>), Refusal> {
    let limits = &server.settings.limits;
    let declared = headers.get("content-length").and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    let size = match (declared, headers.contains_key("transfer-encoding")) {
        (Some(size), _) if size > most => return Err(Refusal::large(most)),
        (Some(size), false) => size,
        (None, false) => 0,
        (_, true) => most,
    };
    let share = u32::try_from(size).unwrap_or(u32::MAX).max(1);
    let waited = tokio::time::timeout(limits.body_time, server.bodies.acquire_many(share)).await;
    let budget = waited.map_err(|_| Refusal::busy(5))?.map_err(|_| Refusal::busy(5))?;
    let bytes = tokio::time::timeout(limits.body_time, to_bytes(body, size)).await;
    match bytes {
        Err(_) => Err(Refusal::slow()),
        Ok(Ok(bytes)) => Ok((bytes.into(), budget)),
        Ok(Err(_)) if size == most => Err(Refusal::large(most)),
        Ok(Err(_)) => Err(Refusal::bad("the body does not arrive whole")),
    }
}
