//! The table of where everybody stands, made again from the statements and held against them.

use crate::record::store::progress::{self, Standing, fold, keep};
use crate::record::store::{Connection, setting};
use crate::record::{Refusal, Store};
use crate::report::Events;
use std::collections::{BTreeMap, BTreeSet};

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
    store.write(|batch| doubt_all(&mut batch.connection))?;
    settle(store)?;
    store.read(|connection| Ok(connection.number("SELECT count(*) FROM progress", &[])? as usize))
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
        batch.note_removal()?;
        doubt_all(&mut batch.connection)
    })
}

fn doubt_all(connection: &mut Connection) -> Result<(), Refusal> {
    connection.script(
        "DELETE FROM progress;
         INSERT INTO progress (agent, statements) SELECT DISTINCT term, 0 FROM mention WHERE facet = 4;",
    )
}

/// Folds whoever is in doubt, some at a time.
///
/// # Errors
/// Where the data base cannot be written.
pub fn settle(store: &Store) -> Result<(), Refusal> {
    while store.write(|batch| {
        let select = "SELECT agent FROM progress WHERE learner IS NULL LIMIT ?";
        let connection = &mut batch.connection;
        let agents: Vec<i64> = connection.rows(select, &[AT_ONCE.into()], |mut row| row.get(0))?;
        let zone = progress::zone(connection)?;
        let mut events = Events::default();
        let mut learners = BTreeMap::new();
        for agent in agents {
            learners.insert(agent, fold(connection, agent, &zone, &mut events)?);
        }
        keep(connection, &learners, &events)?;
        Ok(!learners.is_empty())
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
        let agents: Vec<i64> = connection.rows(all, &[], |mut row| row.get(0))?;
        let zone = progress::zone(connection)?;
        let mut checked = Checked::default();
        let mut events = Events::default();
        for agent in agents {
            let told = fold(connection, agent, &zone, &mut events)?;
            let kept = progress::find(connection, &BTreeSet::from([agent]), &mut events)?.pop();
            let is_nobody = matches!(told, Standing::Folded(_, 0));
            checked.learners += usize::from(!is_nobody);
            // Who is in doubt is told from the statements.
            let is_right = match kept {
                None => is_nobody,
                Some((_, kept)) => kept == told || kept == Standing::Doubted,
            };
            checked.wrong += usize::from(!is_right);
        }
        Ok(checked)
    })
}

#[cfg(test)]
#[path = "progress_tests.rs"]
mod tests;
