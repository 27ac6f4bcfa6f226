//! Statements: taken in, voided, and got back one at a time.

use super::arrival::{parsed, reference};
use super::connection::Bulk;
use super::mentions::{self, Mentions};
use super::progress::Fold;
use super::value::Kind;
use super::{Arrival, Batch, Connection, activities, attachments, people};
use crate::record::Refusal;
use crate::xapi::statement::same;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How far a chain of statements about statements is followed. Nobody has one of three, but an enemy may.
const LONGEST_CHAIN: usize = 16;

const FIND: Bulk = Bulk { sql: "SELECT id, body FROM statement WHERE id IN (??)", kinds: &[Kind::Bytes] };
const REFERRED: Bulk =
    Bulk { sql: "SELECT refers FROM statement WHERE refers IN (??) AND refers IS NOT NULL", kinds: &[Kind::Bytes] };
const KEEP: Bulk = Bulk {
    sql: "INSERT INTO statement (stored, id, refers, voids, voided, body) VALUES (??)",
    kinds: &[Kind::Integer, Kind::Bytes, Kind::Bytes, Kind::Integer, Kind::Integer, Kind::Text],
};

/// Removes statements by the moments at which they were stored.
pub const REMOVE: Bulk = Bulk { sql: "DELETE FROM statement WHERE stored IN (??)", kinds: &[Kind::Integer] };

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
    let fresh = fresh(&mut batch.connection, arrivals)?;
    let related = related(&mut batch.connection, &fresh)?;
    let mut fold = Fold::default();
    // Those that have nothing to do with other statements go in together.
    for run in fresh.chunk_by(|one, next| !related.contains(&one.id) && !related.contains(&next.id)) {
        match run {
            [one] if related.contains(&one.id) => relate(batch, one, &mut fold)?,
            run => insert(batch, run, false, &mut fold).map(drop)?,
        }
    }
    fold.end(batch)
}

/// Those that are not here yet, each once.
fn fresh(connection: &mut Connection, arrivals: Vec<Arrival>) -> Result<Vec<Arrival>, Refusal> {
    let ids: Vec<_> = arrivals.iter().map(|arrival| arrival.id.into()).collect();
    let kept = connection.bulk(&FIND, &ids, |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    let kept: BTreeMap<Uuid, String> = kept.into_iter().collect();
    let mut fresh: Vec<Arrival> = Vec::new();
    let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
    for arrival in arrivals {
        let is_same = match (kept.get(&arrival.id), places.get(&arrival.id)) {
            (Some(body), _) => same(&parsed(body)?, &arrival.statement()?),
            (None, Some(at)) => same(&fresh[*at].statement()?, &arrival.statement()?),
            (None, None) => {
                places.insert(arrival.id, fresh.len());
                fresh.push(arrival);
                true
            }
        };
        if !is_same {
            return Err(Refusal::conflict("another statement with this id is stored already"));
        }
    }
    Ok(fresh)
}

/// The ids of those that are about another statement, or that another one is about.
fn related(connection: &mut Connection, fresh: &[Arrival]) -> Result<BTreeSet<Uuid>, Refusal> {
    let ids: Vec<_> = fresh.iter().map(|arrival| arrival.id.into()).collect();
    let mut related: BTreeSet<Uuid> = connection.bulk(&REFERRED, &ids, |mut row| row.get(0))?.into_iter().collect();
    for arrival in fresh {
        related.extend(arrival.refers.into_iter().flat_map(|target| [target, arrival.id]));
    }
    Ok(related)
}

/// Keeps statements with all that is known from them alone, and gives the moment of each.
fn insert(batch: &mut Batch, run: &[Arrival], voided: bool, fold: &mut Fold) -> Result<Vec<i64>, Refusal> {
    let moments: Vec<i64> = run.iter().map(|_| batch.stamp()).collect();
    let each = || run.iter().zip(moments.iter().copied());
    let bodies: Vec<String> = each().map(|(arrival, stored)| arrival.stamped(stored, batch.now)).collect();
    let rows = each().zip(&bodies).flat_map(|((arrival, stored), body)| {
        let Arrival { id, refers, voids, .. } = arrival;
        [stored.into(), (*id).into(), (*refers).into(), (*voids).into(), voided.into(), body.into()]
    });
    batch.connection.many(&KEEP, &rows.collect::<Vec<_>>())?;
    mentions::keep(batch, each().map(|(arrival, stored)| (stored, &arrival.mentions)))?;
    if !voided {
        fold.take(batch, bodies.iter().map(String::as_str))?;
    }
    activities::learn(batch, run.iter().flat_map(|arrival| &arrival.definitions))?;
    people::learn(batch, run.iter().flat_map(|arrival| &arrival.names))?;
    for (arrival, stored) in each() {
        attachments::keep(batch, stored, &arrival.attachments)?;
    }
    Ok(moments)
}

/// Keeps a statement that is about another one, or that another one is about.
fn relate(batch: &mut Batch, arrival: &Arrival, fold: &mut Fold) -> Result<(), Refusal> {
    let voided = !arrival.voids && is_awaited(&mut batch.connection, arrival.id)?;
    let moments = insert(batch, std::slice::from_ref(arrival), voided, fold)?;
    if let Some(target) = arrival.refers {
        if arrival.voids {
            void(&mut batch.connection, target)?;
            fold.void(batch, target)?;
        }
        let inherited = inherited(&mut batch.connection, target)?;
        mentions::keep(batch, moments.iter().map(|stored| (*stored, &inherited)))?;
    }
    pass_on(batch, arrival.id, &arrival.mentions, LONGEST_CHAIN)
}

/// Takes a statement back; one that takes others back cannot be. Source: xAPI 1.0.3, part 2, 2.3.2.
fn void(connection: &mut Connection, target: Uuid) -> Result<(), Refusal> {
    connection.execute("UPDATE statement SET voided = 1 WHERE id = ? AND voids = 0", &[target.into()]).map(drop)
}

/// Whether a statement was taken back before it came.
fn is_awaited(connection: &mut Connection, id: Uuid) -> Result<bool, Refusal> {
    let find = "SELECT 1 FROM statement WHERE refers = ? AND voids = 1";
    Ok(connection.value::<i64>(find, &[id.into()])?.is_some())
}

/// What a statement is found by because it is about another. Source: xAPI 1.0.3, part 3, 2.1.3, filter conditions for
/// StatementRefs.
fn inherited(connection: &mut Connection, mut target: Uuid) -> Result<Mentions, Refusal> {
    let mut all = Mentions::new();
    for _ in 0..LONGEST_CHAIN {
        let Some(kept) = find(connection, target)? else { break };
        let statement = parsed(&kept.body)?;
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
    let find = "SELECT stored, id FROM statement WHERE refers = ?";
    let referring: Vec<(i64, Uuid)> =
        batch.connection.rows(find, &[id.into()], |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    mentions::keep(batch, referring.iter().map(|(stored, _)| (*stored, mentions)))?;
    for (_, referrer) in referring {
        if left > 0 && referrer != id {
            pass_on(batch, referrer, mentions, left - 1)?;
        }
    }
    Ok(())
}

/// A statement by its id.
///
/// # Errors
/// Where the data base cannot be read.
pub fn find(connection: &mut Connection, id: Uuid) -> Result<Option<Kept>, Refusal> {
    connection.row("SELECT stored, body, voided FROM statement WHERE id = ?", &[id.into()], |mut row| {
        Ok(Kept { stored: row.get(0)?, body: row.get(1)?, voided: row.get(2)? })
    })
}
