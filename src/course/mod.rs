//! What a package contains: modules and their activities, with ids and IRIs, and what is tracked. Identity is settled here and
//! nowhere else. Knows the deck; knows no page and no format.

mod activity;
mod alone;
mod countries;
mod index;
mod joined;
mod metadata;
mod modules;
mod question;
mod readable;
mod register;
mod roll;
mod step;
mod terms;
mod told;
mod tracked;
mod units;

pub use activity::{ItemActivity, Module, SituationActivity, ThemePart};
pub use countries::linked_entries;
pub use index::Index;
pub use joined::together;
pub use metadata::{Contributor, Metadata, Minutes, RESOURCE_TYPES, Worded};
pub use modules::{Split, modules};
pub use question::{MOST_RIGHT, Question, Unasked, question};
pub use register::registered;
pub use step::Step;
pub use terms::unmet;
pub use told::Told;
pub use tracked::{DATA, Datum, JOURNAL, NOTES, tracked, written};
pub use units::{in_units, with_units};
