//! Changes the files of a deck in place, for everybody who does not write them by hand: forms as data, one value or one piece at a
//! time, with the author's order, comments and line ends kept. Knows no page and no server, and settles no rule of a deck.

mod body;
mod body_shape;
mod body_text;
mod change;
mod desk;
mod disk;
mod filing;
mod form;
pub mod fresh;
mod journal;
mod list;
mod merge;
mod names;
mod picture;
mod refusal;
mod spelling;
mod steps;
mod tables;
mod toml_text;
mod value;
mod what;
mod written;

pub use body::{Choice, Part, Piece};
pub use body_shape::New;
pub use change::{Change, change, set};
pub use desk::{Conflict, Desk, Failure, Opened, Saved, differences};
pub use form::{Form, Input, form};
pub use journal::{Changed, Journal, Step, checksum, journal_folder};
pub use merge::{Hunk, Merge, Side, merge};
pub use names::{is_key, name};
pub use picture::{Picture, bare, picture};
pub use refusal::Refusal;
pub use what::What;
