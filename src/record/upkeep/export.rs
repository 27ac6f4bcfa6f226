//! All statements, one a line, the oldest first.

use crate::record::{Refusal, Store};
use std::io;

/// How many statements are read at once.
const AT_ONCE: i64 = 500;

/// Why an export is not whole.
#[derive(Debug)]
pub enum ExportFault {
    /// The data base cannot be read.
    Read(Refusal),
    /// What was read cannot be written.
    Write(io::Error),
}

impl From<io::Error> for ExportFault {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

/// Gives the JSON of every statement to a function, with whether it is voided; those that void others as well, and gives how many they were. A
/// statement that comes meanwhile is given too.
///
/// # Errors
/// Where the data base cannot be read, or the function fails.
pub fn export(store: &Store, give: impl FnMut(&str, bool) -> io::Result<()>) -> Result<usize, ExportFault> {
    between(store, i64::MIN, i64::MAX, give)
}

/// The same for the statements that were stored after one moment and before another one, in microseconds since 1970.
pub(super) fn between(
    store: &Store,
    mut last: i64,
    end: i64,
    mut give: impl FnMut(&str, bool) -> io::Result<()>,
) -> Result<usize, ExportFault> {
    let mut count = 0;
    loop {
        let some = some(store, last, end, AT_ONCE).map_err(ExportFault::Read)?;
        if some.is_empty() {
            return Ok(count);
        }
        for (stored, body, voided) in some {
            give(&body, voided)?;
            (last, count) = (stored, count + 1);
        }
    }
}

/// When the first statement after a moment was stored.
pub(super) fn first_after(store: &Store, last: i64) -> Result<Option<i64>, ExportFault> {
    let next = some(store, last, i64::MAX, 1).map_err(ExportFault::Read)?;
    Ok(next.first().map(|(stored, ..)| *stored))
}

/// The next statements after a place, with theirs.
fn some(store: &Store, last: i64, end: i64, most: i64) -> Result<Vec<(i64, String, bool)>, Refusal> {
    store.read(|connection| {
        let select =
            "SELECT stored, body, voided FROM statement WHERE stored > ? AND stored < ? ORDER BY stored LIMIT ?";
        let values = [last.into(), end.into(), most.into()];
        connection.rows(select, &values, |mut row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    })
}
