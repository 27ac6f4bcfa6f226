//! All statements, one a line, the oldest first.

use crate::record::{Refusal, Store};

/// How many statements are read at once.
const AT_ONCE: i64 = 500;

/// Gives every statement to a function, voided ones and those that void them as well, until it says that it has had enough.
/// A statement that comes meanwhile is given too.
///
/// # Errors
/// Where the data base cannot be read.
pub fn export(store: &Store, mut give: impl FnMut(&str) -> bool) -> Result<usize, Refusal> {
    let (mut last, mut count) = (i64::MIN, 0);
    loop {
        let some: Vec<(i64, String)> = store.read(|connection| {
            let select = "SELECT stored, body FROM statement WHERE stored > ? ORDER BY stored LIMIT ?";
            let mut select = connection.prepare_cached(select)?;
            let rows = select.query_map((last, AT_ONCE), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<Result<_, _>>()?)
        })?;
        if some.is_empty() {
            return Ok(count);
        }
        for (stored, body) in some {
            if !give(&body) {
                return Ok(count);
            }
            (last, count) = (stored, count + 1);
        }
    }
}
