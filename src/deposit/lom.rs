//! The deck's learning object metadata as a file of its own. Source: IEEE 1484.12.3-2020.

use super::Publication;
use crate::package::lom_record;

/// The element without a declaration, to stand in another document; nothing where the deck says too little.
pub fn element(own: &Publication<'_>) -> Option<String> {
    lom_record(own.module)
}

/// The file.
pub fn record(own: &Publication<'_>) -> Option<String> {
    element(own).map(|lom| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{lom}\n"))
}
