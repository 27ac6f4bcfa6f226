//! From a folder to a deck. Never stops at the first fault: whatever can be read is read, and each fault is a finding. Knows
//! the deck and the disk; knows no page, no package, and not what makes a deck a good one (that is `check`).

mod content;
mod country;
mod deck;
mod decode;
mod document;
mod edition;
mod fields;
mod file_kind;
mod folder;
pub mod forms;
mod front;
mod handout;
mod interface;
mod items;
mod kinds;
mod links;
mod mark;
mod markdown;
mod names;
pub mod overlay;
mod register;
pub mod rules;
mod scene;
mod schema;
mod situation;
mod spot;
mod syntax;
mod teaching;
mod term_table;
mod translation;
mod unpacked;

pub use deck::{read, read_files, read_over};
pub use file_kind::FileKind;
pub use folder::{home, is_notice, paths};
pub use front::{Parts, split};
pub use interface::interface_folder;
pub use kinds::{Field, Kind};
pub use markdown::{MARKDOWN, skip};
pub use names::is_windows;
pub use schema::{SCHEMAS, described, schema};
pub use unpacked::unpacked;
