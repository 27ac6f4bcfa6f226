//! Lists of statements, a page at a time. Source: xAPI 1.0.3, part 3, 2.1.3.

use super::format::Format;
use super::{Call, Reply, enclosed};
use crate::record::store::list::{Filter, Page, page};
use crate::record::store::mentions::Facet;
use crate::record::{ENDPOINT, Refusal, Store};
use serde_json::json;

/// What a list can be asked for. `cursor` is ours: where the page before ended.
const KNOWN: [&str; 13] = [
    "agent",
    "verb",
    "activity",
    "registration",
    "related_activities",
    "related_agents",
    "since",
    "until",
    "limit",
    "format",
    "attachments",
    "ascending",
    "cursor",
];
/// Statements on a page, where the client names no number, and at most.
const PAGE: usize = 100;
const LONGEST_PAGE: usize = 1000;

pub(super) fn answer(store: &Store, call: &Call, format: &Format, with_attachments: bool) -> Result<Reply, Refusal> {
    call.params.only(&KNOWN)?;
    let filter = Filter { attachments: with_attachments, ..filter(call)? };
    store.read(|connection| {
        let page = page(connection, &filter)?;
        let places: Vec<i64> = page.statements.iter().map(|(stored, _)| *stored).collect();
        let more = more(call, &page);
        let mut body = "{\"statements\":[".to_owned();
        for (at, (_, statement)) in page.statements.into_iter().enumerate() {
            if at > 0 {
                body.push(',');
            }
            body.push_str(&format.apply(connection, statement)?);
        }
        body.push_str(&format!("],\"more\":{}}}", json!(more)));
        let reply = enclosed::reply(connection, body, &places, with_attachments)?;
        Ok(match places.iter().max() {
            Some(newest) => reply.modified(*newest),
            None => reply,
        })
    })
}

/// What the parameters ask for.
fn filter(call: &Call) -> Result<Filter, Refusal> {
    let params = &call.params;
    let mut mentions = Vec::new();
    mentions.extend(params.iri("verb")?.map(|verb| (Facet::Verb, verb)));
    let facet = if params.flag("related_activities")? { Facet::RelatedActivity } else { Facet::Activity };
    mentions.extend(params.iri("activity")?.map(|activity| (facet, activity)));
    let facet = if params.flag("related_agents")? { Facet::RelatedAgent } else { Facet::Agent };
    mentions.extend(call.agent()?.map(|(_, identity)| (facet, identity)));
    mentions.extend(params.uuid("registration")?.map(|uuid| (Facet::Registration, uuid.to_string())));
    let ascending = params.flag("ascending")?;
    let (mut after, mut before) = (params.moment("since")?, params.moment("until")?.map(|until| until + 1));
    if let Some(cursor) = params.get("cursor") {
        let cursor: i64 = cursor.parse().map_err(|_| Refusal::bad("cursor is not what this store gave"))?;
        let bound = if ascending { &mut after } else { &mut before };
        *bound = Some(cursor);
    }
    let limit = match params.get("limit") {
        None => PAGE,
        Some(text) => text.parse().map_err(|_| Refusal::bad("limit is a number, 0 or more"))?,
    };
    let limit = if limit == 0 { PAGE } else { limit.min(LONGEST_PAGE) };
    Ok(Filter { mentions, after, before, ascending, limit, attachments: false })
}

/// Where the list goes on: an address below the same host; empty where it has ended.
fn more(call: &Call, page: &Page) -> String {
    match page.statements.last().filter(|_| page.more) {
        None => String::new(),
        Some((stored, _)) => {
            let mut query = call.params.encode_without(&["cursor"]);
            let query = query.append_pair("cursor", &stored.to_string()).finish();
            format!("{ENDPOINT}statements?{query}")
        }
    }
}
