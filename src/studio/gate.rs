//! Who may ask what: any web site that is open in the same browser can send requests to this machine, and none of them may read or
//! change a deck. Knows requests and answers; knows no route.

use super::Studio;
use super::answer::{refused, refused_page};
use crate::clock;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::sync::Arc;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// The longest body, in bytes: the largest medium of a deck, and its JSON.
const LONGEST: usize = 32_000_000;
/// How long a body may take. It comes from this machine.
const BODY_TIME: Duration = Duration::from_secs(10);

/// What every answer of the page's origin says to the browser, beside its policy.
const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
];
/// How many of them the module's origin has too. The studio frames it, so the others would close it to the studio.
const SHARED: usize = 3;

/// The secrets and the two origins.
pub(super) struct Gate {
    port: u16,
    module_port: u16,
    /// In the address that is opened; lets a browser in.
    token: String,
    /// In the cookie that the browser then has.
    pass: String,
    /// In the path of everything on the module's origin, which has no cookie.
    ticket: String,
}

impl Gate {
    pub(super) fn new(port: u16, module_port: u16) -> Self {
        let secret = || URL_SAFE_NO_PAD.encode(clock::random::<24>());
        Self { port, module_port, token: secret(), pass: secret(), ticket: secret() }
    }

    /// The address of the page, with the token that lets in whoever opens it.
    pub(super) fn invitation(&self) -> String {
        format!("{}/?t={}", self.origin(), self.token)
    }

    /// The page's origin.
    pub(super) fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The module's origin. Another host and not only another port, because cookies know no ports.
    pub(super) fn module_origin(&self) -> String {
        format!("http://localhost:{}", self.module_port)
    }

    /// The beginning of every address on the module's origin.
    pub(super) fn module_base(&self) -> String {
        format!("{}/{}", self.module_origin(), self.ticket)
    }

    /// Whether a path's first part is the ticket.
    pub(super) fn is_ticket(&self, given: &str) -> bool {
        same(given, &self.ticket)
    }

    /// Cookies of two studios on one machine would otherwise replace each other.
    fn cookie(&self) -> String {
        format!("cartable-studio-{}", self.port)
    }

    fn is_known(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie();
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(key, value)| key == name && same(value, &self.pass))
    }

    fn policy(&self) -> String {
        format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src {}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            self.module_origin()
        )
    }

    /// The policy of pages on the module's origin: nothing from outside, and only the studio may frame them.
    pub(super) fn module_policy(&self) -> String {
        format!(
            "default-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors {} {}",
            self.origin(),
            self.module_origin()
        )
    }
}

/// Compares without telling by time how much was right.
fn same(given: &str, secret: &str) -> bool {
    given.as_bytes().ct_eq(secret.as_bytes()).into()
}

/// Lets a request for the page's origin through, or refuses it.
pub(super) async fn guard(State(studio): State<Arc<Studio>>, request: Request, next: Next) -> Response {
    let gate = &studio.gate;
    let mut response = match admitted(gate, &request) {
        Admitted::Yes => match whole(request).await {
            Ok(request) => next.run(request).await,
            Err((status, why)) => refused(&studio, status, why),
        },
        Admitted::Entering => entered(gate),
        Admitted::No(status, why) if request.uri().path() == "/" => refused_page(&studio, status, why),
        Admitted::No(status, why) => refused(&studio, status, why),
    };
    close(&mut response, &HEADERS, &gate.policy());
    response
}

/// Lets a request for the module's origin through: by its host alone, since the ticket is in its path.
pub(super) async fn guard_module(State(studio): State<Arc<Studio>>, request: Request, next: Next) -> Response {
    let gate = &studio.gate;
    let mut response = if is_for(&request, &format!("localhost:{}", gate.module_port)) {
        next.run(request).await
    } else {
        refused(&studio, StatusCode::MISDIRECTED_REQUEST, "host")
    };
    close(&mut response, &HEADERS[..SHARED], &gate.module_policy());
    response
}

/// Says to the browser what it may do with an answer, whatever it is.
fn close(response: &mut Response, headers: &[(&'static str, &'static str)], policy: &str) {
    let sent = response.headers_mut();
    for (name, value) in headers {
        sent.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if let Ok(policy) = HeaderValue::from_str(policy) {
        sent.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// A request with its body in memory, so that no route waits for one; or the status and the message of a refusal. Browsers say the
/// length of what they send.
async fn whole(request: Request) -> Result<Request, (StatusCode, &'static str)> {
    if request.method() != Method::POST {
        return Ok(request);
    }
    let length = only(request.headers(), &header::CONTENT_LENGTH).ok_or((StatusCode::LENGTH_REQUIRED, "length"))?;
    if length.parse().map_or(true, |length: usize| length > LONGEST) {
        return Err((StatusCode::PAYLOAD_TOO_LARGE, "large"));
    }
    let (head, body) = request.into_parts();
    let read = tokio::time::timeout(BODY_TIME, to_bytes(body, LONGEST)).await;
    let bytes = read.map_err(|_| (StatusCode::REQUEST_TIMEOUT, "slow"))?;
    let mut request = Request::from_parts(head, Body::from(bytes.map_err(|_| (StatusCode::BAD_REQUEST, "slow"))?));
    // It is bounded already, and more generously than axum would.
    DefaultBodyLimit::disable().apply(&mut request);
    Ok(request)
}

enum Admitted {
    Yes,
    /// With the token of the invitation.
    Entering,
    /// The message `studio.` followed by this says why.
    No(StatusCode, &'static str),
}

fn admitted(gate: &Gate, request: &Request) -> Admitted {
    let headers = request.headers();
    // Otherwise a name that an attacker lets point to this machine would share our origin (DNS rebinding).
    if !is_for(request, &format!("127.0.0.1:{}", gate.port)) {
        return Admitted::No(StatusCode::MISDIRECTED_REQUEST, "host");
    }
    let is_entry = request.method() == Method::GET && request.uri().path() == "/";
    let query = request.uri().query().unwrap_or_default();
    if is_entry && form_urlencoded::parse(query.as_bytes()).any(|(key, value)| key == "t" && same(&value, &gate.token))
    {
        return Admitted::Entering;
    }
    if !gate.is_known(headers) {
        return Admitted::No(StatusCode::FORBIDDEN, "stranger");
    }
    let origin = only(headers, &header::ORIGIN);
    let site = only(headers, &HeaderName::from_static("sec-fetch-site"));
    // Browsers say one of both with each request that a page makes. Who types the address comes from nowhere.
    let is_own = match (origin, site) {
        (None, None | Some("none")) => is_entry,
        (origin, site) => {
            origin.is_none_or(|origin| origin == gate.origin()) && site.is_none_or(|site| site == "same-origin")
        }
    };
    if !is_own {
        return Admitted::No(StatusCode::FORBIDDEN, "elsewhere");
    }
    match *request.method() {
        Method::GET | Method::HEAD => Admitted::Yes,
        // A form can send neither type.
        Method::POST if !is_data(headers) => Admitted::No(StatusCode::UNSUPPORTED_MEDIA_TYPE, "type"),
        Method::POST => Admitted::Yes,
        _ => Admitted::No(StatusCode::METHOD_NOT_ALLOWED, "method"),
    }
}

/// Whether a body is JSON, or the bytes of a file that was dropped.
fn is_data(headers: &HeaderMap) -> bool {
    let kind = only(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    matches!(kind, "application/json" | "application/octet-stream")
}

/// Whether a request is for this host. An address in the request line would count before the header (RFC 9112, 3.2.2).
fn is_for(request: &Request, host: &str) -> bool {
    request.uri().authority().is_none() && only(request.headers(), &header::HOST) == Some(host)
}

/// The value of a header; empty, which nothing may be, where it is there twice or is no plain text.
fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    Some(first.to_str().ok().filter(|_| values.next().is_none()).unwrap_or_default())
}

/// Gives the cookie and goes on without the token, which would otherwise stay in the history of the browser.
fn entered(gate: &Gate) -> Response {
    let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", gate.cookie(), gate.pass);
    let built = Response::builder()
        .status(StatusCode::SEE_OTHER)
        .header(header::LOCATION, "/")
        .header(header::SET_COOKIE, cookie);
    built.body(Body::empty()).unwrap_or_default()
}
