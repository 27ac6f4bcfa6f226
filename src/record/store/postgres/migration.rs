//! The tables, and how a data base of an earlier version gets those of this one. A step is never changed once it was released, and
//! none writes a table anew: others may be using it.

use super::WRITES;
use super::unusable::unusable;
use crate::clock;
use crate::record::store::setting;
use ::postgres::{Client, Error};
use std::io;

/// Each step takes a data base from the version that is its index to the next; the setting `schema` is the number of steps done.
const STEPS: [&str; 1] = [include_str!("schema/1.sql")];

/// Makes the tables where there are none and `may_make`, or brings them to this version. Processes that start at the same time take turns.
///
/// # Errors
/// Where the server cannot be asked, or the data base is none of this version.
pub(super) fn prepare(client: &mut Client, may_make: bool) -> io::Result<()> {
    // Most need nothing, and who may not make tables must not be kept from using them.
    match found(client).map_err(unusable)? {
        Found::Store(done) if done == STEPS.len() => return Ok(()),
        Found::Nothing if !may_make => return Err(io::ErrorKind::NotFound.into()),
        Found::Store(done) if done > STEPS.len() => return Err(foreign()),
        Found::Other => return Err(foreign()),
        _ => {}
    }
    client.batch_execute(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITES})")).map_err(unusable)?;
    let done = steps(client);
    let end = client.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }).map_err(unusable);
    done.and(end)
}

/// The steps that are missing: another process may have done them meanwhile.
fn steps(client: &mut Client) -> io::Result<()> {
    let done = match found(client).map_err(unusable)? {
        Found::Nothing => 0,
        Found::Store(done) if done <= STEPS.len() => done,
        _ => return Err(foreign()),
    };
    for step in STEPS.iter().skip(done) {
        client.batch_execute(step).map_err(unusable)?;
    }
    let keep = "INSERT INTO setting (name, value) VALUES ($1, $2)";
    for (name, value, or) in [
        (setting::ID, clock::uuid().to_string(), " ON CONFLICT DO NOTHING"),
        (setting::SCHEMA, STEPS.len().to_string(), " ON CONFLICT (name) DO UPDATE SET value = excluded.value"),
    ] {
        client.execute(&format!("{keep}{or}"), &[&name, &value]).map_err(unusable)?;
    }
    Ok(())
}

/// What is in a data base.
enum Found {
    Nothing,
    Other,
    /// A store, to which so many steps were done.
    Store(usize),
}

fn found(client: &mut Client) -> Result<Found, Error> {
    let tables = "SELECT count(*), count(*) FILTER (WHERE tablename IN ('mention', 'setting'))
                  FROM pg_tables WHERE schemaname = current_schema()";
    let row = client.query_one(tables, &[])?;
    match (row.get::<_, i64>(0), row.get::<_, i64>(1)) {
        (0, _) => Ok(Found::Nothing),
        (_, 2) => {
            let row = client.query_opt("SELECT value FROM setting WHERE name = $1", &[&setting::SCHEMA])?;
            let done = row.and_then(|row| row.get::<_, String>(0).parse().ok());
            Ok(done.map_or(Found::Other, Found::Store))
        }
        _ => Ok(Found::Other),
    }
}

fn foreign() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "not a record store of this version")
}
