//! Changes the files of a deck in place, for everybody who does not write them by hand: forms as data, one value or one piece at a
//! time, with the author's order, comments and line ends kept. Knows no page and no server, and settles no rule of a deck.

mod body;
mod body_new;
mod body_shape;
mod body_text;
mod change;
#[cfg(feature = "program")]
mod desk;
#[cfg(feature = "program")]
mod disk;
mod entries;
#[cfg(feature = "program")]
mod filing;
mod form;
pub mod fresh;
#[cfg(feature = "program")]
mod journal;
mod list;
#[cfg(feature = "program")]
mod merge;
mod names;
mod picture;
mod proof;
mod refusal;
#[cfg(feature = "program")]
mod saved;
mod spelling;
#[cfg(feature = "program")]
mod steps;
mod tables;
mod toml_text;
mod value;
mod what;
mod written;

pub use body::{Choice, Part, Piece};
pub use body_new::New;
pub use change::{Change, change, set};
#[cfg(feature = "program")]
pub use desk::{Desk, differences};
pub use form::{Form, Input, form};
#[cfg(feature = "program")]
pub use journal::{Changed, Journal, Step, journal_folder};
#[cfg(feature = "program")]
pub use merge::{Hunk, Merge, Side, merge};
pub use names::{is_key, name};
pub use picture::{Picture, bare, picture};
pub use refusal::Refusal;
#[cfg(feature = "program")]
pub use saved::{Conflict, Failure, Opened, Saved};
#[cfg(feature = "program")]
pub use steps::Draft;
pub use what::What;
