//! `statements`: stored, got back one by one and in lists. Source: xAPI 1.0.3, part 3, 2.1; xAPI 2.0, 4.1.6.1.

use super::format::Format;
use super::{Call, Method, Reply, enclosed, list, post};
use crate::record::scope::Right;
use crate::record::store::statements;
use crate::record::{Refusal, Store};
use serde_json::json;

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
        Ok(enclosed::reply(connection, body, &[kept.stored], with_attachments)?.modified(kept.stored))
    })
}
