//! What comes in, read as `xapi` reads it; what is wrong becomes a refusal.

use super::Refusal;
use crate::diagnostic::Locale;
use crate::xapi::statement::{self, Fault, Version};
use serde_json::Value;

/// Faults are told in the language of the standard, to whoever sent the request and to nobody else.
const LANGUAGE: Locale = Locale::En;
/// The most faults that an answer tells.
const MOST_TOLD: usize = 20;

/// Reads JSON.
///
/// # Errors
/// A bad request, where it is no JSON, is nested too deep or has a key twice.
pub fn parse(bytes: &[u8], version: Version) -> Result<Value, Refusal> {
    statement::parse(bytes, version).map_err(|fault| refuse(&[fault]))
}

/// Refuses a statement with all that is wrong with it.
///
/// # Errors
/// A bad request.
pub fn check(statement: &Value, version: Version) -> Result<(), Refusal> {
    statement::read(statement, version).map(|_| ()).map_err(|faults| refuse(&faults))
}

/// Refuses what is no agent and no group.
///
/// # Errors
/// A bad request.
pub fn check_actor(actor: &Value, version: Version) -> Result<(), Refusal> {
    statement::read_actor(actor, version).map(|_| ()).map_err(|faults| refuse(&faults))
}

fn refuse(faults: &[Fault]) -> Refusal {
    let told: Vec<String> = faults.iter().take(MOST_TOLD).map(|fault| fault.text(LANGUAGE)).collect();
    Refusal::bad(told.join("\n"))
}
