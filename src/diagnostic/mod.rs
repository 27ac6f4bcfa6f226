//! What a check has to say: findings with a code, a severity and a place, in the reader's language. Knows nothing of decks
//! or packages, and prints nothing.

mod catalogue;
mod disk;
mod finding;
mod github;
mod human;
mod json;
mod rule;
mod sarif;

pub use catalogue::{Explanation, Locale, explain, message, say};
pub use disk::{Reason, disk};
pub use finding::{Finding, Findings};
pub use github::github;
pub use human::{human, human_below};
pub use json::json;
pub(crate) use rule::rules;
pub use rule::{Rule, Severity};
pub use sarif::sarif;
