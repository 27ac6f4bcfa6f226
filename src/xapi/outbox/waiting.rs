//! Statements that wait: which are next, and what became of them.

use super::Outbox;
use rusqlite::{Result, TransactionBehavior, params};
use uuid::Uuid;

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

impl Outbox {
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

    /// Deletes what waits for a store and what it refused, and says how many they were. What was sent stays known.
    ///
    /// # Errors
    /// Where the disk fails; then all of it is there still.
    pub fn discard(&mut self, store: &str) -> Result<usize> {
        self.data.execute("DELETE FROM statements WHERE store = ?1 AND state <> 'sent'", [store])
    }

    /// Lets what waits for one store wait for another, and says how many they were. One that the other knows already is not sent to
    /// it again.
    ///
    /// # Errors
    /// Where the disk fails; then all of it waits where it did.
    pub fn redirect(&mut self, from: &str, to: &str) -> Result<usize> {
        let change = self.data.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let sql = "UPDATE OR IGNORE statements SET store = ?2, tries = 0 WHERE store = ?1 AND state = 'waiting'";
        let moved = change.execute(sql, [from, to])?;
        change.execute("DELETE FROM statements WHERE store = ?1 AND state = 'waiting'", [from])?;
        change.commit()?;
        Ok(moved)
    }

    /// Knows nothing of these any more: whoever puts them in again sends them again.
    ///
    /// # Errors
    /// Where the disk fails.
    pub fn forget(&mut self, store: &str, ids: &[Uuid]) -> Result<()> {
        self.each(ids, "DELETE FROM statements WHERE store = ?1 AND id = ?2", store)
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
}

/// Ids were written by us.
fn id(text: &str) -> Uuid {
    Uuid::parse_str(text).unwrap_or_default()
}
