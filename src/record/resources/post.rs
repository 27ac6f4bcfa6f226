//! Statements that arrive: taken out of their body, held against the standard, their attachments and signatures, and kept.

use super::Call;
use crate::checksum::sha256;
use crate::clock;
use crate::record::store::keys::{self, Session};
use crate::record::store::statements::keep as store_all;
use crate::record::store::{Arrival, mentions};
use crate::record::{Refusal, Store, enclosed, multipart, reading, signature};
use crate::xapi::statement::Version;
use crate::xapi::vocabulary::{category, verb};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many statements are worth the way to another core.
const MANY: usize = 16;

/// Contents by their checksum.
type Attachments = BTreeMap<String, Vec<u8>>;

/// Keeps the statements of a request, and gives their ids in order.
pub(super) fn keep(store: &Store, call: &Call, id: Option<Uuid>) -> Result<Vec<Uuid>, Refusal> {
    let (value, attachments) = received(call)?;
    let statements = match value {
        Value::Array(_) if id.is_some() => return Err(Refusal::bad("PUT takes one statement")),
        Value::Array(several) => several,
        one => vec![one],
    };
    let ended = call.key.session.is_some() && statements.iter().any(ends);
    let arrivals = each(statements, |statement| arrival(call, statement, id, &attachments))?;
    let ids: Vec<Uuid> = arrivals.iter().map(|arrival| arrival.id).collect();
    if ids.iter().collect::<BTreeSet<_>>().len() < ids.len() {
        return Err(Refusal::bad("two statements of the request have the same id"));
    }
    let wanted: BTreeSet<&String> = arrivals.iter().flat_map(|arrival| arrival.attachments.keys()).collect();
    if attachments.keys().any(|sha2| !wanted.contains(sha2)) {
        return Err(Refusal::bad("a part of the request belongs to no statement"));
    }
    let key = call.key.id.clone();
    store.write(move |batch| {
        store_all(batch, arrivals)?;
        if ended {
            keys::revoke(batch, &key)?;
        }
        Ok(())
    })?;
    Ok(ids)
}

/// Does something for each statement, on all cores where there are many; the fault of the first that has one.
fn each(
    statements: Vec<Value>,
    work: impl Fn(Value) -> Result<Arrival, Refusal> + Sync + Send,
) -> Result<Vec<Arrival>, Refusal> {
    if statements.len() < MANY {
        return statements.into_iter().map(work).collect();
    }
    let done: Vec<_> = statements.into_par_iter().map(work).collect();
    done.into_iter().collect()
}

/// Whether a statement ends the session: `terminated` as cmi5 defines it. Others may say the verb of whatever they like. Source: cmi5,
/// 9.3.8 and 9.6.2.1.
fn ends(statement: &Value) -> bool {
    let is_cmi5 = |one: &Value| one["id"] == category("cmi5");
    let is_cmi5 = match &statement["context"]["contextActivities"]["category"] {
        Value::Array(several) => several.iter().any(is_cmi5),
        one => is_cmi5(one),
    };
    is_cmi5 && statement["verb"]["id"] == verb("terminated")
}

/// The JSON of a request, and what is attached.
fn received(call: &Call) -> Result<(Value, Attachments), Refusal> {
    let declared = call.header("content-type").unwrap_or_default();
    match call.content_type().as_str() {
        "application/json" => {
            utf8(declared)?;
            Ok((reading::parse(&call.body, call.version)?, Attachments::new()))
        }
        "multipart/mixed" => {
            let parts = multipart::read(&call.body, declared)?;
            let (first, rest) = parts.split_first().ok_or_else(|| Refusal::bad("the body has no part"))?;
            let kind = first.headers.get("content-type").map_or("", String::as_str);
            if kind.split(';').next().is_none_or(|kind| !kind.trim().eq_ignore_ascii_case("application/json")) {
                return Err(Refusal::bad("the first part has the content type application/json"));
            }
            utf8(kind)?;
            let attachments = rest.iter().map(attachment).collect::<Result<_, _>>()?;
            Ok((reading::parse(first.content, call.version)?, attachments))
        }
        _ => Err(Refusal::bad("the content type is application/json or multipart/mixed")),
    }
}

/// JSON is UTF-8, whatever its content type says. Source: RFC 8259, 8.1.
fn utf8(content_type: &str) -> Result<(), Refusal> {
    match multipart::parameter(content_type, "charset") {
        Some(charset) if !charset.eq_ignore_ascii_case("utf-8") => Err(Refusal::bad("JSON is written in UTF-8")),
        _ => Ok(()),
    }
}

fn attachment(part: &multipart::Part) -> Result<(String, Vec<u8>), Refusal> {
    if part.headers.get("content-transfer-encoding").is_none_or(|encoding| !encoding.eq_ignore_ascii_case("binary")) {
        return Err(Refusal::bad("an attachment has the header Content-Transfer-Encoding: binary"));
    }
    let declared = part.headers.get("x-experience-api-hash").map(|hash| hash.to_ascii_lowercase());
    let declared = declared.ok_or_else(|| Refusal::bad("an attachment has the header X-Experience-API-Hash"))?;
    let sum = sha256(part.content);
    if declared != sum {
        return Err(Refusal::bad("X-Experience-API-Hash is not the SHA-256 of the attachment"));
    }
    Ok((sum, part.content.to_vec()))
}

/// A statement, held against the standard, as it will be kept; what the store sets in it is set.
fn arrival(call: &Call, mut statement: Value, id: Option<Uuid>, attachments: &Attachments) -> Result<Arrival, Refusal> {
    reading::check(&statement, call.version)?;
    let is_signed = signature::verify(&statement, attachments, call.version)?;
    if is_signed && call.settings.pseudonyms.is_some() {
        return Err(Refusal::bad("this store replaces actors, and so keeps no signed statement"));
    }
    let own = statement["id"].as_str().and_then(|text| Uuid::parse_str(text).ok());
    if id.is_some() && own.is_some() && id != own {
        return Err(Refusal::bad("the statement has another id than statementId"));
    }
    let id = id.or(own).unwrap_or_else(clock::uuid);
    let mut here = Attachments::new();
    for attachment in enclosed::attached(&statement) {
        let sha2 = attachment["sha2"].as_str().unwrap_or_default().to_ascii_lowercase();
        match attachments.get(&sha2) {
            Some(content) => drop(here.insert(sha2, content.clone())),
            None if attachment.get("fileUrl").is_some() => {}
            None => return Err(Refusal::bad("an attachment without fileUrl is not in the request")),
        }
    }
    if let Some(pseudonyms) = &call.settings.pseudonyms {
        pseudonyms.replace_all(&mut statement);
    }
    if let Some(session) = &call.key.session {
        belongs(&statement, session)?;
    }
    complete(call, &mut statement, id);
    Ok(Arrival::new(id, &statement, here))
}

/// Refuses what a launch has not to say: of another learner, or under another registration. Source: cmi5, 8.1.3 and 9.6.1.
fn belongs(statement: &Value, session: &Session) -> Result<(), Refusal> {
    let whose = mentions::identity(&statement["actor"]);
    let registration = statement["context"]["registration"].as_str().map(str::to_ascii_lowercase);
    if whose.as_ref() == Some(&session.agent) && registration.as_ref() == Some(&session.registration) {
        return Ok(());
    }
    Err(Refusal::forbidden("this key is for another learner or registration"))
}

/// Sets what the store sets. Source: xAPI 1.0.3, part 2, 2.4; xAPI 2.0, 4.2.4.
fn complete(call: &Call, statement: &mut Value, id: Uuid) {
    lists(statement);
    statement.get_mut("object").into_iter().for_each(lists);
    statement["id"] = json!(id);
    statement["authority"] = json!({
        "objectType": "Agent",
        "account": {"homePage": call.settings.home, "name": call.key.id},
    });
    if statement.get("version").is_none() {
        statement["version"] = match call.version {
            Version::One => json!("1.0.0"),
            Version::Two => json!("2.0.0"),
        };
    }
    if call.version == Version::Two
        && let Some(moment) = statement["timestamp"].as_str().and_then(in_utc)
    {
        statement["timestamp"] = json!(moment);
    }
    if let Some(object) = statement.as_object_mut() {
        object.remove("stored");
    }
}

/// A moment in UTC; none where it could not be said there: a leap second, and what falls out of the years of four digits.
fn in_utc(text: &str) -> Option<String> {
    let is_leap = text.get(16..19) == Some(":60");
    let moment: Timestamp = text.parse().ok().filter(|_| !is_leap)?;
    (0..=9999).contains(&moment.to_zoned(TimeZone::UTC).year()).then(|| moment.to_string())
}

/// A single context activity is returned as a list of one. Source: xAPI 1.0.3, part 2, 2.4.6.2.
fn lists(statement: &mut Value) {
    let lists = statement.pointer_mut("/context/contextActivities").and_then(Value::as_object_mut);
    for list in lists.into_iter().flat_map(|lists| lists.values_mut()).filter(|list| list.is_object()) {
        *list = Value::Array(vec![list.take()]);
    }
}
