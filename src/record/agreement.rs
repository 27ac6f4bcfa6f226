//! What a run says of the store, held against what the data base remembers: how actors are kept, its home, the origins that may ask.
//! A flag that is forgotten must not undo a protection.

use super::store::mentions::Facet;
use super::store::{Connection, setting};
use super::{Refusal, Store};
use crate::xapi::pseudonym::HOME;

/// How a run contradicts the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// The store replaces actors, and the run has no key.
    NoKey,
    /// The store replaces actors by another key.
    OtherKey,
    /// The store keeps actors as they come, and the run has a key.
    Names,
}

/// Whether a run with this fingerprint of its key, or with no key, keeps actors as the store does; none where it does.
///
/// # Errors
/// Where the data base cannot be read.
pub fn disagreement(store: &Store, fingerprint: Option<&str>) -> Result<Option<Disagreement>, Refusal> {
    store.read(|connection| {
        let kept = setting::get(connection, setting::PSEUDONYMS)?;
        Ok(match (kept.as_deref(), fingerprint) {
            (Some(setting::NAMES), Some(_)) if !is_empty(connection)? => Some(Disagreement::Names),
            (Some(setting::NAMES), _) => None,
            (Some(kept), Some(given)) => (kept != given).then_some(Disagreement::OtherKey),
            (Some(_), None) => Some(Disagreement::NoKey),
            // A store of an earlier version did not say; its actors do.
            (None, None) => all_are_pseudonyms(connection)?.then_some(Disagreement::NoKey),
            (None, Some(_)) => None,
        })
    })
}

/// Remembers how actors are kept, for every later run.
///
/// # Errors
/// Where the data base cannot keep it.
pub fn agree(store: &Store, fingerprint: Option<&str>) -> Result<(), Refusal> {
    let value = fingerprint.unwrap_or(setting::NAMES).to_owned();
    remember(store, setting::PSEUDONYMS, Some(&value)).map(drop)
}

/// Keeps what was given under a name, or gives what was kept before.
///
/// # Errors
/// Where the data base cannot be used.
pub fn remember(store: &Store, name: &'static str, given: Option<&str>) -> Result<Option<String>, Refusal> {
    let kept = store.read(|connection| setting::get(connection, name))?;
    match given.map(str::to_owned) {
        Some(given) if kept.as_ref() != Some(&given) => {
            let value = given.clone();
            store.write(move |batch| setting::set(batch, name, &value))?;
            Ok(Some(given))
        }
        Some(given) => Ok(Some(given)),
        None => Ok(kept),
    }
}

/// Whether nobody is known here yet.
fn is_empty(connection: &mut Connection) -> Result<bool, Refusal> {
    let known = "SELECT EXISTS (SELECT 1 FROM statement) OR EXISTS (SELECT 1 FROM document)";
    Ok(connection.value(known, &[])? == Some(false))
}

fn all_are_pseudonyms(connection: &mut Connection) -> Result<bool, Refusal> {
    let agents = "SELECT value FROM term WHERE id IN (SELECT DISTINCT term FROM mention WHERE facet = ?)";
    let begins = format!("account {HOME} ");
    let mut all = None;
    connection.each(agents, &[(Facet::Agent as i64).into()], |mut row| {
        let is_pseudonym = row.get::<String>(0)?.starts_with(&begins);
        all = Some(is_pseudonym);
        Ok(is_pseudonym)
    })?;
    Ok(all == Some(true))
}
