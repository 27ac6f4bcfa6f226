//! What an update does to the report of answers of SCORM 1.2, where a column is an index: which columns stay, which are new, and
//! which would hold the answers to another item.

use crate::course::{Module, Split, modules, registered};
use crate::deck::{Deck, Register, Tracking};

/// What becomes of the report columns of a module that both states have, at the level that has the most of them.
#[derive(Debug)]
pub struct Columns {
    /// The module's id.
    pub module: String,
    /// How many columns stay what they were.
    pub kept: usize,
    /// How many come behind them.
    pub added: usize,
    /// The items, `SITUATION/ITEM`, whose column belongs to another item now.
    pub moved: Vec<String>,
}

/// Holds the columns of two states against each other, module by module.
pub fn compare(old: &Deck, new: &Deck, languages: [&str; 2], split: Split) -> Vec<Columns> {
    let register = registered(new);
    let before = modules(old, languages[0], split, Tracking::Reflective);
    let now = modules(new, languages[1], split, Tracking::Reflective);
    let pairs = now.iter().filter_map(|module| Some((before.iter().find(|old| old.id == module.id)?, module)));
    pairs.map(|(old, new)| columns(old, new, &register)).collect()
}

fn columns(old: &Module<'_>, new: &Module<'_>, register: &Register) -> Columns {
    let is_same = |before: &str, now: &str| {
        let is_known =
            register.items.iter().any(|item| [before, now].iter().all(|name| item.names.iter().any(|n| n == name)));
        before == now || renamed(before, new) == now || is_known
    };
    let pairs = old.columns.iter().zip(&new.columns);
    let moved: Vec<String> =
        pairs.clone().filter(|(was, now)| !is_same(was, now)).map(|(was, _)| was.clone()).collect();
    Columns {
        module: new.id.clone(),
        kept: pairs.count() - moved.len(),
        added: new.columns.len().saturating_sub(old.columns.len()),
        moved,
    }
}

/// The name of today of an item by one that it had before.
fn renamed(name: &str, module: &Module<'_>) -> String {
    let (situation, item) = name.split_once('/').unwrap_or((name, ""));
    let situation = module.was.get(situation).copied().unwrap_or(situation);
    let item = module.was.get(&format!("{situation}/{item}")).copied().unwrap_or(item);
    format!("{situation}/{item}")
}
