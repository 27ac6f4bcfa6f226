//! What there is to say of a store to whoever runs it, and of nobody else.

use crate::record::store::setting;
use crate::record::{Refusal, Store};
use crate::xapi::outbox::Outbox;
use std::io;

/// A store in numbers. Moments are in microseconds since 1970.
#[derive(Debug)]
pub struct Status {
    /// Statements that are stored.
    pub statements: i64,
    /// When the newest one was stored.
    pub newest: Option<i64>,
    /// Documents.
    pub documents: i64,
    /// Bytes on the disk, with the log.
    pub bytes: u64,
    /// When a backup was last made.
    pub backup: Option<i64>,
    /// Whether actors are replaced; none where no run has decided it yet.
    pub pseudonyms: Option<bool>,
    /// How long statements are kept, such as `2y`.
    pub keep: Option<String>,
    /// The home of the keys' accounts.
    pub home: Option<String>,
    /// The origins whose pages may ask.
    pub origins: Vec<String>,
    /// Where statements go on to.
    pub forwarded: Vec<Forwarded>,
}

/// How far the way to another store has come.
#[derive(Debug, PartialEq, Eq)]
pub struct Forwarded {
    /// The address of the other store.
    pub to: String,
    /// Statements that it has.
    pub sent: i64,
    /// Statements that it does not have yet.
    pub waiting: i64,
    /// Statements that it refused.
    pub rejected: i64,
}

/// What there is to say of a store.
///
/// # Errors
/// Where the data base or the outbox cannot be read.
pub fn status(store: &Store) -> Result<Status, Refusal> {
    let bytes = store.bytes()?;
    let (mut status, ways) = store.read(|connection| {
        let mut get = |name| setting::get(connection, name);
        let (pseudonyms, keep, home, origins) =
            (get(setting::PSEUDONYMS)?, get(setting::KEEP)?, get(setting::HOME)?, get(setting::ORIGINS)?);
        let status = Status {
            statements: connection.number("SELECT count(*) FROM statement", &[])?,
            newest: connection.value("SELECT max(stored) FROM statement", &[])?.flatten(),
            documents: connection.number("SELECT count(*) FROM document", &[])?,
            bytes,
            backup: setting::moment(connection, setting::BACKUP)?,
            pseudonyms: pseudonyms.map(|kept| kept != setting::NAMES),
            keep,
            home,
            origins: origins.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            forwarded: Vec::new(),
        };
        // What is not in the outbox yet waits as well.
        let ways = "SELECT store, (SELECT count(*) FROM statement WHERE statement.stored > forwarded.stored)
                    FROM forwarded ORDER BY store";
        Ok((status, connection.rows(ways, &[], |mut row| Ok((row.get(0)?, row.get(1)?)))?))
    })?;
    status.forwarded = forwarded(store, ways)?;
    Ok(status)
}

fn forwarded(store: &Store, ways: Vec<(String, i64)>) -> Result<Vec<Forwarded>, Refusal> {
    let outbox = match Outbox::find(&store.outbox()) {
        Ok(outbox) => Some(outbox),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(Refusal::internal(error.to_string())),
    };
    let mut all = Vec::new();
    for (to, pending) in ways {
        let counts = outbox.as_ref().map(|outbox| outbox.counts(&to)).transpose()?.unwrap_or_default();
        let (sent, rejected) = (counts.sent.into(), counts.rejected.into());
        // What is in the outbox of a shared store counts as not handed on yet.
        let own = if store.is_shared() { 0 } else { i64::from(counts.waiting) };
        all.push(Forwarded { to, sent, waiting: pending + own, rejected });
    }
    Ok(all)
}
