//! Statements and agents as they are read.

use super::Refusal;
use super::version::Version;
use serde_json::Value;

/// One thing that is wrong.
pub struct Fault(pub String);

/// Holds a statement against the standard.
pub fn read(statement: &Value, _version: Version) -> Result<(), Vec<Fault>> {
    if statement.is_object() { Ok(()) } else { Err(vec![Fault("a statement is an object".to_owned())]) }
}

/// Refuses a statement with all that is wrong with it.
pub fn check(statement: &Value, version: Version) -> Result<(), Refusal> {
    read(statement, version).map_err(|faults| {
        Refusal::bad(faults.into_iter().map(|fault| fault.0).collect::<Vec<_>>().join("\n"))
    })
}

/// Refuses what is no agent and no identified group.
pub fn check_agent(agent: &Value, _version: Version) -> Result<(), Refusal> {
    if agent.is_object() { Ok(()) } else { Err(Refusal::bad("agent is no agent")) }
}
