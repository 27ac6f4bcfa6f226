//! The table of where everybody stands, made again from the statements and held against them.

use crate::record::store::progress::{self, Standing, fold, keep};
use crate::record::store::setting;
use crate::record::{Refusal, Store};
use crate::report::Events;
use rusqlite::Connection;

/// How many learners are folded in one transaction, between which a server gets its turn.
const AT_ONCE: i64 = 20;

/// How many learners there are, and how many of them the table has wrong.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Learners who did something that counts.
    pub learners: usize,
    /// Those of whom the table says something else than the statements.
    pub wrong: usize,
}

/// Folds everybody anew, and says how many learners there are.
///
/// # Errors
/// Where the data base cannot be written.
pub fn rebuild(store: &Store) -> Result<usize, Refusal> {
    store.write(|batch| doubt_all(&batch.connection))?;
    settle(store)?;
    store.read(|connection| {
        Ok(connection.query_row("SELECT count(*) FROM progress", [], |row| row.get::<_, i64>(0))? as usize)
    })
}

/// Chooses the time zone in which days begin; with another than before, everybody is folded anew once somebody settles.
///
/// # Errors
/// Where the data base cannot be written.
pub fn set_timezone(store: &Store, timezone: &str) -> Result<(), Refusal> {
    let name = timezone.to_owned();
    if store.read(|connection| setting::get(connection, setting::TIMEZONE))?.as_deref() == Some(timezone) {
        return Ok(());
    }
    store.write(move |batch| {
        setting::set(batch, setting::TIMEZONE, &name)?;
        batch.distrust();
        doubt_all(&batch.connection)
    })
}

fn doubt_all(connection: &Connection) -> Result<(), Refusal> {
    connection.execute_batch(
        "DELETE FROM progress;
         INSERT INTO progress (agent, statements) SELECT DISTINCT term, 0 FROM mention WHERE facet = 4;",
    )?;
    Ok(())
}

/// Folds whoever is in doubt, some at a time.
///
/// # Errors
/// Where the data base cannot be written.
pub fn settle(store: &Store) -> Result<(), Refusal> {
    while store.write(|batch| {
        let select = "SELECT agent FROM progress WHERE learner IS NULL LIMIT ?";
        let mut select = batch.connection.prepare_cached(select)?;
        let agents: Vec<i64> = select.query_map([AT_ONCE], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let zone = progress::zone(&batch.connection)?;
        let mut events = Events::default();
        for agent in &agents {
            let standing = fold(&batch.connection, *agent, &zone, &mut events)?;
            keep(&batch.connection, *agent, &standing, &events)?;
        }
        Ok(!agents.is_empty())
    })? {}
    Ok(())
}

/// Holds the table against the statements, all at one moment.
///
/// # Errors
/// Where the data base cannot be read.
pub fn check(store: &Store) -> Result<Checked, Refusal> {
    store.read(|connection| {
        let all = "SELECT term FROM mention WHERE facet = 4 UNION SELECT agent FROM progress";
        let agents: Vec<i64> = connection.prepare(all)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let zone = progress::zone(connection)?;
        let mut checked = Checked::default();
        let mut events = Events::default();
        for agent in agents {
            let (told, kept) =
                (fold(connection, agent, &zone, &mut events)?, progress::find(connection, agent, &mut events)?);
            let is_nobody = matches!(told, Standing::Folded(_, 0));
            checked.learners += usize::from(!is_nobody);
            // Who is in doubt is told from the statements.
            let is_right = match kept {
                None => is_nobody,
                Some(kept) => kept == told || kept == Standing::Doubted,
            };
            checked.wrong += usize::from(!is_right);
        }
        Ok(checked)
    })
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
