//! PostgreSQL behind [`Driver`], for several processes on one data base. Whoever writes takes a lock that there is once, before anything
//! else, and has it until the transaction has ended: the order of `stored` is that of commits, nothing is written on what
//! another one is about to change, and no two wait for each other.

mod address;
mod fault;
mod migration;
mod unusable;
mod value;

use super::base::{Base, Right};
use super::connection::{Begun, Bulk, Driver, See};
use super::value::{Kind, Row, Value};
use super::{Connection, PATIENCE};
use crate::record::Refusal;
use ::postgres::fallible_iterator::FallibleIterator;
use ::postgres::types::ToSql;
use ::postgres::{Client, Error, Statement};
use address::Address;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use unusable::unusable;
use value::{Column, owned};

/// How many statements a connection has prepared at most.
const PREPARED: usize = 200;

/// The lock of whoever writes, and that of whoever hands on to the store of a name. They are there once for each schema.
const WRITES: &str = "1667330676, hashtext('write ' || current_schema())";
const HANDS_ON: &str = "1667330676, hashtext('forward ' || current_schema() || ' ' || $1)";

/// A data base behind an address.
struct PostgresBase(Address);

/// The data base at an address, with the tables of this version; they are made where there are none and `may_make`.
///
/// # Errors
/// Where it cannot be asked, or is none of this version.
pub(super) fn open(url: &str, may_make: bool) -> io::Result<Arc<dyn Base>> {
    let base = PostgresBase(Address::read(url).map_err(io::Error::other)?);
    migration::prepare(&mut base.connect().map_err(unusable)?, may_make)?;
    Ok(Arc::new(base))
}

impl PostgresBase {
    /// A connection that gives up after a while, and that the server gives up where this process or the line to it is gone: it may
    /// have the lock.
    fn connect(&self) -> Result<Client, Error> {
        let mut client = self.0.connect()?;
        let seconds = PATIENCE.as_secs();
        client.batch_execute(&format!(
            "SET lock_timeout = '{seconds}s'; SET idle_in_transaction_session_timeout = '30s'; SET tcp_user_timeout = '20s';
             SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3; SET jit = off"
        ))?;
        Ok(client)
    }
}

impl Base for PostgresBase {
    fn to_write(&self) -> Result<Connection, Refusal> {
        Ok(Connection::over(Postgres::over(self.connect()?)))
    }

    fn to_read(&self) -> Result<Connection, Refusal> {
        let mut client = self.connect()?;
        // Lists are walked along a key, in the order in which the tables are named.
        client.batch_execute("SET join_collapse_limit = 1; SET enable_hashjoin = off; SET enable_mergejoin = off")?;
        Ok(Connection::over(Postgres::over(client)))
    }

    fn file(&self) -> Option<&Path> {
        None
    }

    fn right(&self, to: &str) -> Result<Option<Box<dyn Right>>, Refusal> {
        let mut client = self.connect()?;
        let row = client.query_one(&format!("SELECT pg_try_advisory_lock({HANDS_ON})"), &[&to])?;
        Ok(row.get::<_, bool>(0).then(|| Box::new(Held(client)) as Box<dyn Right>))
    }
}

/// A lock that is held as long as its connection.
struct Held(Client);

impl Right for Held {
    fn is_held(&mut self) -> bool {
        self.0.batch_execute("SELECT 1").is_ok()
    }
}

/// A connection.
struct Postgres {
    client: Client,
    prepared: BTreeMap<String, Statement>,
}

impl Postgres {
    fn over(client: Client) -> Self {
        Self { client, prepared: BTreeMap::new() }
    }

    /// A statement, prepared once.
    fn prepare(&mut self, sql: &str, written: impl FnOnce() -> String) -> Result<Statement, Refusal> {
        if let Some(statement) = self.prepared.get(sql) {
            return Ok(statement.clone());
        }
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        let statement = self.client.prepare(&written())?;
        self.prepared.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }

    fn answer<'a>(
        &mut self,
        statement: &Statement,
        values: impl ExactSizeIterator<Item = &'a (dyn ToSql + Sync)>,
        see: &mut See,
    ) -> Result<(), Refusal> {
        let mut rows = self.client.query_raw(statement, values)?;
        while let Some(row) = rows.next()? {
            if !see(Row(owned(&row)?))? {
                break;
            }
        }
        Ok(())
    }
}

impl Driver for Postgres {
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<usize, Refusal> {
        let statement = self.prepare(sql, || numbered(sql))?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        Ok(usize::try_from(self.client.execute(&statement, &values)?).unwrap_or(usize::MAX))
    }

    fn each(&mut self, sql: &str, values: &[Value], see: &mut See) -> Result<(), Refusal> {
        let statement = self.prepare(sql, || numbered(sql))?;
        self.answer(&statement, values.iter().map(|value| value as &(dyn ToSql + Sync)), see)
    }

    fn bulk(&mut self, bulk: &Bulk, values: &[Value], see: &mut See) -> Result<(), Refusal> {
        let statement = self.prepare(bulk.sql, || at_once(bulk))?;
        let columns: Vec<Column> =
            bulk.kinds.iter().enumerate().map(|(at, kind)| Column::of(*kind, values, at, bulk.kinds.len())).collect();
        self.answer(&statement, columns.iter().map(Column::as_sql), see)
    }

    fn script(&mut self, sql: &str) -> Result<(), Refusal> {
        Ok(self.client.batch_execute(sql)?)
    }

    fn begin(&mut self) -> Result<Begun, Refusal> {
        // Two statements: what the second one sees is what was there when it had the lock.
        self.client.batch_execute(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITES})"))?;
        let sql = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint, count FROM removal";
        let statement = self.prepare(sql, || sql.to_owned())?;
        let row = self.client.query_one(&statement, &[])?;
        Ok(Begun { now: row.get(0), version: row.get(1) })
    }

    fn commit(&mut self) -> Result<(), Refusal> {
        // A transaction in which something went wrong would end without an error: it has one before that.
        Ok(self.client.batch_execute("SELECT 1; COMMIT")?)
    }

    fn look(&mut self) -> Result<(), Refusal> {
        Ok(self.client.batch_execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?)
    }

    fn looked(&mut self) -> Result<(), Refusal> {
        Ok(self.client.batch_execute("ROLLBACK")?)
    }

    fn note_removal(&mut self) -> Result<(), Refusal> {
        self.execute("UPDATE removal SET count = count + 1", &[]).map(drop)
    }

    fn note_copy(&mut self) -> Result<(), Refusal> {
        self.script("SELECT setval(pg_get_serial_sequence('term', 'id'), greatest(max(id), 1)) FROM term")
    }

    fn settle(&mut self) -> Result<(), Refusal> {
        Ok(())
    }

    fn bytes(&mut self) -> Result<u64, Refusal> {
        let sql = "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class
                   WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace";
        Ok(u64::try_from(self.client.query_one(sql, &[])?.get::<_, i64>(0)).unwrap_or_default())
    }

    fn through(&mut self) -> Result<Option<i64>, Refusal> {
        // The moment is that at which the question came. Where nobody writes then, whoever writes next begins later; where somebody
        // does, what comes of it is later than all that is there.
        let sql = format!(
            "SELECT (extract(epoch FROM statement_timestamp()) * 1000000)::bigint - 1,
                    pg_try_advisory_xact_lock_shared({WRITES}), (SELECT coalesce(max(stored), 0) FROM statement)"
        );
        let statement = self.prepare(&sql, || sql.clone())?;
        let row = self.client.query_one(&statement, &[])?;
        let (asked, is_quiet, newest): (i64, bool, i64) = (row.get(0), row.get(1), row.get(2));
        Ok(Some(if is_quiet { asked.max(newest) } else { newest }))
    }

    fn is_lost(&self) -> bool {
        self.client.is_closed()
    }
}

/// SQL with numbers for its values.
fn numbered(sql: &str) -> String {
    let mut count = 0;
    let mut written = String::new();
    for c in sql.chars() {
        written.push(if c == '?' { '$' } else { c });
        if c == '?' {
            count += 1;
            written.push_str(&count.to_string());
        }
    }
    written
}

/// The SQL of what is done for many rows, as one statement over a list for each column.
fn at_once(bulk: &Bulk) -> String {
    let lists: Vec<String> = bulk
        .kinds
        .iter()
        .zip(1..)
        .map(|(kind, number)| {
            let name = match kind {
                Kind::Integer => "bigint",
                Kind::Text => "text",
                Kind::Bytes => "bytea",
            };
            format!("${number}::{name}[]")
        })
        .collect();
    let rows = format!("SELECT * FROM unnest({})", lists.join(", "));
    let within = match lists.as_slice() {
        [list] => format!("= ANY ({list})"),
        _ => format!("IN ({rows})"),
    };
    bulk.sql.replace("IN (??)", &within).replace("VALUES (??)", &rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_mark_becomes_a_number_and_many_rows_become_lists() {
        assert_eq!(numbered("a = ? AND b > ?"), "a = $1 AND b > $2");
        let one = Bulk { sql: "DELETE FROM a WHERE b IN (??)", kinds: &[Kind::Integer] };
        assert_eq!(at_once(&one), "DELETE FROM a WHERE b = ANY ($1::bigint[])");
        let two = Bulk { sql: "DELETE FROM a WHERE (b, c) IN (??)", kinds: &[Kind::Text, Kind::Bytes] };
        assert_eq!(at_once(&two), "DELETE FROM a WHERE (b, c) IN (SELECT * FROM unnest($1::text[], $2::bytea[]))");
        let put = Bulk { sql: "INSERT INTO a (b) VALUES (??) ON CONFLICT DO NOTHING", kinds: &[Kind::Text] };
        assert_eq!(at_once(&put), "INSERT INTO a (b) SELECT * FROM unnest($1::text[]) ON CONFLICT DO NOTHING");
    }
}
