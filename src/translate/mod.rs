//! A deck's texts to translators and back: the catalogue (PO, as gettext has it) of an edition, and the files of a translation
//! made from one. Both directions take their units from one walk over the files. Knows how a deck is written down; knows no
//! page, no package and no disk.

mod catalogue;
mod composed;
mod cut;
mod deck_toml;
mod desk;
mod digest;
mod edit;
mod export;
mod file_draft;
mod files;
mod front;
mod gate;
mod head;
mod import;
mod interface;
mod interface_toml;
mod message_reader;
mod po;
mod proof;
mod rules;
mod scope;
mod side;
mod standing;
mod unit;
mod walk;

pub use catalogue::LARGEST;
pub use edit::{Edit, apply, put, tidy, toml_text};
pub use export::{export, export_after, export_some, previous};
pub use files::{File, Kind};
pub use gate::hindrances;
pub use import::{Imported, import};
pub use interface::{export_texts, import_texts};
pub use proof::Check;
pub use rules::{NOT_WRITTEN, RULES};
pub use scope::Opened;
pub use side::{Side, Told, sides, told};
pub use standing::{Standing, accept, deck_standing, outdated, standings};
pub use unit::{Spelling, Unit};
pub use walk::{Entry, Section, Walked, body};
