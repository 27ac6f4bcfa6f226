//! Statements that a store refused: they stay until they are mended or sent again as they are.

use super::Outbox;
use rusqlite::{Result, params};
use uuid::Uuid;

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

impl Outbox {
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
}
