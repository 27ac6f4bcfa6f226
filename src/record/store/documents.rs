//! Documents: state, activity profiles, agent profiles. Source: xAPI 1.0.3, part 3, 2.2 and 3.1.

use super::Batch;
use crate::clock;
use crate::record::Refusal;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

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
fn condition(place: &Place) -> (String, Vec<Sql>) {
    let mut sql = "kind = ? AND agent = ? AND activity = ?".to_owned();
    let mut values =
        vec![Sql::Integer(place.kind as i64), Sql::Text(place.agent.clone()), Sql::Text(place.activity.clone())];
    for (column, value) in [("registration", &place.registration), ("name", &place.name)] {
        if let Some(value) = value {
            sql.push_str(&format!(" AND {column} = ?"));
            values.push(Sql::Text(value.clone()));
        }
    }
    (sql, values)
}

/// The document at a place that names one. Without a registration it is the one that has none.
///
/// # Errors
/// Where the data base cannot be read.
pub fn get(connection: &Connection, place: &Place) -> Result<Option<Document>, Refusal> {
    let (condition, values) = condition(&exactly(place));
    let sql = format!("SELECT type, etag, updated, content FROM document WHERE {condition}");
    let document = |row: &rusqlite::Row| {
        Ok(Document { kind: row.get(0)?, etag: row.get(1)?, updated: row.get(2)?, content: row.get(3)? })
    };
    Ok(connection.prepare_cached(&sql)?.query_row(params_from_iter(values), document).optional()?)
}

/// The names of the documents at a place that were written after a moment, and when the latest was.
///
/// # Errors
/// Where the data base cannot be read.
pub fn names(connection: &Connection, place: &Place, since: i64) -> Result<(Vec<String>, i64), Refusal> {
    let (condition, mut values) = condition(place);
    values.push(Sql::Integer(since));
    let sql = format!(
        "SELECT name, max(updated) FROM document WHERE {condition} AND updated > ? GROUP BY name ORDER BY name"
    );
    let mut select = connection.prepare_cached(&sql)?;
    let rows = select.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(String, i64)> = rows.collect::<Result<_, _>>()?;
    let latest = rows.iter().map(|(_, updated)| *updated).max().unwrap_or_default();
    Ok((rows.into_iter().map(|(name, _)| name).collect(), latest))
}

/// Every document with its name, in the order of names.
///
/// # Errors
/// Where the data base cannot be read.
pub fn all(connection: &Connection) -> Result<Vec<(String, Document)>, Refusal> {
    let mut select =
        connection.prepare_cached("SELECT type, etag, updated, content, name FROM document ORDER BY name, updated")?;
    let row = |row: &rusqlite::Row| {
        let document = Document { kind: row.get(0)?, etag: row.get(1)?, updated: row.get(2)?, content: row.get(3)? };
        Ok((row.get(4)?, document))
    };
    Ok(select.query_map([], row)?.collect::<Result<_, _>>()?)
}

/// Puts a document in its place.
///
/// # Errors
/// Where the data base cannot keep it.
pub fn put(batch: &mut Batch, place: &Place, document: &Document) -> Result<(), Refusal> {
    let sql = "INSERT INTO document (kind, agent, activity, registration, name, type, etag, updated, content)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
               ON CONFLICT DO UPDATE SET type = excluded.type, etag = excluded.etag, updated = excluded.updated,
               content = excluded.content";
    let exact = exactly(place);
    let (registration, name) = (exact.registration, exact.name);
    batch.connection.prepare_cached(sql)?.execute((
        place.kind as i64,
        &place.agent,
        &place.activity,
        registration,
        name,
        &document.kind,
        &document.etag,
        document.updated,
        &document.content,
    ))?;
    Ok(())
}

/// Removes the documents of a place.
///
/// # Errors
/// Where the data base cannot be written.
pub fn delete(batch: &mut Batch, place: &Place) -> Result<(), Refusal> {
    let (condition, values) = match place.name {
        Some(_) => condition(&exactly(place)),
        None => condition(place),
    };
    let sql = format!("DELETE FROM document WHERE {condition}");
    batch.connection.prepare_cached(&sql)?.execute(params_from_iter(values))?;
    Ok(())
}

/// One document: the one without a registration where none is named.
fn exactly(place: &Place) -> Place {
    Place { registration: Some(place.registration.clone().unwrap_or_default()), ..place.clone() }
}
