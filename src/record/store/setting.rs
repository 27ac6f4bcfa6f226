//! What the data base says of the store itself: a name and a value each.

use super::{Batch, Connection};
use crate::record::Refusal;

/// Which store this is, a UUID; copies have it too.
pub const ID: &str = "id";
/// When this copy was made, in microseconds since 1970; only a backup that was never served has it.
pub const COPIED: &str = "copied";
/// How many steps were done to the tables, where the data base does not count them itself.
pub const SCHEMA: &str = "schema";
/// Which store is being copied into this one, while it is.
pub const MOVING: &str = "moving";
/// When a backup of this store was last made, in microseconds since 1970.
pub const BACKUP: &str = "backup";
/// How actors are kept: the fingerprint of the key that replaces them, or [`NAMES`].
pub const PSEUDONYMS: &str = "pseudonyms";
/// The value of [`PSEUDONYMS`] where actors are kept as they come.
pub const NAMES: &str = "none";
/// The homePage of the accounts that `authority` names.
pub const HOME: &str = "home";
/// The origins whose pages may ask, with blanks between.
pub const ORIGINS: &str = "origins";
/// How long statements and documents are kept, such as `2y`.
pub const KEEP: &str = "keep";
/// The time zone in which the days of the table `progress` begin, such as `Europe/Paris`.
pub const TIMEZONE: &str = "timezone";
/// When it was last tried whether the data base can be written, in microseconds since 1970.
pub const CHECKED: &str = "checked";

/// A value, where there is one.
///
/// # Errors
/// Where the data base cannot be read.
pub fn get(connection: &mut Connection, name: &str) -> Result<Option<String>, Refusal> {
    connection.value("SELECT value FROM setting WHERE name = ?", &[name.into()])
}

/// A moment, where there is one.
///
/// # Errors
/// Where the data base cannot be read.
pub fn moment(connection: &mut Connection, name: &str) -> Result<Option<i64>, Refusal> {
    Ok(get(connection, name)?.and_then(|value| value.parse().ok()))
}

/// Sets a value.
///
/// # Errors
/// Where the data base cannot keep it.
pub fn set(batch: &mut Batch, name: &str, value: &str) -> Result<(), Refusal> {
    let set = "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    batch.connection.execute(set, &[name.into(), value.into()]).map(drop)
}

/// Removes a value.
///
/// # Errors
/// Where the data base cannot be written.
pub fn remove(batch: &mut Batch, name: &str) -> Result<(), Refusal> {
    batch.connection.execute("DELETE FROM setting WHERE name = ?", &[name.into()]).map(drop)
}
