//! Statements that are put into the outbox: new ones, those that are there already, and those whose id is another's.

use super::Outbox;
use crate::xapi::intake::Ready;
use rusqlite::{OptionalExtension, Result, Transaction, TransactionBehavior, params};

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

impl Outbox {
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
