//! The data base of a store: which one it is, and how one gets a connection to it.

use super::Connection;
use crate::record::Refusal;
use std::path::Path;

/// A right that one process at a time has.
pub trait Right: Send {
    /// Whether this process has it still.
    fn is_held(&mut self) -> bool;
}

/// A data base.
pub trait Base: Send + Sync {
    /// A connection that writes.
    ///
    /// # Errors
    /// Where the data base is not there.
    fn to_write(&self) -> Result<Connection, Refusal>;

    /// A connection that reads.
    ///
    /// # Errors
    /// Where the data base is not there.
    fn to_read(&self) -> Result<Connection, Refusal>;

    /// The file that it is in, where it is in one.
    fn file(&self) -> Option<&Path>;

    /// The right to hand on to another store, among all that use this data base; none while another process has it.
    ///
    /// # Errors
    /// Where the data base is not there.
    fn right(&self, to: &str) -> Result<Option<Box<dyn Right>>, Refusal>;
}
