//! The table `progress`: where each learner stands, kept by the thread that writes, in the transaction of the statements. The rules
//! are the report's, which this only feeds; activities are numbers of terms in it.

use super::connection::Bulk;
use super::mentions::{self, Facet};
use super::terms::Terms;
use super::value::{Kind, Row};
use super::{Batch, Connection, setting};
use crate::record::Refusal;
use crate::report::{Deed, Event, Events, Learner};
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The most activities of a learner: more are no learner's, and would make every statement of theirs slow to take in.
const MOST: usize = 20_000;
/// How many statements of a learner are folded at once.
const AT_ONCE: i64 = 1_000;

const FIND: Bulk =
    Bulk { sql: "SELECT agent, statements, learner FROM progress WHERE agent IN (??)", kinds: &[Kind::Integer] };
const KEEP: Bulk = Bulk {
    sql: "INSERT INTO progress (agent, statements, learner) VALUES (??)
          ON CONFLICT (agent) DO UPDATE SET statements = excluded.statements, learner = excluded.learner",
    kinds: &[Kind::Integer, Kind::Integer, Kind::Bytes],
};
const REMOVE: Bulk = Bulk { sql: "DELETE FROM progress WHERE agent IN (??)", kinds: &[Kind::Integer] };
const DOUBT: Bulk =
    Bulk { sql: "UPDATE progress SET learner = NULL, statements = 0 WHERE agent IN (??)", kinds: &[Kind::Integer] };

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
    /// Takes statements in that were stored and are not voided, in their order.
    pub(super) fn take<'a>(&mut self, batch: &mut Batch, bodies: impl Iterator<Item = &'a str>) -> Result<(), Refusal> {
        let told: Vec<Event> = bodies.filter_map(|body| event(&mut self.events, body)).collect();
        batch.know(told.iter().flat_map(|event| texts(event, &self.events)))?;
        let term = |number: u32| batch.term(self.events.learners.text(number));
        let agents = told.iter().map(|event| term(event.learner)).collect::<Result<Vec<_>, _>>()?;
        let new: BTreeSet<i64> = agents.iter().copied().filter(|agent| !self.learners.contains_key(agent)).collect();
        let known = find(&mut batch.connection, &new, &mut self.events)?;
        self.learners.extend(new.into_iter().map(|agent| (agent, nothing())));
        self.learners.extend(known);
        let zone = batch.zone()?;
        for (event, agent) in told.into_iter().zip(agents) {
            let Some(standing) = self.learners.get_mut(&agent) else { continue };
            add(standing, event, &self.events, &zone, |iri| batch.term(iri))?;
        }
        Ok(())
    }

    /// Notes that a statement was taken back.
    pub(super) fn void(&mut self, batch: &mut Batch, target: Uuid) -> Result<(), Refusal> {
        let body = batch.connection.value("SELECT body FROM statement WHERE id = ?", &[target.into()])?;
        if let Some(agent) = body.and_then(|body: String| actor(&body)) {
            batch.know([agent.as_str()].into_iter())?;
            self.learners.insert(batch.term(&agent)?, Standing::Doubted);
        }
        Ok(())
    }

    /// Keeps what changed, and folds anew whoever is in doubt.
    pub(super) fn end(self, batch: &mut Batch) -> Result<(), Refusal> {
        let Self { mut events, mut learners } = self;
        for (agent, standing) in &mut learners {
            if *standing == Standing::Doubted {
                let zone = batch.zone()?;
                *standing = fold(&mut batch.connection, *agent, &zone, &mut events)?;
            }
        }
        keep(&mut batch.connection, &learners, &events)
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

/// The terms of an event.
fn texts<'a>(event: &Event, events: &'a Events) -> impl Iterator<Item = &'a str> {
    let things = [Some(event.thing), event.within].into_iter().flatten();
    things.map(|thing| events.things.text(thing)).chain([events.learners.text(event.learner)])
}

/// Folds an event into a standing; `term` gives the number of an activity.
fn add(
    standing: &mut Standing,
    mut event: Event,
    events: &Events,
    zone: &TimeZone,
    term: impl Fn(&str) -> Result<i64, Refusal>,
) -> Result<(), Refusal> {
    let Standing::Folded(learner, statements) = standing else { return Ok(()) };
    let number = |thing: u32| Ok::<_, Refusal>(number(term(events.things.text(thing))?));
    event.thing = number(event.thing)?;
    event.within = event.within.map(number).transpose()?;
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
pub fn fold(
    connection: &mut Connection,
    agent: i64,
    zone: &TimeZone,
    events: &mut Events,
) -> Result<Standing, Refusal> {
    let name: Option<String> = connection.value("SELECT value FROM term WHERE id = ?", &[agent.into()])?;
    let select = "SELECT mention.stored, body FROM mention CROSS JOIN statement
                  WHERE facet = ? AND term = ? AND mention.stored > ? AND statement.stored = mention.stored AND voided = 0
                  ORDER BY mention.stored LIMIT ?";
    let (mut standing, mut after) = (nothing(), i64::MIN);
    loop {
        let place = [(Facet::Agent as i64).into(), agent.into(), after.into(), AT_ONCE.into()];
        let mut told = Vec::new();
        let mut is_end = true;
        connection.each(select, &place, |mut row| {
            (after, is_end) = (row.get(0)?, false);
            told.extend(event(events, &row.get::<String>(1)?));
            Ok(true)
        })?;
        if is_end {
            return Ok(standing);
        }
        told.retain(|event| Some(events.learners.text(event.learner)) == name.as_deref());
        let terms = Terms::find(connection, &told.iter().flat_map(|event| texts(event, events)).collect())?;
        for event in told {
            add(&mut standing, event, events, zone, |iri| terms.number(iri))?;
        }
    }
}

/// Where learners stand, as the table has it; those without a row are left out.
///
/// # Errors
/// Where the data base cannot be read.
pub fn find(
    connection: &mut Connection,
    agents: &BTreeSet<i64>,
    events: &mut Events,
) -> Result<Vec<(i64, Standing)>, Refusal> {
    let agents: Vec<_> = agents.iter().map(|agent| (*agent).into()).collect();
    connection.bulk(&FIND, &agents, |mut row| Ok((row.get(0)?, standing(&mut row, events)?)))
}

fn standing(row: &mut Row, events: &mut Events) -> Result<Standing, Refusal> {
    let bytes: Option<Vec<u8>> = row.get(2)?;
    Ok(match bytes.as_deref() {
        None => Standing::Doubted,
        Some([]) => Standing::Full,
        // Bytes of another version say nothing here.
        Some(bytes) => match Learner::unpack(bytes, |thing| thing, |word| events.words.number(word)) {
            Some(learner) => Standing::Folded(Box::new(learner), row.get(1)?),
            None => Standing::Doubted,
        },
    })
}

/// Keeps where learners stand.
///
/// # Errors
/// Where the data base cannot be written.
pub fn keep(connection: &mut Connection, learners: &BTreeMap<i64, Standing>, events: &Events) -> Result<(), Refusal> {
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for (agent, standing) in learners {
        let (statements, bytes) = match standing {
            Standing::Folded(_, 0) => {
                gone.push((*agent).into());
                continue;
            }
            Standing::Folded(learner, statements) => (*statements, Some(learner.pack(|word| events.words.text(word)))),
            Standing::Doubted => (0, None),
            Standing::Full => (0, Some(Vec::new())),
        };
        kept.extend([(*agent).into(), statements.into(), bytes.into()]);
    }
    connection.many(&REMOVE, &gone)?;
    connection.many(&KEEP, &kept)
}

/// Notes that statements go: whoever they are of is folded anew.
///
/// # Errors
/// Where the data base cannot be written.
pub fn doubt<'a>(connection: &mut Connection, statements: impl Iterator<Item = &'a Value>) -> Result<(), Refusal> {
    let agents: BTreeSet<String> = statements.filter_map(|one| mentions::identity(&one["actor"])).collect();
    let terms = Terms::find(connection, &agents.iter().map(String::as_str).collect())?;
    let numbers: Vec<_> = agents.iter().filter_map(|agent| terms.number(agent).ok()).map(Into::into).collect();
    connection.many(&DOUBT, &numbers)
}

/// The time zone in which days begin in the table; UTC where none was chosen.
///
/// # Errors
/// Where the data base cannot be read.
pub fn zone(connection: &mut Connection) -> Result<TimeZone, Refusal> {
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
