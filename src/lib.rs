//! cartable turns a deck of discussion cards into e-learning modules, packages them, verifies packages. `ARCHITECTURE.md` has
//! the picture of this house.

pub mod build;
pub mod check;
pub mod cli;
pub mod clock;
pub mod compare;
pub mod course;
pub mod deck;
pub mod diagnostic;
pub mod documents;
pub mod form;
pub mod import;
pub mod markup;
pub mod mbz;
pub mod office;
pub mod package;
pub mod platforms;
pub mod read;
pub mod record;
pub mod render;
pub mod report;
pub mod script;
pub mod sheet;
pub mod slug;
pub mod source;
pub mod statements;
pub mod tar;
pub mod templates;
pub mod translate;
pub mod tree;
pub mod ui;
pub mod verify;
pub mod xapi;
