//! `register.toml`, which cartable writes itself and people merge.

use super::fields::with_fields;
use super::forms;
use crate::deck::{Published, Register, Registered};
use crate::diagnostic::Findings;
use crate::source::Source;

/// Reads the register. An entry that stands twice, as a merge may leave it, counts where it stands first.
pub fn register(source: &Source, findings: &mut Findings) -> Register {
    with_fields(source, (0, source.text()), forms::REGISTER, findings, |fields, _| {
        let list = |key: &str| {
            let mut entries: Vec<String> = Vec::new();
            let mut seen = std::collections::BTreeSet::new();
            entries.extend(fields.texts(key).value.into_iter().map(|e| e.value).filter(|e| seen.insert(e.clone())));
            entries
        };
        Register {
            themes: list("themes"),
            situations: list("situations").iter().map(|e| e.split(' ').map(str::to_owned).collect()).collect(),
            capsules: list("capsules"),
            items: list("items").iter().filter_map(|entry| Registered::parse(entry)).collect(),
            retired: list("retired"),
            published: list("published").iter().filter_map(|entry| Published::parse(entry)).collect(),
        }
    })
}
