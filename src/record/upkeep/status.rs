//! What there is to say of a store to whoever runs it, and of nobody else.

use crate::record::store::setting;
use crate::record::{Refusal, Store};
use crate::xapi::outbox::Outbox;
use std::{fs, io};

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
    let bytes = |path: &std::path::Path| fs::metadata(path).map_or(0, |metadata| metadata.len());
    let mut log = store.path().as_os_str().to_owned();
    log.push("-wal");
    let (mut status, ways) = store.read(|connection| {
        let get = |name| setting::get(connection, name);
        let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        let status = Status {
            statements: count("SELECT count(*) FROM statement")?,
            newest: connection.query_row("SELECT max(stored) FROM statement", [], |row| row.get(0))?,
            documents: count("SELECT count(*) FROM document")?,
            bytes: bytes(store.path()) + bytes(log.as_ref()),
            backup: setting::moment(connection, setting::BACKUP)?,
            pseudonyms: get(setting::PSEUDONYMS)?.map(|kept| kept != setting::NAMES),
            keep: get(setting::KEEP)?,
            home: get(setting::HOME)?,
            origins: get(setting::ORIGINS)?.unwrap_or_default().split_whitespace().map(str::to_owned).collect(),
            forwarded: Vec::new(),
        };
        // What is not in the outbox yet waits as well.
        let ways = "SELECT store, (SELECT count(*) FROM statement WHERE statement.stored > forwarded.stored)
                    FROM forwarded ORDER BY store";
        let mut ways = connection.prepare(ways)?;
        let ways = ways.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        Ok((status, ways))
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
        all.push(Forwarded { to, sent, waiting: pending + i64::from(counts.waiting), rejected });
    }
    Ok(all)
}
