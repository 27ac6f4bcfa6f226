//! What is done with a store besides serving it. All of it may be done while a server runs on the same data base.

mod about;
mod backup;
mod days;
mod export;
mod forget;
mod held;
mod journal;
mod moving;
mod progress;
mod purge;
mod status;
mod tables;
mod taken;

pub use backup::backup;
pub use days::{Days, export_days};
pub use export::{ExportFault, export};
pub use forget::{Forgotten, forget, near};
pub use held::{Held, held};
pub use moving::{Moved, move_into};
pub use progress::{check, rebuild, set_timezone, settle};
pub use purge::{Purged, purge};
pub use status::{Forwarded, Status, status};
pub use taken::{TakeFault, take};
