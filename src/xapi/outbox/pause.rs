//! How long a store is to be left alone, whichever program asks.

use super::Outbox;
use rusqlite::{OptionalExtension, Result, params};

/// When a store is to be asked again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pause {
    /// How often it failed in a row.
    pub tries: u32,
    /// How long to wait from now, in microseconds.
    pub wait: i64,
}

impl Outbox {
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
