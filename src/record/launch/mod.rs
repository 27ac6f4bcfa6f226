//! Plays a package against the store, for whoever has no LMS at hand: a launch of one learner, with a key that is theirs alone.
//! Sources: cmi5 (Quartz), sections 8 to 10; tincan.xml as Rustici Software describes it.

mod session;
mod unit;

pub use session::Session;
pub use unit::{Unit, UnitFault};

use crate::tree::Tree;
use serde_json::Value;

/// A package that is to be played, and by whom.
pub struct Launch {
    /// Its files.
    pub files: Tree,
    /// What is launched in it.
    pub unit: Unit,
    /// The learner: an agent with an account.
    pub actor: Value,
    /// The registration; one that belongs to the learner and the package where none is named, so that a next launch goes on.
    pub registration: Option<uuid::Uuid>,
}

/// The document in which an LMS tells a unit about its launch. Source: cmi5, 10.
pub const LAUNCH_DATA: &str = "LMS.LaunchData";
