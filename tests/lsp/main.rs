//! The language server as an editor meets it.

mod bad_messages;
#[path = "../copy/mod.rs"]
mod copy;
mod editor;
mod fixes;
mod names;
mod session;
