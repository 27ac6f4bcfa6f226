//! What a package contains: modules and their activities, with ids and IRIs, and what is tracked. Identity is settled here and
//! nowhere else. Knows the deck; knows no page and no format.

mod activity;
mod modules;
mod step;
mod tracked;

pub use activity::{ItemActivity, Module, SituationActivity};
pub use modules::{Split, joined, modules};
pub use step::Step;
pub use tracked::{DATA, Datum, tracked};
