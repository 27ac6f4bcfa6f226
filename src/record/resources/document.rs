//! What the three resources of documents have in common: get, set, merge, remove, and that nobody overwrites what somebody else
//! has just written. Source: xAPI 1.0.3, part 3, 2.2 and 3.1; xAPI 2.0, 4.1.4.

use super::{Call, Method, Reply};
use crate::record::scope::Right;
use crate::record::store::documents::{self, Document, Kind, Place};
use crate::record::{Refusal, Store, reading};
use crate::xapi::statement::Version;
use serde_json::{Value, json};

/// How a resource names its documents.
pub(super) struct Named {
    /// The parameter.
    pub parameter: &'static str,
    /// Whether DELETE without it removes all of them.
    pub all_may_go: bool,
}

/// What the client says it knows of a document.
struct Condition {
    matches: Option<String>,
    none_matches: Option<String>,
}

/// Refuses a key that may not do this with a profile.
pub(super) fn may(call: &Call) -> Result<(), Refusal> {
    call.need(if call.method == Method::Get { Right::ReadProfiles } else { Right::WriteProfiles })
}

/// Refuses parameters that a profile has not.
pub(super) fn known(call: &Call, whose: &str) -> Result<(), Refusal> {
    match call.method {
        Method::Get => call.params.only(&[whose, "profileId", "since"]),
        _ => call.params.only(&[whose, "profileId"]),
    }
}

pub(super) fn answer(store: &Store, call: Call, place: Place, named: Named) -> Result<Reply, Refusal> {
    let missing = || Refusal::bad(format!("{} is missing", named.parameter));
    match call.method {
        Method::Get if place.name.is_some() => get(store, &call, &place),
        Method::Get => names(store, &call, &place),
        Method::Delete if place.name.is_none() && !named.all_may_go => Err(missing()),
        Method::Delete => delete(store, &call, place),
        _ if place.name.as_deref().unwrap_or_default().is_empty() => Err(missing()),
        Method::Put => put(store, call, place),
        Method::Post => post(store, call, place),
    }
}

fn get(store: &Store, call: &Call, place: &Place) -> Result<Reply, Refusal> {
    if call.params.get("since").is_some() {
        return Err(Refusal::bad("since is for the list of all documents"));
    }
    let document = store.read(|connection| documents::get(connection, place))?.ok_or_else(Refusal::missing)?;
    let reply = Reply::body(&document.kind, document.content);
    Ok(reply.with("etag", quoted(&document.etag)).modified(document.updated))
}

fn names(store: &Store, call: &Call, place: &Place) -> Result<Reply, Refusal> {
    let since = call.params.moment("since")?.unwrap_or(i64::MIN);
    let (names, latest) = store.read(|connection| documents::names(connection, place, since))?;
    let reply = Reply::json(&json!(names));
    Ok(if latest > 0 { reply.modified(latest) } else { reply })
}

fn delete(store: &Store, call: &Call, place: Place) -> Result<Reply, Refusal> {
    let condition = condition(call)?;
    store.write(move |batch| {
        if place.name.is_some() {
            condition.check(documents::get(&mut batch.connection, &place)?.as_ref())?;
        }
        documents::delete(batch, &place)
    })?;
    Ok(Reply::done())
}

fn put(store: &Store, call: Call, place: Place) -> Result<Reply, Refusal> {
    let condition = condition(&call)?;
    let document = received(&call)?;
    let (kind, version) = (place.kind, call.version);
    let etag = store.write(move |batch| {
        let before = documents::get(&mut batch.connection, &place)?;
        if condition.is_empty() {
            unconditional(kind, version, before.is_some())?;
        }
        condition.check(before.as_ref())?;
        documents::put(batch, &place, &document)?;
        Ok(document.etag)
    })?;
    Ok(Reply::done().with("etag", quoted(&etag)))
}

/// An ETag as a header has it. Whoever wrote a document is told it, and need not ask. Source: RFC 9110, 8.8.3 and 9.3.4.
fn quoted(etag: &str) -> String {
    format!("\"{etag}\"")
}

/// A PUT that says nothing of what it knows. In 1.0.3 state may be set so and a profile may not; in 2.0 all may be made so and none
/// changed.
fn unconditional(kind: Kind, version: Version, exists: bool) -> Result<(), Refusal> {
    match (version, kind, exists) {
        (Version::One, Kind::State, _) | (Version::Two, _, false) => Ok(()),
        (_, _, true) => Err(Refusal::conflict("the document exists: get it, and send its ETag as If-Match")),
        (Version::One, _, false) => Err(Refusal::bad("a profile is put with If-Match, or with If-None-Match: *")),
    }
}

/// Merges two JSON objects at their first level, where a document is there. Source: xAPI 1.0.3, part 3, 2.2.
fn post(store: &Store, call: Call, place: Place) -> Result<Reply, Refusal> {
    let condition = condition(&call)?;
    let (document, version) = (received(&call)?, call.version);
    let etag = store.write(move |batch| {
        let before = documents::get(&mut batch.connection, &place)?;
        condition.check(before.as_ref())?;
        let merged = match before {
            Some(before) => merge(&before, &document, version)?,
            None => document,
        };
        documents::put(batch, &place, &merged)?;
        Ok(merged.etag)
    })?;
    Ok(Reply::done().with("etag", quoted(&etag)))
}

fn merge(before: &Document, arriving: &Document, version: Version) -> Result<Document, Refusal> {
    let object = |document: &Document| match reading::parse(&document.content, version) {
        Ok(Value::Object(object)) if is_json(&document.kind) => Ok(object),
        _ => Err(Refusal::bad("POST merges JSON objects: the document here or the one that was sent is none")),
    };
    let mut whole = object(before)?;
    whole.extend(object(arriving)?);
    let content = Value::Object(whole).to_string().into_bytes();
    Ok(Document::new("application/json".to_owned(), content))
}

fn is_json(kind: &str) -> bool {
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

/// The document of a request.
fn received(call: &Call) -> Result<Document, Refusal> {
    let kind = call.header("content-type").unwrap_or("application/octet-stream");
    if is_json(kind) {
        let value = reading::parse(&call.body, call.version)?;
        if call.method == Method::Post && !value.is_object() {
            return Err(Refusal::bad("POST takes a JSON object"));
        }
    } else if call.method == Method::Post && call.version == Version::Two {
        return Err(Refusal::bad("POST takes a JSON object"));
    }
    Ok(Document::new(kind.to_owned(), call.body.clone()))
}

fn condition(call: &Call) -> Result<Condition, Refusal> {
    let header = |name: &str| -> Result<Option<String>, Refusal> {
        let Some(value) = call.headers.get(name) else { return Ok(None) };
        let text = value.to_str().map_err(|_| Refusal::bad(format!("{name} is no ETag")))?;
        Ok(Some(text.to_owned()))
    };
    Ok(Condition { matches: header("if-match")?, none_matches: header("if-none-match")? })
}

impl Condition {
    fn is_empty(&self) -> bool {
        self.matches.is_none() && self.none_matches.is_none()
    }

    fn check(&self, document: Option<&Document>) -> Result<(), Refusal> {
        let named = |list: &str| {
            document.is_some_and(|document| {
                let bare = |tag: &str| tag.trim().trim_start_matches("W/").trim_matches('"').to_owned();
                list.split(',').any(|tag| tag.trim() == "*" || bare(tag) == document.etag)
            })
        };
        let wanted = self.matches.as_deref().is_none_or(named);
        let unwanted = self.none_matches.as_deref().is_some_and(named);
        if wanted && !unwanted { Ok(()) } else { Err(Refusal::precondition()) }
    }
}
