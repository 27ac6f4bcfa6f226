//! Takes all of a store into the data base of another one that is empty, whichever kind each is: rows as they are, in the order of their keys, so
//! that one that was interrupted goes on where it was.

use super::tables::{TABLES, Table};
use crate::record::store::{Bulk, Connection, Kind, Value};
use crate::record::{Refusal, Store, setting};
use std::collections::BTreeMap;

/// What does not go along: what is of the data base, or of a copy of it, and not of the store.
const STAYS: [&str; 6] =
    [setting::ID, setting::COPIED, setting::BACKUP, setting::CHECKED, setting::MOVING, setting::SCHEMA];

/// How a store came into another one.
#[derive(Debug, PartialEq, Eq)]
pub enum Moved {
    /// Whole: how many rows each table has.
    Whole(BTreeMap<&'static str, i64>),
    /// The other one has something in it that is of no use here.
    NotEmpty,
    /// A table has so many rows there and another number here.
    Otherwise(&'static str, i64, i64),
}

/// Takes all of a store into another one, and counts in both. Nobody writes to either meanwhile.
///
/// # Errors
/// Where one of them cannot be used.
pub fn move_into(from: &Store, to: &Store) -> Result<Moved, Refusal> {
    let id = from.read(|connection| setting::get(connection, setting::ID))?.unwrap_or_default();
    let begun = to.read(|connection| setting::get(connection, setting::MOVING))?;
    if begun.as_ref() != Some(&id) && (begun.is_some() || !is_empty(to)?) {
        return Ok(Moved::NotEmpty);
    }
    to.write(move |batch| setting::set(batch, setting::MOVING, &id))?;
    for table in &TABLES {
        copy(from, to, table)?;
    }
    let settings: Vec<(String, String)> = from.read(|connection| {
        connection.rows("SELECT name, value FROM setting", &[], |mut row| Ok((row.get(0)?, row.get(1)?)))
    })?;
    to.write(move |batch| {
        for (name, value) in settings.iter().filter(|(name, _)| !STAYS.contains(&name.as_str())) {
            setting::set(batch, name, value)?;
        }
        batch.note_copy()
    })?;
    let mut counts = BTreeMap::new();
    for table in &TABLES {
        let (there, here) = (count(from, table)?, count(to, table)?);
        if there != here {
            return Ok(Moved::Otherwise(table.name, there, here));
        }
        counts.insert(table.name, here);
    }
    to.write(|batch| setting::remove(batch, setting::MOVING))?;
    Ok(Moved::Whole(counts))
}

fn is_empty(store: &Store) -> Result<bool, Refusal> {
    for table in &TABLES {
        if count(store, table)? > 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

fn count(store: &Store, table: &Table) -> Result<i64, Refusal> {
    store.read(|connection| connection.number(&format!("SELECT count(*) FROM {}", table.name), &[]))
}

/// Copies the rows after the last one that is there already.
fn copy(from: &Store, to: &Store, table: &'static Table) -> Result<(), Refusal> {
    let names = table.names();
    let insert = format!("INSERT INTO {} ({}) VALUES (??) ON CONFLICT DO NOTHING", table.name, names.join(", "));
    let mut last = to.read(|connection| rows(connection, table, &[], true))?;
    loop {
        last.truncate(table.key);
        let some = from.read(|connection| rows(connection, table, &last, false))?;
        let Some(at) = some.len().checked_sub(names.len()) else { return Ok(()) };
        last = some[at..].to_vec();
        let insert = insert.clone();
        to.write(move |batch| {
            let kinds: Vec<Kind> = table.columns.iter().map(|(_, kind)| *kind).collect();
            batch.connection.many(&Bulk { sql: &insert, kinds: &kinds }, &some)
        })?;
    }
}

/// The values of the next rows after a key, or of the last one only.
fn rows(
    connection: &mut Connection,
    table: &Table,
    after: &[Value<'static>],
    is_last: bool,
) -> Result<Vec<Value<'static>>, Refusal> {
    let names = table.names();
    let key = &names[..table.key];
    let wanted = if after.is_empty() {
        String::new()
    } else {
        format!("WHERE ({}) > ({})", key.join(", "), vec!["?"; key.len()].join(", "))
    };
    let order = if is_last { key.join(" DESC, ") + " DESC" } else { key.join(", ") };
    let sql = format!("SELECT {} FROM {} {wanted} ORDER BY {order} LIMIT ?", names.join(", "), table.name);
    let mut values = after.to_vec();
    values.push(if is_last { 1 } else { table.at_once }.into());
    let mut all = Vec::new();
    connection.each(&sql, &values, |row| {
        all.extend(row.into_values());
        Ok(true)
    })?;
    Ok(all)
}
