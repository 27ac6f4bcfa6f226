//! `statements`: stored, got back one by one and in lists. Source: xAPI 1.0.3, part 3, 2.1; xAPI 2.0, 4.1.6.1.

use super::format::Format;
use super::{Call, Method, Reply, list, post};
use crate::record::scope::Right;
use crate::record::store::{attachments, statements};
use crate::record::{Refusal, Store, multipart};
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Between the parts of an answer. No attachment of ours is searched for it: its content has a length that readers know by the
/// next boundary, and 122 bits that nobody chose make a collision a matter of chance alone.
const BOUNDARY: &str = "cartable-7f1f2f9c-5b0c-4f4e-9a54-6a3c1f0d2b7e";

/// The parameters that go with one statement.
const WITH_ONE: [&str; 4] = ["statementId", "voidedStatementId", "format", "attachments"];

pub(super) fn answer(store: &Store, call: Call) -> Result<Reply, Refusal> {
    match call.method {
        Method::Get => get(store, &call),
        Method::Put => {
            call.need(Right::WriteStatements)?;
            call.params.only(&["statementId"])?;
            call.params.required("statementId")?;
            let id = call.params.uuid("statementId")?;
            let ids = post::keep(store, &call, id)?;
            Ok(Reply { stored: ids.len(), ..Reply::done() })
        }
        Method::Post => {
            call.need(Right::WriteStatements)?;
            call.params.only(&[])?;
            let ids = post::keep(store, &call, None)?;
            Ok(Reply { stored: ids.len(), ..Reply::json(&json!(ids)) })
        }
        Method::Delete => Err(Refusal::method()),
    }
}

/// One statement or a list.
fn get(store: &Store, call: &Call) -> Result<Reply, Refusal> {
    call.need(Right::ReadStatements)?;
    let (one, voided) = (call.params.uuid("statementId")?, call.params.uuid("voidedStatementId")?);
    let format = Format::of(call)?;
    let with_attachments = call.params.flag("attachments")?;
    let Some(id) = one.or(voided) else { return list::answer(store, call, &format, with_attachments) };
    call.params.only(&WITH_ONE)?;
    if one.is_some() && voided.is_some() {
        return Err(Refusal::bad("statementId and voidedStatementId do not go together"));
    }
    store.read(|connection| {
        let kept = statements::find(connection, id)?.filter(|kept| kept.voided == voided.is_some());
        let kept = kept.ok_or_else(Refusal::missing)?;
        let body = format.apply(connection, kept.body)?;
        Ok(reply(connection, body, &[kept.stored], with_attachments)?.modified(kept.stored))
    })
}

/// An answer with or without the attachments of the statements in it, which were stored at these moments.
pub(super) fn reply(
    connection: &Connection,
    body: String,
    places: &[i64],
    with_attachments: bool,
) -> Result<Reply, Refusal> {
    if !with_attachments {
        return Ok(Reply::body("application/json", body.into_bytes()));
    }
    let value: Value = serde_json::from_str(&body).map_err(|error| Refusal::internal(error.to_string()))?;
    let (mut seen, mut parts) = (BTreeSet::new(), Vec::new());
    let several = value["statements"].as_array().cloned();
    for (statement, stored) in several.unwrap_or_else(|| vec![value]).iter().zip(places) {
        for attachment in attached(statement) {
            let sha2 = attachment["sha2"].as_str().unwrap_or_default().to_ascii_lowercase();
            let kind = attachment["contentType"].as_str().unwrap_or("application/octet-stream");
            if seen.contains(&sha2) || kind.contains(['\r', '\n']) {
                continue;
            }
            if let Some(content) = attachments::content(connection, *stored, &sha2)? {
                seen.insert(sha2.clone());
                parts.push((kind.to_owned(), sha2, content));
            }
        }
    }
    let body = multipart::write(BOUNDARY, body.as_bytes(), &parts);
    Ok(Reply::body(&format!("multipart/mixed; boundary={BOUNDARY}"), body))
}

/// The attachments of a statement and of the one inside it.
pub(super) fn attached(statement: &Value) -> Vec<&Value> {
    let lists = [&statement["attachments"], &statement["object"]["attachments"]];
    lists.into_iter().filter_map(Value::as_array).flatten().collect()
}
