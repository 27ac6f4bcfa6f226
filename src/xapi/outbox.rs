//! What is to be sent: a data base file in which a statement waits, under the id that it was given once, until a store has it or
//! refuses it. Knows no network. Times are microseconds since 1970 and are given by the caller; keys never come in here.

use super::intake::Ready;
use rusqlite::{Connection, OptionalExtension, Result, Transaction, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// Every statement is written to the disk before it counts as taken, for power may be lost at any time. What was sent is written
/// over.
const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    CREATE TABLE IF NOT EXISTS statements (
        place INTEGER PRIMARY KEY,       -- the order in which they came in
        store TEXT NOT NULL,             -- the address of the record store
        id TEXT NOT NULL,
        sum BLOB NOT NULL,               -- SHA-256 of the body, kept when the body is gone
        body TEXT NOT NULL,              -- JSON; empty once it was sent
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'rejected')),
        tries INTEGER NOT NULL DEFAULT 0,
        words TEXT NOT NULL DEFAULT '',  -- what the store said when it refused it
        UNIQUE (store, id)
    ) STRICT;
    CREATE INDEX IF NOT EXISTS waiting ON statements (store, tries, place) WHERE state = 'waiting';
    CREATE TABLE IF NOT EXISTS pauses (
        store TEXT PRIMARY KEY,
        tries INTEGER NOT NULL,
        since INTEGER NOT NULL,          -- microseconds since 1970
        not_before INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
";

/// The outbox.
pub struct Outbox {
    data: Connection,
    path: PathBuf,
}

/// How many statements for a store are where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not sent yet.
    pub waiting: u32,
    /// The store has them.
    pub sent: u32,
    /// The store refused them.
    pub rejected: u32,
}

/// What became of statements that were put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// New, or mended after they were refused.
    pub added: usize,
    /// Known already.
    pub known: usize,
    /// Places in the list of those whose id belongs to another statement.
    pub taken_ids: Vec<usize>,
}

/// A statement that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: Uuid,
    /// What is sent.
    pub body: String,
    /// How often the store failed with it.
    pub tries: u32,
}

/// A statement that a store refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Its id.
    pub id: String,
    /// What was sent.
    pub body: String,
    /// What the store said.
    pub words: String,
}

/// When a store is to be asked again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// How often it failed in a row.
    pub tries: u32,
    /// How long to wait from now, in microseconds.
    pub wait: i64,
}

impl Outbox {
    /// Opens an outbox, and makes it where there is none; only its owner may read it.
    ///
    /// # Errors
    /// Where the file cannot be made, or is no outbox.
    pub fn open(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder)?;
        }
        drop(private(path)?);
        let open = || {
            let data = Connection::open(path)?;
            data.busy_timeout(Duration::from_secs(30))?;
            data.execute_batch(SCHEMA)?;
            Ok(Self { data, path: path.to_owned() })
        };
        open().map_err(|error: rusqlite::Error| io::Error::other(error))
    }

    /// The right to send to a store, which one program at a time has; it ends with the program, however that ends. None where another
    /// has it.
    ///
    /// # Errors
    /// Where the file of the lock cannot be made.
    pub fn sender(&self, store: &str) -> io::Result<Option<File>> {
        let mut name = self.path.clone().into_os_string();
        let sum = Sha256::digest(store);
        name.push(format!("-sender-{:02x}{:02x}{:02x}{:02x}", sum[0], sum[1], sum[2], sum[3]));
        let file = private(Path::new(&name))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Puts statements in, all or none. One that is there already is left alone, unless it was refused: then the mended one takes its
    /// place. An id that belongs to another statement is told, and nothing is put in, unless it is to be skipped.
    ///
    /// # Errors
    /// Where the disk fails; then nothing was put in.
    pub fn put(&mut self, store: &str, statements: &[Ready], skip: bool) -> Result<Taken> {
        let change = self.data.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut taken = Taken::default();
        for (at, statement) in statements.iter().enumerate() {
            match put_one(&change, store, statement)? {
                Some(true) => taken.added += 1,
                Some(false) => taken.known += 1,
                None => taken.taken_ids.push(at),
            }
        }
        if taken.taken_ids.is_empty() || skip {
            change.commit()?;
        } else {
            (taken.added, taken.known) = (0, 0);
        }
        Ok(taken)
    }

    /// The next statements for a store, at most so many and so many bytes, but at least one: those first with which it failed least.
    /// Those with which it failed often go in ever smaller company, until the one that breaks the store is alone.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn next(&self, store: &str, most: u16, bytes: usize) -> Result<Vec<Waiting>> {
        let mut find = self.data.prepare_cached(
            "SELECT id, body, tries FROM statements WHERE store = ?1 AND state = 'waiting' ORDER BY tries, place LIMIT ?2",
        )?;
        let mut rows = find.query(params![store, most])?;
        let (mut next, mut size) = (Vec::<Waiting>::new(), 0);
        while let Some(row) = rows.next()? {
            let waiting = Waiting { id: id(&row.get::<_, String>(0)?), body: row.get(1)?, tries: row.get(2)? };
            size += waiting.body.len();
            let tries = next.first().map_or(waiting.tries, |first| first.tries);
            let company = usize::from(most.checked_shr(tries).unwrap_or(0).max(1));
            if !next.is_empty() && (size > bytes || waiting.tries != tries || next.len() >= company) {
                break;
            }
            next.push(waiting);
        }
        Ok(next)
    }

    /// The store has these: only their ids and checksums are kept.
    ///
    /// # Errors
    /// Where the disk fails; then they wait still.
    pub fn sent(&mut self, store: &str, ids: &[Uuid]) -> Result<()> {
        self.each(
            ids,
            "UPDATE statements SET state = 'sent', body = '', words = '' WHERE store = ?1 AND id = ?2",
            store,
        )
    }

    /// The store failed with these.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn failed(&mut self, store: &str, ids: &[Uuid]) -> Result<()> {
        self.each(ids, "UPDATE statements SET tries = tries + 1 WHERE store = ?1 AND id = ?2", store)
    }

    fn each(&mut self, ids: &[Uuid], sql: &str, store: &str) -> Result<()> {
        let change = self.data.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for id in ids {
            change.prepare_cached(sql)?.execute(params![store, id.to_string()])?;
        }
        change.commit()
    }

    /// The store refused this one, with these words.
    ///
    /// # Errors
    /// Where the disk fails; then it waits still.
    pub fn reject(&mut self, store: &str, id: Uuid, words: &str) -> Result<()> {
        let sql = "UPDATE statements SET state = 'rejected', words = ?3 WHERE store = ?1 AND id = ?2";
        self.data.execute(sql, params![store, id.to_string(), words]).map(drop)
    }

    /// Those that the store refused, in the order in which they came in.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn rejected(&self, store: &str) -> Result<Vec<Rejected>> {
        let sql = "SELECT id, body, words FROM statements WHERE store = ?1 AND state = 'rejected' ORDER BY place";
        let row = |row: &rusqlite::Row<'_>| Ok(Rejected { id: row.get(0)?, body: row.get(1)?, words: row.get(2)? });
        self.data.prepare(sql)?.query_map([store], row)?.collect()
    }

    /// Lets those that the store refused wait again, and says how many they are.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn retry(&mut self, store: &str) -> Result<usize> {
        let sql =
            "UPDATE statements SET state = 'waiting', tries = 0, words = '' WHERE store = ?1 AND state = 'rejected'";
        self.data.execute(sql, [store])
    }

    /// How many are where.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn counts(&self, store: &str) -> Result<Counts> {
        let count = "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'sent'),
            count(*) FILTER (WHERE state = 'rejected') FROM statements WHERE store = ?1";
        let row =
            |row: &rusqlite::Row<'_>| Ok(Counts { waiting: row.get(0)?, sent: row.get(1)?, rejected: row.get(2)? });
        self.data.query_row(count, [store], row)
    }

    /// The stores that the outbox has statements for.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn stores(&self) -> Result<Vec<String>> {
        let mut find = self.data.prepare("SELECT DISTINCT store FROM statements ORDER BY store")?;
        find.query_map([], |row| row.get(0))?.collect()
    }

    /// How long a store is to be left alone. Where the clock was set back since, the pause begins anew.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn pause(&self, store: &str, now: i64) -> Result<Pause> {
        let find = "SELECT tries, since, not_before FROM pauses WHERE store = ?1";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, u32>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?));
        let found = self.data.query_row(find, [store], row).optional()?;
        let Some((tries, since, not_before)) = found else { return Ok(Pause::default()) };
        if now < since {
            self.postpone(store, tries, now, not_before - since)?;
            return Ok(Pause { tries, wait: not_before - since });
        }
        Ok(Pause { tries, wait: (not_before - now).max(0) })
    }

    /// Leaves a store alone for a while from now, in microseconds, after so many failures in a row.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn postpone(&self, store: &str, tries: u32, now: i64, wait: i64) -> Result<()> {
        let sql = "INSERT INTO pauses VALUES (?1, ?2, ?3, ?4) ON CONFLICT (store) DO UPDATE SET
            tries = excluded.tries, since = excluded.since, not_before = excluded.not_before";
        self.data.execute(sql, params![store, tries, now, now.saturating_add(wait)]).map(drop)
    }

    /// The store answered.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn answered(&mut self, store: &str) -> Result<()> {
        self.data.execute("DELETE FROM pauses WHERE store = ?1", [store]).map(drop)
    }
}

/// Puts one in: true where it is new or mended, false where it is known, none where its id is taken.
fn put_one(change: &Transaction<'_>, store: &str, statement: &Ready) -> Result<Option<bool>> {
    let key = statement.id.to_string();
    let sql = "SELECT state, sum FROM statements WHERE store = ?1 AND id = ?2";
    let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?));
    let found = change.prepare_cached(sql)?.query_row(params![store, key], row).optional()?;
    match found {
        Some((state, _)) if state == "rejected" => {
            let sql = "UPDATE statements SET state = 'waiting', tries = 0, words = '', body = ?3, sum = ?4
                WHERE store = ?1 AND id = ?2";
            change.execute(sql, params![store, key, statement.body, statement.sum])?;
            Ok(Some(true))
        }
        Some((_, sum)) => Ok((sum == statement.sum).then_some(false)),
        None => {
            let sql = "INSERT INTO statements (store, id, sum, body, state) VALUES (?1, ?2, ?3, ?4, 'waiting')";
            change.prepare_cached(sql)?.execute(params![store, key, statement.sum, statement.body])?;
            Ok(Some(true))
        }
    }
}

/// Opens a file, which only its owner may read if it has to be made.
fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Ids were written by us.
fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap_or_default()
}
