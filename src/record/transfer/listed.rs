//! The statements of the other store, read back: its whole list, page by page, and one by one those that no list shows.

use super::compared::{Compared, Difference};
use super::{Fault, Way};
use crate::checksum::sha256;
use crate::record::store::{Bulk, Kind, attachments};
use crate::record::{Refusal, multipart};
use crate::xapi::pages;
use crate::xapi::patience::patiently;
use crate::xapi::statement::same;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How many of our statements are looked at in one go.
const AT_ONCE: i64 = 500;

const FIND: Bulk =
    Bulk { sql: "SELECT id, stored, voided, body FROM statement WHERE id IN (??)", kinds: &[Kind::Bytes] };

/// A statement of ours.
struct Own {
    id: Uuid,
    stored: i64,
    is_voided: bool,
    body: String,
}

/// Compares all statements that were sent.
pub(super) fn compare(way: &Way<'_>, compared: &mut Compared) -> Result<(), Fault> {
    // Whether each that the list shows is the same, by the moment at which it was stored here.
    let mut shown = BTreeMap::new();
    pages::statements(&way.client, None, way.pace, |page| look(way, compared, &mut shown, page))?;
    let mut last = i64::MIN;
    loop {
        let some = after(way, last, compared.through)?;
        let Some(end) = some.last() else { return Ok(()) };
        last = end.stored;
        for own in &some {
            let is_same = match shown.get(&own.stored) {
                Some(is_same) => *is_same,
                None => ask(way, compared, own)?,
            };
            if is_same {
                attached(way, compared, own)?;
            }
        }
    }
}

/// Looks at a page of the list. It shows no voided statements.
fn look(way: &Way<'_>, compared: &mut Compared, shown: &mut BTreeMap<i64, bool>, page: &[&str]) -> Result<(), Fault> {
    let mut theirs = BTreeMap::new();
    for text in page {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        if let Some(id) = value["id"].as_str().and_then(|id| Uuid::parse_str(id).ok()) {
            theirs.insert(id, value);
        }
    }
    let ids: Vec<_> = theirs.keys().map(|id| (*id).into()).collect();
    let own = way.store.read(|connection| {
        connection.bulk(&FIND, &ids, |mut row| {
            Ok(Own { id: row.get(0)?, stored: row.get(1)?, is_voided: row.get(2)?, body: row.get(3)? })
        })
    })?;
    for own in own {
        if own.stored <= compared.through && !shown.contains_key(&own.stored) {
            shown.insert(own.stored, judge(compared, &own, &theirs[&own.id], false)?);
        }
    }
    Ok(())
}

/// Our next statements after a moment, up to another one.
fn after(way: &Way<'_>, last: i64, through: i64) -> Result<Vec<Own>, Refusal> {
    way.store.read(|connection| {
        let select = "SELECT stored, id, voided, body FROM statement WHERE stored > ? AND stored <= ?
                      ORDER BY stored LIMIT ?";
        connection.rows(select, &[last.into(), through.into(), AT_ONCE.into()], |mut row| {
            Ok(Own { stored: row.get(0)?, id: row.get(1)?, is_voided: row.get(2)?, body: row.get(3)? })
        })
    })
}

/// Asks for a statement by its id. Gives whether it is the same.
fn ask(way: &Way<'_>, compared: &mut Compared, own: &Own) -> Result<bool, Fault> {
    if let Some((theirs, is_voided)) = patiently(way.pace, || way.client.get(own.id))? {
        return Ok(judge(compared, own, &theirs, is_voided)?);
    }
    compared.differences.push(match compared.refused.remove(&own.id) {
        Some(words) => Difference::Refused(own.id, words),
        None => Difference::Missing(own.id),
    });
    Ok(false)
}

/// Notes whether a statement is the same there, and gives it.
fn judge(compared: &mut Compared, own: &Own, theirs: &Value, is_voided: bool) -> Result<bool, Refusal> {
    let ours: Value = serde_json::from_str(&own.body).map_err(|error| Refusal::internal(error.to_string()))?;
    let difference = match (own.is_voided, is_voided) {
        _ if !same(&ours, theirs) => Difference::Other(own.id),
        (true, false) => Difference::NotVoided(own.id),
        (false, true) => Difference::Voided(own.id),
        _ => {
            compared.same.statements += 1;
            compared.same.voided += usize::from(is_voided);
            return Ok(true);
        }
    };
    compared.differences.push(difference);
    Ok(false)
}

/// Compares what a statement brought along, where it brought something.
fn attached(way: &Way<'_>, compared: &mut Compared, own: &Own) -> Result<(), Fault> {
    let wanted = way.store.read(|connection| attachments::sums(connection, own.stored))?;
    if wanted.is_empty() {
        return Ok(());
    }
    let name = if own.is_voided { "voidedStatementId" } else { "statementId" };
    let address = format!("{}/statements?{name}={}&attachments=true", way.to(), own.id);
    let found = patiently(way.pace, || way.client.read(&address))?;
    let parts = found.as_ref().and_then(|found| multipart::read(&found.content, &found.kind).ok()).unwrap_or_default();
    let there: BTreeSet<String> = parts.iter().map(|part| sha256(part.content)).collect();
    for sum in wanted {
        if there.contains(&sum) {
            compared.same.attachments += 1;
        } else {
            compared.differences.push(Difference::Attachment(own.id, sum));
        }
    }
    Ok(())
}
