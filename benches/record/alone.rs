//! What SQLite does alone with the rows that the store wrote, in a file with the same tables and indexes: how much of its work the store
//! keeps is a ratio that says something on any machine. Knows nothing of statements.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::path::Path;
use std::time::{Duration, Instant};

/// The tables of which each statement brings rows; those of the others are few.
const TABLES: [&str; 2] = ["statement", "mention"];

/// A file of its own beside that of the store.
pub struct Alone {
    kept: Connection,
    own: Connection,
    /// The moment of the last row that was copied.
    last: i64,
}

impl Alone {
    /// An empty file with what the store's has, and its settings.
    pub fn beside(kept: &Path) -> Self {
        let own = Connection::open(kept.with_file_name("alone.sqlite")).expect("a file");
        let kept = Connection::open(kept).expect("the file of the store");
        let settings = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
            PRAGMA cache_size = -8000; PRAGMA secure_delete = ON;";
        own.execute_batch(settings).expect("settings");
        let mut schema =
            kept.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC").expect("the schema");
        let tables = schema.query_map([], |row| row.get::<_, String>(0)).expect("the schema");
        tables.for_each(|sql| own.execute_batch(&sql.expect("a table")).expect("a table"));
        drop(schema);
        Self { kept, own, last: i64::MIN }
    }

    /// How long the rows take that the store has written since the last time, with as many statements in a transaction.
    pub fn follow(&mut self, batch: usize) -> Duration {
        let rows = TABLES.map(|table| (table, self.rows(table)));
        let moments: Vec<i64> = rows[0].1.iter().map(|(moment, _)| *moment).collect();
        let began = Instant::now();
        let mut done = [0; TABLES.len()];
        for moments in moments.chunks(batch) {
            let end = moments[moments.len() - 1];
            let transaction = self.own.transaction().expect("a transaction");
            for ((table, rows), done) in rows.iter().zip(&mut done) {
                let marks = vec!["?"; rows[0].1.len()].join(", ");
                let mut insert =
                    transaction.prepare_cached(&format!("INSERT INTO {table} VALUES ({marks})")).expect("an order");
                for (_, row) in rows[*done..].iter().take_while(|(moment, _)| *moment <= end) {
                    insert.execute(params_from_iter(row)).expect("a row");
                    *done += 1;
                }
            }
            transaction.commit().expect("a commit");
            self.last = end;
        }
        began.elapsed()
    }

    /// The new rows of a table, each with its moment.
    fn rows(&self, table: &str) -> Vec<(i64, Vec<Value>)> {
        let sql = format!("SELECT stored, * FROM {table} WHERE stored > ? ORDER BY stored");
        let mut rows = self.kept.prepare(&sql).expect("a question");
        let columns = rows.column_count();
        let row =
            |row: &rusqlite::Row| Ok((row.get(0)?, (1..columns).map(|at| row.get(at)).collect::<Result<_, _>>()?));
        rows.query_map([self.last], row).expect("rows").map(|row| row.expect("a row")).collect()
    }
}
