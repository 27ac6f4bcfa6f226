//! Terms: what a statement can be found by, each kept once and known by a number.

use super::Connection;
use super::connection::Bulk;
use super::value::Kind;
use crate::record::Refusal;
use std::collections::BTreeSet;
// Looked up some twenty times for each statement and never walked, so that its order shows nowhere.
#[allow(clippy::disallowed_types)]
use std::collections::HashMap;

/// How many are remembered with their numbers.
const REMEMBERED: usize = 20_000;

const FIND: Bulk = Bulk { sql: "SELECT id, value FROM term WHERE value IN (??)", kinds: &[Kind::Text] };
const MAKE: Bulk = Bulk { sql: "INSERT INTO term (value) VALUES (??) RETURNING id, value", kinds: &[Kind::Text] };

/// Terms with their numbers.
#[allow(clippy::disallowed_types)]
#[derive(Default)]
pub struct Terms(HashMap<String, i64>);

impl Terms {
    /// The terms among these that there are.
    ///
    /// # Errors
    /// Where the data base cannot be read.
    pub fn find(connection: &mut Connection, values: &BTreeSet<&str>) -> Result<Self, Refusal> {
        let mut found = Self::default();
        found.add(connection, &FIND, values)?;
        Ok(found)
    }

    /// Makes sure that these are known, and makes those that there are not. Inside a transaction that writes.
    ///
    /// # Errors
    /// Where the data base cannot be written.
    pub fn know<'a>(
        &mut self,
        connection: &mut Connection,
        values: impl Iterator<Item = &'a str>,
    ) -> Result<(), Refusal> {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        let mut missing: BTreeSet<&str> = values.filter(|value| !self.0.contains_key(*value)).collect();
        self.add(connection, &FIND, &missing)?;
        missing.retain(|value| !self.0.contains_key(*value));
        self.add(connection, &MAKE, &missing)
    }

    fn add(&mut self, connection: &mut Connection, way: &Bulk, values: &BTreeSet<&str>) -> Result<(), Refusal> {
        let values: Vec<_> = values.iter().map(|value| (*value).into()).collect();
        self.0.extend(connection.bulk(way, &values, |mut row| {
            let number = row.get(0)?;
            Ok((row.get(1)?, number))
        })?);
        Ok(())
    }

    /// The number of a term that is known.
    ///
    /// # Errors
    /// Where it is not: a fault of ours.
    pub fn number(&self, value: &str) -> Result<i64, Refusal> {
        self.0.get(value).copied().ok_or_else(|| Refusal::internal("a term has no number"))
    }

    /// Forgets them.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}
