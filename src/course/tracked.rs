//! What leaves the browser: the one table from which the runtime takes what it may write, and the page what it says about it.

use crate::deck::Tracking;

/// One datum.
#[derive(Debug)]
pub struct Datum {
    /// Its key, in the runtime's list, in the texts (`tracked.KEY`) and in the data inventory.
    pub key: &'static str,
    /// From which level on it is written.
    pub level: Tracking,
}

/// Every datum that a module may write anywhere. What is not in this table is never written.
pub const DATA: [Datum; 8] = [
    Datum { key: "status", level: Tracking::Essential },
    Datum { key: "situations", level: Tracking::Essential },
    Datum { key: "progress", level: Tracking::Essential },
    Datum { key: "place", level: Tracking::Essential },
    Datum { key: "time", level: Tracking::Essential },
    Datum { key: "score", level: Tracking::Essential },
    Datum { key: "facts", level: Tracking::Standard },
    Datum { key: "reflections", level: Tracking::Reflective },
];

/// For how many days the device keeps a journal of the attempt, and under which names in its storage: a copy of what the LMS is
/// told, so that an LMS that gives old data back or loses new ones takes nothing from a learner. `journal.js` keeps it.
pub const JOURNAL: (u16, &str) = (14, "localStorage, sessionStorage: cartable.journal.*");

/// Under which names a module of several situations keeps a learner's own notes in the device's storage, where the learner asks for it;
/// `keeping.js` keeps them until they are erased.
pub const NOTES: &str = "localStorage: cartable.words.*; indexedDB: cartable.words";

/// The keys of what a level writes.
pub fn tracked(level: Tracking) -> Vec<&'static str> {
    DATA.iter().filter(|datum| datum.level <= level).map(|datum| datum.key).collect()
}
