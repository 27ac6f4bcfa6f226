//! SQLite behind [`Driver`].

use super::base::{Base, Right};
use super::connection::{Begun, Bulk, Driver, See};
use super::value::{Row, Value};
use super::{Connection, PATIENCE};
use crate::clock;
use crate::record::Refusal;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, Statement, params_from_iter};
use std::path::{Path, PathBuf};

/// How many rows go in with one statement, which begins and ends once for all of them.
const TOGETHER: usize = 32;

/// A connection to a data base in a file or in memory.
pub struct Sqlite(pub rusqlite::Connection);

/// A data base in a file or in memory.
pub(super) struct SqliteBase {
    /// Where the file is, or what the one in memory is called.
    pub path: PathBuf,
    /// How a connection to it is made.
    pub connect: fn(&Path) -> rusqlite::Result<Sqlite>,
}

/// A right that nobody else can ask for.
struct Sole;

impl Right for Sole {
    fn is_held(&mut self) -> bool {
        true
    }
}

impl Base for SqliteBase {
    fn to_write(&self) -> Result<Connection, Refusal> {
        Ok(Connection::over((self.connect)(&self.path)?))
    }

    fn to_read(&self) -> Result<Connection, Refusal> {
        let connection = (self.connect)(&self.path)?;
        connection.0.pragma_update(None, "query_only", true)?;
        Ok(Connection::over(connection))
    }

    fn file(&self) -> Option<&Path> {
        Some(&self.path)
    }

    fn right(&self, _: &str) -> Result<Option<Box<dyn Right>>, Refusal> {
        // All who use the file use the same outbox, which has a right of its own.
        Ok(Some(Box::new(Sole)))
    }
}

/// A connection with the settings that all of them have.
///
/// # Errors
/// Where the file cannot be opened, or is no data base.
pub fn connect(path: &Path) -> rusqlite::Result<Sqlite> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // FULL: the log is on the disk before a transaction counts as committed, so that what was answered survives a power cut.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4000)?;
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    connection.pragma_update(None, "cache_size", -8000)?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(Sqlite(connection))
}

/// A connection to a data base in memory, which is there as long as one of its connections. Source: SQLite, memdb.c.
pub(super) fn remember(path: &Path) -> rusqlite::Result<Sqlite> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags_and_vfs(path, flags, "memdb")?;
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "journal_mode", "memory")?;
    connection.pragma_update(None, "cache_size", -1000)?;
    Ok(Sqlite(connection))
}

impl Driver for Sqlite {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<usize, Refusal> {
        Ok(self.0.prepare_cached(sql)?.execute(params_from_iter(values))?)
    }

    fn each(&mut self, sql: &str, values: &[Value], see: &mut See) -> Result<(), Refusal> {
        step(&mut *self.0.prepare_cached(sql)?, values, see).map(drop)
    }

    fn bulk(&mut self, bulk: &Bulk, values: &[Value], see: &mut See) -> Result<(), Refusal> {
        let width = bulk.kinds.len();
        let row = format!("({})", vec!["?"; width].join(", "));
        let together = if bulk.sql.contains("VALUES (??)") { TOGETHER } else { 1 };
        let (most, rest) = values.split_at(values.len() - values.len() % (together * width));
        for (rows, values) in [(together, most), (1, rest)].into_iter().filter(|(_, values)| !values.is_empty()) {
            let rows_of = vec![&*row; rows].join(", ");
            let sql = bulk.sql.replace("IN (??)", &format!("= {row}")).replace("(??)", &rows_of);
            let mut statement = self.0.prepare_cached(&sql)?;
            for values in values.chunks_exact(rows * width) {
                if !step(&mut statement, values, see)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn script(&mut self, sql: &str) -> Result<(), Refusal> {
        Ok(self.0.execute_batch(sql)?)
    }

    fn begin(&mut self) -> Result<Begun, Refusal> {
        self.script("BEGIN IMMEDIATE")?;
        // It changes with whatever another connection writes.
        let version = self.0.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Begun { now: clock::now(), version })
    }

    fn commit(&mut self) -> Result<(), Refusal> {
        self.script("COMMIT")
    }

    fn look(&mut self) -> Result<(), Refusal> {
        // Prepared once: most of what is looked up is one row.
        self.execute("BEGIN", &[]).map(drop)
    }

    fn looked(&mut self) -> Result<(), Refusal> {
        // Nothing was written, so that one end is as good as the other.
        self.execute("ROLLBACK", &[]).map(drop)
    }

    fn note_removal(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn note_copy(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn settle(&mut self) -> Result<(), Refusal> {
        self.script("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    fn bytes(&mut self) -> Result<u64, Refusal> {
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let Some(path) = self.0.path().map(str::to_owned) else { return Ok(0) };
        Ok(size(path.as_ref()) + size(format!("{path}-wal").as_ref()))
    }

    fn through(&mut self) -> Result<Option<i64>, Refusal> {
        Ok(None)
    }

    fn is_lost(&self) -> bool {
        false
    }
}

/// Gives the rows of an answer, and whether more are wanted.
fn step(statement: &mut Statement, values: &[Value], see: &mut See) -> Result<bool, Refusal> {
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|at| Ok(owned(row.get_ref(at)?))).collect::<rusqlite::Result<_>>()?;
        if !see(Row(values))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn owned(value: ValueRef) -> Value<'static> {
    match value {
        ValueRef::Integer(number) => Value::Integer(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned().into()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec().into()),
        // No column has numbers with a fraction.
        ValueRef::Null | ValueRef::Real(_) => Value::Null,
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
