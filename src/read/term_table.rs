//! `terms.toml`, the table of terms.

use super::fields::with_fields;
use super::forms;
use crate::deck::TermRule;
use crate::diagnostic::Findings;
use crate::source::Source;

/// The file.
pub const TERMS_FILE: &str = "terms.toml";

/// Reads the table.
pub fn term_table(source: &Source, findings: &mut Findings) -> Vec<TermRule> {
    with_fields(source, (0, source.text()), forms::TERMS, findings, |fields, _| {
        let tables = fields.tables("term");
        let term = tables.iter().map(|term| TermRule {
            id: term.text_or_empty("id"),
            words: term.by_key("words"),
            never: term.lists_by_key("never"),
            note: term.text("note"),
        });
        term.collect()
    })
}
