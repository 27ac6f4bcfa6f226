//! The language server as an editor meets it.

mod bad_messages;
mod editor;
mod fixes;
mod names;
mod session;
