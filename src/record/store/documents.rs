//! Documents: state, activity profiles, agent profiles. Source: xAPI 1.0.3, part 3, 2.2 and 3.1.

use super::value::{Row, Value};
use super::{Batch, Connection};
use crate::clock;
use crate::record::Refusal;
use std::fmt;

/// How many documents are read at once. Each may be large.
const AT_ONCE: i64 = 10;

/// Which resource a document belongs to. The numbers are in the data base.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `activities/state`.
    State = 1,
    /// `activities/profile`.
    ActivityProfile = 2,
    /// `agents/profile`.
    AgentProfile = 3,
}

impl Kind {
    /// The path of the resource, below the address of a store.
    pub fn resource(self) -> &'static str {
        match self {
            Self::State => "activities/state",
            Self::ActivityProfile => "activities/profile",
            Self::AgentProfile => "agents/profile",
        }
    }

    /// The kind with a number.
    fn numbered(number: i64) -> Option<Self> {
        [Self::State, Self::ActivityProfile, Self::AgentProfile].into_iter().find(|kind| *kind as i64 == number)
    }
}

/// Which documents are meant: what is not asked for is none.
#[derive(Clone, Debug)]
pub struct Place {
    /// The resource.
    pub kind: Kind,
    /// The agent's identity as one text; empty where the kind has none.
    pub agent: String,
    /// The activity's IRI; empty where the kind has none.
    pub activity: String,
    /// The registration; `None` for every one of them, and for documents without.
    pub registration: Option<String>,
    /// The stateId or profileId; `None` for all of them.
    pub name: Option<String>,
}

impl fmt::Display for Place {
    /// The resource, and what is there to name the document.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.kind.resource())?;
        let rest = [Some(&self.activity), Some(&self.agent), self.registration.as_ref(), self.name.as_ref()];
        rest.into_iter().flatten().filter(|part| !part.is_empty()).try_for_each(|part| write!(to, " {part}"))
    }
}

/// A document.
#[derive(Clone, Debug)]
pub struct Document {
    /// Its media type.
    pub kind: String,
    /// The SHA-1 of its content, in hexadecimal digits. Source: xAPI 1.0.3, part 3, 3.1.
    pub etag: String,
    /// When it was last written, in microseconds since 1970.
    pub updated: i64,
    /// Its content.
    pub content: Vec<u8>,
}

impl Document {
    /// A document of this content, written now.
    pub fn new(kind: String, content: Vec<u8>) -> Self {
        let etag = sha1_smol::Sha1::from(&content).digest().to_string();
        Self { kind, etag, updated: clock::now(), content }
    }
}

/// The condition that picks a place out, with its values.
fn condition(place: &Place) -> (String, Vec<Value<'_>>) {
    let mut sql = "kind = ? AND agent = ? AND activity = ?".to_owned();
    let mut values = vec![(place.kind as i64).into(), (&place.agent).into(), (&place.activity).into()];
    for (column, value) in [("registration", &place.registration), ("name", &place.name)] {
        if let Some(value) = value {
            sql.push_str(&format!(" AND {column} = ?"));
            values.push(value.into());
        }
    }
    (sql, values)
}

/// The document at a place that names one. Without a registration it is the one that has none.
///
/// # Errors
/// Where the data base cannot be read.
pub fn get(connection: &mut Connection, place: &Place) -> Result<Option<Document>, Refusal> {
    let exact = exactly(place);
    let (condition, values) = condition(&exact);
    let sql = format!("SELECT type, etag, updated, content FROM document WHERE {condition}");
    connection.row(&sql, &values, |mut row| document(&mut row))
}

/// The names of the documents at a place that were written after a moment, and when the latest was.
///
/// # Errors
/// Where the data base cannot be read.
pub fn names(connection: &mut Connection, place: &Place, since: i64) -> Result<(Vec<String>, i64), Refusal> {
    let (condition, mut values) = condition(place);
    values.push(since.into());
    let sql = format!(
        "SELECT name, max(updated) FROM document WHERE {condition} AND updated > ? GROUP BY name ORDER BY name"
    );
    let rows: Vec<(String, i64)> = connection.rows(&sql, &values, |mut row| Ok((row.get(0)?, row.get(1)?)))?;
    let latest = rows.iter().map(|(_, updated)| *updated).max().unwrap_or_default();
    Ok((rows.into_iter().map(|(name, _)| name).collect(), latest))
}

/// Every document with its name, in the order of names.
///
/// # Errors
/// Where the data base cannot be read.
pub fn all(connection: &mut Connection) -> Result<Vec<(String, Document)>, Refusal> {
    let select = "SELECT type, etag, updated, content, name FROM document ORDER BY name, updated";
    connection.rows(select, &[], |mut row| {
        let name = row.get(4)?;
        Ok((name, document(&mut row)?))
    })
}

/// The next documents after a place, in the order of places; from the first one on without one.
///
/// # Errors
/// Where the data base cannot be read.
pub fn after(connection: &mut Connection, last: Option<&Place>) -> Result<Vec<(Place, Document)>, Refusal> {
    let wanted = last.map_or("", |_| "WHERE (kind, agent, activity, registration, name) > (?, ?, ?, ?, ?)");
    let mut values = Vec::new();
    if let Some(Place { kind, agent, activity, registration, name }) = last {
        let [registration, name] = [registration, name].map(|part| part.as_deref().unwrap_or_default());
        values.extend([(*kind as i64).into(), agent.into(), activity.into(), registration.into(), name.into()]);
    }
    values.push(AT_ONCE.into());
    let select = format!(
        "SELECT type, etag, updated, content, kind, agent, activity, registration, name FROM document {wanted}
         ORDER BY kind, agent, activity, registration, name LIMIT ?"
    );
    connection.rows(&select, &values, |mut row| placed(&mut row))
}

/// The documents of an agent, in the order of places.
///
/// # Errors
/// Where the data base cannot be read.
pub fn of(connection: &mut Connection, agent: &str) -> Result<Vec<(Place, Document)>, Refusal> {
    let select = "SELECT type, etag, updated, content, kind, agent, activity, registration, name FROM document
                  WHERE agent = ? ORDER BY kind, activity, registration, name";
    connection.rows(select, &[agent.into()], |mut row| placed(&mut row))
}

fn placed(row: &mut Row) -> Result<(Place, Document), Refusal> {
    let kind = Kind::numbered(row.get(4)?).ok_or_else(|| Refusal::internal("a document of no kind"))?;
    let (agent, activity) = (row.get(5)?, row.get(6)?);
    let place = Place { kind, agent, activity, registration: Some(row.get(7)?), name: Some(row.get(8)?) };
    Ok((place, document(row)?))
}

fn document(row: &mut Row) -> Result<Document, Refusal> {
    Ok(Document { kind: row.get(0)?, etag: row.get(1)?, updated: row.get(2)?, content: row.get(3)? })
}

/// Puts a document in its place.
///
/// # Errors
/// Where the data base cannot keep it.
pub fn put(batch: &mut Batch, place: &Place, document: &Document) -> Result<(), Refusal> {
    let sql = "INSERT INTO document (kind, agent, activity, registration, name, type, etag, updated, content)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT (kind, agent, activity, registration, name) DO UPDATE SET type = excluded.type,
               etag = excluded.etag, updated = excluded.updated, content = excluded.content";
    let exact = exactly(place);
    let row = [
        (place.kind as i64).into(),
        (&place.agent).into(),
        (&place.activity).into(),
        exact.registration.into(),
        exact.name.into(),
        (&document.kind).into(),
        (&document.etag).into(),
        batch.now.into(),
        document.content.as_slice().into(),
    ];
    batch.connection.execute(sql, &row).map(drop)
}

/// Removes the documents of a place.
///
/// # Errors
/// Where the data base cannot be written.
pub fn delete(batch: &mut Batch, place: &Place) -> Result<(), Refusal> {
    let exact = exactly(place);
    let (condition, values) = condition(if place.name.is_some() { &exact } else { place });
    batch.connection.execute(&format!("DELETE FROM document WHERE {condition}"), &values).map(drop)
}

/// One document: the one without a registration where none is named.
fn exactly(place: &Place) -> Place {
    Place { registration: Some(place.registration.clone().unwrap_or_default()), ..place.clone() }
}
