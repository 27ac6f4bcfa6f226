//! cartable turns a deck of discussion cards into e-learning modules, packages them, verifies packages. `ARCHITECTURE.md` has
//! the picture of this house.

pub mod course;
pub mod deck;
pub mod diagnostic;
pub mod form;
pub mod read;
pub mod render;
pub mod source;
pub mod templates;
pub mod tree;
