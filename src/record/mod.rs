//! The record store: SQLite or PostgreSQL behind the xAPI routes, for one institute. It knows statements by `xapi`, progress by
//! `report`, and nothing of decks; what it has to say while it runs it says to whoever started it.

mod agreement;
mod data;
mod enclosed;
mod forward;
mod launch;
mod live;
pub mod multipart;
mod pseudonyms;
mod reading;
mod refusal;
mod resources;
mod scope;
mod server;
mod settings;
mod signature;
mod store;
mod transfer;
mod upkeep;

pub use agreement::{Disagreement, agree, disagreement, remember};
pub use data::Data;
pub use forward::{Forward, Progress, State, Way};
pub use launch::{Launch, Mode, Unit, UnitFault};
pub use live::Titles;
pub use pseudonyms::Pseudonyms;
pub use refusal::Refusal;
pub use resources::Params;
pub use scope::Scope;
pub use server::{Embedded, Event, serve};
pub use settings::{ENDPOINT, Limits, Settings};
pub use store::documents::Document;
pub use store::{ServerFault, Store, keys, setting};
pub use transfer::{Difference, Same, Transferred, transfer};
pub use upkeep::{
    Days, ExportFault, Forgotten, Forwarded, Held, Moved, Purged, Status, TakeFault, backup, check, export,
    export_days, forget, held, move_into, near, purge, rebuild, set_timezone, settle, status, take,
};
