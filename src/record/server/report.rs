//! The report pages at `/report`, for whoever signs in with a key that may read. The key comes in a form and never in an address; from
//! then on a cookie that no script and no other site can send says who it is.

use super::request::{self, address, read};
use super::visits::LONGEST;
use super::{Event, Peer, Server, respond};
use crate::clock;
use crate::record::live::{arrivals, group};
use crate::record::resources::Reply;
use crate::record::scope::Right;
use crate::record::store::keys::Key;
use crate::record::{Params, Refusal};
use crate::report::{LANGUAGES, Refused, Report, Ways, sign_in};
use axum::Router;
use axum::body::Body;
use axum::extract::Extension;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use axum::middleware::map_response;
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::net::IpAddr;
use std::sync::Arc;

/// Where the pages are.
const BASE: &str = "/report";
const SIGN_IN: &str = "/sign-in";
const SIGN_OUT: &str = "/sign-out";
const LATEST: &str = "/latest";
/// The cookie.
const COOKIE: &str = "cartable-report";
/// The most bytes of a form.
const FORM: usize = 4 << 10;
/// What every answer says to the browser, unless it says so itself.
const HEADERS: [(&str, &str); 6] = [
    ("content-security-policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// The routes. No other origin may read them, whatever `--origin` says.
pub(super) fn routes(server: &Arc<Server>) -> Router {
    let [page, slashed, latest, form, enter, leave] = [(); 6].map(|()| Arc::clone(server));
    let shown =
        |server: Arc<Server>, here: &'static str| get(move |request: Request<Body>| shown(server, here, request));
    let enter = move |Extension(peer): Extension<Peer>, request: Request<Body>| entered(enter, peer.0, request);
    Router::new()
        .route(BASE, shown(page, ""))
        .route(&format!("{BASE}/"), shown(slashed, ""))
        .route(&format!("{BASE}{LATEST}"), shown(latest, LATEST))
        .route(&format!("{BASE}{SIGN_IN}"), get(move |request| asked(form, request)).post(enter))
        .route(&format!("{BASE}{SIGN_OUT}"), post(move |request| left(leave, request)))
        .layer(map_response(guarded))
}

async fn guarded(mut response: Response<Body>) -> Response<Body> {
    for (name, value) in HEADERS {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// A page, for whoever has signed in.
async fn shown(server: Arc<Server>, here: &'static str, request: Request<Body>) -> Response<Body> {
    let began = clock::now();
    let language = match language(&request) {
        Ok(language) => language,
        Err(refusal) => return respond::refused(&refusal),
    };
    let Some(key) = token(request.headers()).and_then(|token| server.visits.key(&token)) else {
        return see(&format!("{BASE}{SIGN_IN}?lang={language}"));
    };
    let id = key.id.clone();
    let answer = match page(&server, key, here, language).await {
        // A key that has ended since is asked for again.
        Err(refusal) if refusal.status == 401 => see(&format!("{BASE}{SIGN_IN}?lang={language}")),
        Err(refusal) => faulty(&server, &refusal),
        Ok(html) => page_of(200, html),
    };
    if server.settings.log_requests {
        let (status, millis) = (answer.status().as_u16(), (clock::now() - began) / 1000);
        (server.log)(Event::Answered(format!("{} {BASE}{here} {status} {millis} {id}", request.method())));
    }
    answer
}

async fn page(server: &Arc<Server>, key: Key, here: &'static str, language: &'static str) -> Result<String, Refusal> {
    server.rates.take(&key.id)?;
    let here_too = Arc::clone(server);
    let made = move || -> Result<Report, Refusal> {
        let server = here_too;
        server.guard.confirm(&server.store, &key)?;
        respond::note_use(&server, &key);
        match here {
            LATEST => arrivals(&server.store, &server.settings.titles, language),
            _ => group(&server.store, &server.settings.titles, language, clock::now()),
        }
    };
    let made = server.pages.make(made).await?;
    made.served(&Ways::of(BASE, here, language, SIGN_OUT)).map_err(Refusal::internal)
}

/// The form to sign in.
async fn asked(server: Arc<Server>, request: Request<Body>) -> Response<Body> {
    match language(&request) {
        Ok(language) => form(&server, language, 200, None),
        Err(refusal) => respond::refused(&refusal),
    }
}

/// Signs in, or shows the form again and says why not.
async fn entered(server: Arc<Server>, peer: IpAddr, request: Request<Body>) -> Response<Body> {
    let language = match language(&request) {
        Ok(language) => language,
        Err(refusal) => return respond::refused(&refusal),
    };
    if !is_own(&server, request.headers()) {
        return form(&server, language, 403, Some(Refused::Elsewhere));
    }
    let refusal = match key(&server, peer, request).await {
        Ok(key) if key.scope.allows(Right::ReadStatements) => {
            let secure = if is_secret(&server) { "; Secure" } else { "" };
            let token = server.visits.begin(key);
            let cookie = format!("{COOKIE}={token}; Path={BASE}; Max-Age={LONGEST}; HttpOnly; SameSite=Strict{secure}");
            return with_cookie(see(&format!("{BASE}?lang={language}")), &cookie);
        }
        Ok(_) => return form(&server, language, 403, Some(Refused::MayNot)),
        Err(refusal) => refusal,
    };
    match refusal.status {
        401 => form(&server, language, 403, Some(Refused::Wrong)),
        429 => {
            let mut answer = form(&server, language, 429, Some(Refused::Often));
            let seconds = refusal.retry_after.unwrap_or(60);
            answer.headers_mut().insert("retry-after", HeaderValue::from(seconds));
            answer
        }
        500.. => {
            (server.log)(Event::Fault(refusal.reason.clone()));
            form(&server, language, 503, Some(Refused::Fault))
        }
        _ => respond::refused(&refusal),
    }
}

/// The key of a form.
async fn key(server: &Arc<Server>, peer: IpAddr, request: Request<Body>) -> Result<Key, Refusal> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/x-www-form-urlencoded") {
        return Err(Refusal::bad("the form to sign in is of the type application/x-www-form-urlencoded"));
    }
    let (body, _budget) = read(server, &parts.headers, body, FORM).await?;
    let mut fields = Params::read(&body, FORM)?;
    let (Some(id), Some(secret)) = (fields.take("id"), fields.take("secret")) else {
        return Err(Refusal::bad("the form has no field id, or no field secret"));
    };
    let authorization = format!("Basic {}", STANDARD.encode(format!("{}:{}", id.trim(), secret.trim())));
    let key = request::admitted(server, address(server, peer, &parts.headers), authorization).await?;
    let (here, known) = (Arc::clone(server), key.clone());
    let confirmed = move || here.guard.confirm(&here.store, &known);
    tokio::task::spawn_blocking(confirmed).await.map_err(|error| Refusal::internal(error.to_string()))??;
    Ok(key)
}

/// Signs out.
async fn left(server: Arc<Server>, request: Request<Body>) -> Response<Body> {
    let language = match language(&request) {
        Ok(language) => language,
        Err(refusal) => return respond::refused(&refusal),
    };
    if !is_own(&server, request.headers()) {
        return respond::refused(&Refusal::forbidden("the form was sent from another site"));
    }
    if let Some(token) = token(request.headers()) {
        server.visits.end(&token);
    }
    let gone = format!("{COOKIE}=; Path={BASE}; Max-Age=0; HttpOnly; SameSite=Strict");
    with_cookie(see(&format!("{BASE}{SIGN_IN}?lang={language}")), &gone)
}

/// The language of a request: what its address says, then what the browser prefers. Nothing else belongs in the address.
fn language(request: &Request<Body>) -> Result<&'static str, Refusal> {
    let known = |tag: &str| LANGUAGES.into_iter().find(|language| tag.eq_ignore_ascii_case(language));
    let query = parameters(request.uri());
    if query.iter().any(|(name, _)| name != "lang") {
        return Err(Refusal::bad("only lang belongs in this address: a key is entered in the form"));
    }
    let header = request.headers().get("accept-language").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let preferred = || header.split([',', ';']).find_map(|tag| known(tag.trim().split('-').next()?));
    Ok(query.iter().find_map(|(_, value)| known(value)).or_else(preferred).unwrap_or("en"))
}

fn parameters(uri: &Uri) -> Vec<(String, String)> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}

/// Whether a form was sent from a page of this store. Browsers say so (Fetch Metadata); older ones name the origin.
fn is_own(server: &Server, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            (host.is_some() && host == text("host")) || server.settings.home.trim_end_matches('/') == origin
        }
        (None, None) => false,
    }
}

/// Whether browsers reach the store by https: then the cookie goes no other way.
fn is_secret(server: &Server) -> bool {
    server.settings.behind_proxy || server.settings.home.starts_with("https://")
}

fn token(headers: &HeaderMap) -> Option<String> {
    let all = headers.get_all("cookie").into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, token)| token.to_owned())
}

fn form(server: &Server, language: &str, status: u16, refused: Option<Refused>) -> Response<Body> {
    match sign_in(language, &Ways::of(BASE, SIGN_IN, language, SIGN_IN), refused) {
        Ok(html) => page_of(status, html),
        Err(reason) => faulty(server, &Refusal::internal(reason)),
    }
}

fn faulty(server: &Server, refusal: &Refusal) -> Response<Body> {
    if refusal.status >= 500 {
        (server.log)(Event::Fault(refusal.reason.clone()));
    }
    respond::refused(refusal)
}

/// A page with a policy that lets in its own style and nothing else.
fn page_of(status: u16, html: String) -> Response<Body> {
    let style =
        html.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>")).map_or("", |(style, _)| style);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        STANDARD.encode(Sha256::digest(style))
    );
    let mut reply = Reply::body("text/html; charset=utf-8", html.into_bytes()).with("content-security-policy", policy);
    reply.status = status;
    respond::response(reply)
}

/// Goes on to another page.
fn see(path: &str) -> Response<Body> {
    let mut reply = Reply::done().with("location", path.to_owned());
    reply.status = 303;
    respond::response(reply)
}

fn with_cookie(mut response: Response<Body>, cookie: &str) -> Response<Body> {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert("set-cookie", value);
    }
    response
}
