//! Plays a package against the store, for whoever has no LMS at hand: a launch of one learner, with a key that is theirs alone.
//! Sources: cmi5 (Quartz), sections 8 to 10; tincan.xml as Rustici Software describes it.

mod session;
mod unit;
mod verdict;

pub use session::Session;
pub use unit::{Unit, UnitFault};

use crate::tree::Tree;
use serde_json::Value;
use std::sync::Arc;

/// A package that is to be played, and by whom.
pub struct Launch {
    /// Its files.
    pub files: Arc<Tree>,
    /// What is launched in it.
    pub unit: Unit,
    /// The learner: an agent with an account.
    pub actor: Value,
    /// The registration; one that belongs to the learner and the package where none is named, so that a next launch goes on.
    pub registration: Option<uuid::Uuid>,
    /// For what it is launched; cmi5 only.
    pub mode: Mode,
    /// Where the unit leads when the learner leaves it, an address; cmi5 only.
    pub return_url: Option<String>,
}

/// For what a unit is launched. Source: cmi5, 10.2.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To be worked through.
    #[default]
    Normal,
    /// To be looked at before.
    Browse,
    /// To be looked at after.
    Review,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Normal, Self::Browse, Self::Review];

    /// Its name in the standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Normal => "Normal",
            Self::Browse => "Browse",
            Self::Review => "Review",
        }
    }
}

/// The document in which an LMS tells a unit about its launch. Source: cmi5, 10.
pub const LAUNCH_DATA: &str = "LMS.LaunchData";
