//! What leaves the browser: the one table from which the runtime takes what it may write, and the page what it says about it.

use crate::deck::Tracking;

/// One datum.
#[derive(Debug)]
pub struct Datum {
    /// Its key, in the runtime's list, in the texts (`tracked.KEY`) and in the data inventory.
    pub key: &'static str,
    /// From which level on it is written.
    pub level: Tracking,
    /// Whether only statements to a record store have it: each says whose it is, and when it was made.
    pub stated: bool,
}

impl Datum {
    const fn anywhere(key: &'static str, level: Tracking) -> Self {
        Self { key, level, stated: false }
    }

    const fn stated(key: &'static str) -> Self {
        Self { key, level: Tracking::Essential, stated: true }
    }
}

/// Every datum that a module may write anywhere. What is not in this table is never written.
pub const DATA: [Datum; 10] = [
    Datum::stated("person"),
    Datum::anywhere("status", Tracking::Essential),
    Datum::anywhere("situations", Tracking::Essential),
    Datum::anywhere("progress", Tracking::Essential),
    Datum::anywhere("place", Tracking::Essential),
    Datum::anywhere("time", Tracking::Essential),
    Datum::stated("moments"),
    Datum::anywhere("score", Tracking::Essential),
    Datum::anywhere("facts", Tracking::Standard),
    Datum::anywhere("reflections", Tracking::Reflective),
];

/// For how many days the device keeps a journal of the attempt, and under which names in its storage: a copy of what the LMS is
/// told, so that an LMS that gives old data back or loses new ones takes nothing from a learner. `journal.js` keeps it.
pub const JOURNAL: (u16, &str) = (14, "localStorage, sessionStorage: cartable.journal.*");

/// Under which names a module of several situations keeps a learner's own notes in the device's storage, where the learner asks for it;
/// `keeping.js` keeps them until they are erased.
pub const NOTES: &str = "localStorage: cartable.words.*; indexedDB: cartable.words";

/// What a level writes; what only statements have where the module `speaks` with a record store.
pub fn written(level: Tracking, speaks: bool) -> impl Iterator<Item = &'static Datum> {
    DATA.iter().filter(move |datum| datum.level <= level && (speaks || !datum.stated))
}

/// The keys of what a level has the runtime write, in every format.
pub fn tracked(level: Tracking) -> Vec<&'static str> {
    written(level, false).map(|datum| datum.key).collect()
}
