//! What stands for PostgreSQL in a program that was built without it.

use super::base::Base;
use std::io;
use std::sync::Arc;

/// No data base.
///
/// # Errors
/// Always: this program has no way to it.
pub(super) fn open(_: &str, _: bool) -> io::Result<Arc<dyn Base>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without PostgreSQL"))
}
