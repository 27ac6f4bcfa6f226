//! The resources of xAPI: a file each, a row here for each. A resource is a plain function from a call to a reply; who calls, in
//! what version and with which key was settled before.

mod about;
mod activities;
mod activity_profile;
mod agent_profile;
mod agents;
mod call;
mod document;
mod enclosed;
mod format;
mod list;
mod params;
mod post;
mod reply;
mod state;
mod statements;

pub use call::{Call, Method};
pub use params::Params;
pub use reply::Reply;

use super::{Refusal, Store};

/// What answers a call.
pub type Handler = fn(&Store, Call) -> Result<Reply, Refusal>;

/// A resource: its path below the endpoint, whether anybody may ask for it, what answers.
pub struct Resource {
    /// Below the endpoint.
    pub path: &'static str,
    /// Without a key, and in no version.
    pub open: bool,
    /// What answers.
    pub handler: Handler,
}

/// All of them.
pub const RESOURCES: [Resource; 7] = [
    Resource { path: "statements", open: false, handler: statements::answer },
    Resource { path: "activities/state", open: false, handler: state::answer },
    Resource { path: "activities/profile", open: false, handler: activity_profile::answer },
    Resource { path: "activities", open: false, handler: activities::answer },
    Resource { path: "agents/profile", open: false, handler: agent_profile::answer },
    Resource { path: "agents", open: false, handler: agents::answer },
    Resource { path: "about", open: true, handler: about::answer },
];
