//! What both editions of SCORM need of the adapter: its files, and what it is to know of a module. Knows no manifest.

use super::words::words;
use crate::course::Module;
use serde_json::{Value, json};

/// The name by which the adapter knows the table.
pub const TABLE: Option<&str> = Some("SCORM");

/// What the adapter is to know of a module, as JSON: whether the device may keep a journal, the words for when nothing can be
/// recorded, and what the items ask (`questions`, null where the edition has no use for it).
pub fn table(module: &Module<'_>, questions: &Value) -> String {
    json!({ "journal": module.deck.journal, "texts": words(module, "scorm"), "questions": questions }).to_string()
}
