//! Sheets to print: the pages as they are, for any browser's printer. No manifest, no script, nothing to import.

use crate::course::Module;
use crate::tree::Tree;

/// The sheets.
pub fn package(_module: &Module<'_>, sheets: Tree) -> Tree {
    sheets
}
