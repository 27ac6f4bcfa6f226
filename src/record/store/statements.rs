//! Statements: taken in, voided, and got back one at a time.

use super::mentions::{self, Mentions};
use super::progress::Fold;
use super::{Batch, activities, attachments, people};
use crate::clock;
use crate::record::Refusal;
use crate::xapi::statement::same;
use crate::xapi::vocabulary;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far a chain of statements about statements is followed. Nobody has one of three, but an enemy may.
const LONGEST_CHAIN: usize = 16;

/// A statement that was read and found right, ready to be kept.
pub struct Arrival {
    /// Its id, given by the client or by us.
    pub id: Uuid,
    /// The whole of it but `stored`.
    pub statement: Value,
    /// The content of its attachments, by their `sha2`.
    pub attachments: BTreeMap<String, Vec<u8>>,
}

/// A statement as it is kept.
pub struct Kept {
    /// When it was stored, in microseconds since 1970: its key and place.
    pub stored: i64,
    /// Its JSON.
    pub body: String,
    /// Whether it was taken back.
    pub voided: bool,
}

/// Keeps statements, all or none. One that is here already is passed over.
///
/// # Errors
/// A conflict where a statement of the same id says something else.
pub fn keep(batch: &mut Batch, arrivals: Vec<Arrival>) -> Result<(), Refusal> {
    let mut fold = Fold::default();
    for arrival in arrivals {
        match find(&batch.connection, arrival.id)? {
            None => insert(batch, arrival, &mut fold)?,
            Some(kept) => {
                let before: Value = serde_json::from_str(&kept.body).map_err(|e| Refusal::internal(e.to_string()))?;
                if !same(&before, &arrival.statement) {
                    return Err(Refusal::conflict("another statement with this id is stored already"));
                }
            }
        }
    }
    fold.end(batch)
}

fn insert(batch: &mut Batch, arrival: Arrival, fold: &mut Fold) -> Result<(), Refusal> {
    let Arrival { id, statement, attachments } = arrival;
    let stored = batch.stamp();
    let refers = reference(&statement["object"]);
    let voids = refers.is_some() && statement["verb"]["id"] == vocabulary::verb("voided");
    let voided = !voids && is_awaited(&batch.connection, id)?;
    let body = stamped(&statement, stored)?;
    let insert = "INSERT INTO statement (stored, id, refers, voids, voided, body) VALUES (?, ?, ?, ?, ?, ?)";
    let refers_blob = refers.map(|id| id.as_bytes().to_vec());
    let row = (stored, id.as_bytes().as_slice(), refers_blob, voids, voided, &body);
    batch.connection.prepare_cached(insert)?.execute(row)?;
    if let Some(target) = refers.filter(|_| voids) {
        void(&batch.connection, target)?;
        fold.void(batch, target)?;
    }
    let own = mentions::of(&statement);
    mentions::keep(batch, stored, &own)?;
    if !voided {
        fold.take(batch, &body)?;
    }
    if let Some(target) = refers {
        let inherited = inherited(&batch.connection, target)?;
        mentions::keep(batch, stored, &inherited)?;
    }
    pass_on(batch, id, &own, LONGEST_CHAIN)?;
    activities::learn(batch, &statement)?;
    people::learn(batch, &statement)?;
    attachments::keep(batch, stored, &attachments)
}

/// The statement as it is kept: with `stored`, and with `timestamp` where it has none. Source: xAPI 1.0.3, part 2, 2.4.7 and 2.4.8.
fn stamped(statement: &Value, stored: i64) -> Result<String, Refusal> {
    let mut body = serde_json::to_string(statement).map_err(|error| Refusal::internal(error.to_string()))?;
    body.pop();
    if statement.get("timestamp").is_none() {
        // Not `stored`: that one never goes back, and so is wrong for long where a clock once was.
        body.push_str(&format!(",\"timestamp\":\"{}\"", clock::rfc3339(clock::now().min(stored))));
    }
    body.push_str(&format!(",\"stored\":\"{}\"}}", clock::rfc3339(stored)));
    Ok(body)
}

/// The statement that an object is a reference to.
fn reference(object: &Value) -> Option<Uuid> {
    let id = object.get("id").filter(|_| object["objectType"] == "StatementRef")?;
    Uuid::parse_str(id.as_str()?).ok()
}

/// Takes a statement back; one that takes others back cannot be. Source: xAPI 1.0.3, part 2, 2.3.2.
fn void(connection: &Connection, target: Uuid) -> Result<(), Refusal> {
    let void = "UPDATE statement SET voided = 1 WHERE id = ? AND voids = 0";
    connection.prepare_cached(void)?.execute([target.as_bytes().as_slice()])?;
    Ok(())
}

/// Whether a statement was taken back before it came.
fn is_awaited(connection: &Connection, id: Uuid) -> Result<bool, Refusal> {
    let mut find = connection.prepare_cached("SELECT 1 FROM statement WHERE refers = ? AND voids = 1")?;
    Ok(find.exists([id.as_bytes().as_slice()])?)
}

/// What a statement is found by because it is about another. Source: xAPI 1.0.3, part 3, 2.1.3, filter conditions for
/// StatementRefs.
fn inherited(connection: &Connection, mut target: Uuid) -> Result<Mentions, Refusal> {
    let mut all = Mentions::new();
    for _ in 0..LONGEST_CHAIN {
        let Some(kept) = find(connection, target)? else { break };
        let statement: Value = serde_json::from_str(&kept.body).map_err(|e| Refusal::internal(e.to_string()))?;
        all.extend(mentions::of(&statement));
        match reference(&statement["object"]) {
            Some(next) => target = next,
            None => break,
        }
    }
    Ok(all)
}

/// Lets statements that came before the one that they are about be found by it as well.
fn pass_on(batch: &mut Batch, id: Uuid, mentions: &Mentions, left: usize) -> Result<(), Refusal> {
    let referring: Vec<(i64, Vec<u8>)> = batch
        .connection
        .prepare_cached("SELECT stored, id FROM statement WHERE refers = ?")?
        .query_map([id.as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (stored, referrer) in referring {
        mentions::keep(batch, stored, mentions)?;
        if let Some(referrer) = Uuid::from_slice(&referrer).ok().filter(|referrer| left > 0 && *referrer != id) {
            pass_on(batch, referrer, mentions, left - 1)?;
        }
    }
    Ok(())
}

/// A statement by its id.
///
/// # Errors
/// Where the data base cannot be read.
pub fn find(connection: &Connection, id: Uuid) -> Result<Option<Kept>, Refusal> {
    let mut find = connection.prepare_cached("SELECT stored, body, voided FROM statement WHERE id = ?")?;
    let kept = |row: &rusqlite::Row| Ok(Kept { stored: row.get(0)?, body: row.get(1)?, voided: row.get(2)? });
    Ok(find.query_row([id.as_bytes().as_slice()], kept).optional()?)
}
