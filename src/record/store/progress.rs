//! The table `progress`: where each learner stands, kept by the thread that writes, in the transaction of the statements. The rules
//! are the report's, which this only feeds; activities are numbers of terms in it.

use super::mentions::{self, Facet};
use super::{Batch, setting};
use crate::record::Refusal;
use crate::report::{Deed, Event, Events, Learner};
use jiff::tz::TimeZone;
use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most activities of a learner: more are no learner's, and would make every statement of theirs slow to take in.
const MOST: usize = 20_000;

/// Where a learner stands, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// Folded from so many statements.
    Folded(Box<Learner>, i64),
    /// Not known: the statements say.
    Doubted,
    /// Too many activities.
    Full,
}

/// What a piece of work changes about learners, by the numbers of their terms, until [`Self::end`] keeps it.
#[derive(Default)]
pub(super) struct Fold {
    events: Events,
    learners: BTreeMap<i64, Standing>,
}

impl Fold {
    /// Takes a statement in that was stored and is not voided.
    pub(super) fn take(&mut self, batch: &mut Batch, body: &str) -> Result<(), Refusal> {
        let Some(event) = event(&mut self.events, body) else { return Ok(()) };
        let agent = batch.term(self.events.learners.text(event.learner))?;
        if !self.learners.contains_key(&agent) {
            let known = find(&batch.connection, agent, &mut self.events)?;
            self.learners.insert(agent, known.unwrap_or_else(nothing));
        }
        let zone = batch.zone()?;
        let Some(standing) = self.learners.get_mut(&agent) else { return Ok(()) };
        add(standing, event, &self.events, &zone, |iri| Ok(number(batch.term(iri)?)))
    }

    /// Notes that a statement was taken back.
    pub(super) fn void(&mut self, batch: &mut Batch, target: Uuid) -> Result<(), Refusal> {
        let find = "SELECT body FROM statement WHERE id = ?";
        let mut find = batch.connection.prepare_cached(find)?;
        let body: Option<String> = find.query_row([target.as_bytes().as_slice()], |row| row.get(0)).optional()?;
        drop(find);
        if let Some(agent) = body.and_then(|body| actor(&body)) {
            let agent = batch.term(&agent)?;
            self.learners.insert(agent, Standing::Doubted);
        }
        Ok(())
    }

    /// Keeps what changed, and folds anew whoever is in doubt.
    pub(super) fn end(self, batch: &mut Batch) -> Result<(), Refusal> {
        let Self { mut events, learners } = self;
        for (agent, standing) in learners {
            let standing = match standing {
                Standing::Doubted => {
                    let zone = batch.zone()?;
                    fold(&batch.connection, agent, &zone, &mut events)?
                }
                known => known,
            };
            keep(&batch.connection, agent, &standing, &events)?;
        }
        Ok(())
    }
}

fn nothing() -> Standing {
    Standing::Folded(Box::default(), 0)
}

/// The event of a statement, where it says something about progress.
fn event(events: &mut Events, body: &str) -> Option<Event> {
    events.take(body).ok()?;
    events.all.pop().filter(|event| event.deed != Deed::Other)
}

/// Folds an event into a standing; `term` gives the number of an activity.
fn add(
    standing: &mut Standing,
    mut event: Event,
    events: &Events,
    zone: &TimeZone,
    mut term: impl FnMut(&str) -> Result<u32, Refusal>,
) -> Result<(), Refusal> {
    let Standing::Folded(learner, statements) = standing else { return Ok(()) };
    event.thing = term(events.things.text(event.thing))?;
    event.within = event.within.map(|within| term(events.things.text(within))).transpose()?;
    learner.take(&event, event.answer.map_or("", |answer| events.words.text(answer)), zone);
    *statements += 1;
    if learner.situations.len() + learner.modules.len() + learner.answers.len() > MOST {
        *standing = Standing::Full;
    }
    Ok(())
}

/// Where a learner stands, folded from the statements; languages and groups are words of `events`.
///
/// # Errors
/// Where the data base cannot be read.
pub fn fold(connection: &Connection, agent: i64, zone: &TimeZone, events: &mut Events) -> Result<Standing, Refusal> {
    let mut name = connection.prepare_cached("SELECT value FROM term WHERE id = ?")?;
    let name: Option<String> = name.query_row([agent], |row| row.get(0)).optional()?;
    let mut standing = nothing();
    let select = "SELECT body FROM mention CROSS JOIN statement ON statement.stored = mention.stored
                  WHERE facet = ? AND term = ? AND voided = 0";
    let mut select = connection.prepare_cached(select)?;
    let mut rows = select.query((Facet::Agent as i64, agent))?;
    let mut term = connection.prepare_cached("SELECT id FROM term WHERE value = ?")?;
    while let Some(row) = rows.next()? {
        let Some(event) = event(events, row.get_ref(0)?.as_str().unwrap_or_default()) else { continue };
        if Some(events.learners.text(event.learner)) == name.as_deref() {
            add(&mut standing, event, events, zone, |iri| Ok(number(term.query_row([iri], |row| row.get(0))?)))?;
        }
    }
    Ok(standing)
}

/// Where a learner stands, as the table has it; none where it has no row.
///
/// # Errors
/// Where the data base cannot be read.
pub fn find(connection: &Connection, agent: i64, events: &mut Events) -> Result<Option<Standing>, Refusal> {
    let mut find = connection.prepare_cached("SELECT learner, statements FROM progress WHERE agent = ?")?;
    let mut rows = find.query([agent])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let bytes = row.get_ref(0)?.as_blob_or_null().map_err(|error| Refusal::internal(error.to_string()))?;
    Ok(Some(match bytes {
        None => Standing::Doubted,
        Some([]) => Standing::Full,
        // Bytes of another version say nothing here.
        Some(bytes) => match Learner::unpack(bytes, |thing| thing, |word| events.words.number(word)) {
            Some(learner) => Standing::Folded(Box::new(learner), row.get(1)?),
            None => Standing::Doubted,
        },
    }))
}

/// Keeps where a learner stands.
///
/// # Errors
/// Where the data base cannot be written.
pub fn keep(connection: &Connection, agent: i64, standing: &Standing, events: &Events) -> Result<(), Refusal> {
    let (bytes, statements) = match standing {
        Standing::Folded(_, 0) => {
            connection.prepare_cached("DELETE FROM progress WHERE agent = ?")?.execute([agent])?;
            return Ok(());
        }
        Standing::Folded(learner, statements) => (Some(learner.pack(|word| events.words.text(word))), *statements),
        Standing::Doubted => (None, 0),
        Standing::Full => (Some(Vec::new()), 0),
    };
    let keep = "INSERT INTO progress (agent, statements, learner) VALUES (?1, ?2, ?3)
                ON CONFLICT (agent) DO UPDATE SET statements = excluded.statements, learner = excluded.learner";
    connection.prepare_cached(keep)?.execute((agent, statements, bytes))?;
    Ok(())
}

/// Notes that a statement goes, by its JSON: whoever it is of is folded anew.
///
/// # Errors
/// Where the data base cannot be written.
pub fn doubt(batch: &mut Batch, statement: &Value) -> Result<(), Refusal> {
    let Some(agent) = mentions::identity(&statement["actor"]) else { return Ok(()) };
    let doubt =
        "UPDATE progress SET learner = NULL, statements = 0 WHERE agent = (SELECT id FROM term WHERE value = ?)";
    batch.connection.prepare_cached(doubt)?.execute([agent])?;
    Ok(())
}

/// The time zone in which days begin in the table; UTC where none was chosen.
///
/// # Errors
/// Where the data base cannot be read.
pub fn zone(connection: &Connection) -> Result<TimeZone, Refusal> {
    let named = setting::get(connection, setting::TIMEZONE)?;
    Ok(named.and_then(|name| TimeZone::get(&name).ok()).unwrap_or(TimeZone::UTC))
}

fn actor(body: &str) -> Option<String> {
    mentions::identity(&serde_json::from_str::<Value>(body).ok()?["actor"])
}

/// A term as a learner has it: there are never so many that it does not fit.
fn number(term: i64) -> u32 {
    u32::try_from(term).unwrap_or(u32::MAX)
}
