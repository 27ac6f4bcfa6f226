//! The tables of a store, for whoever takes all of it elsewhere.

use crate::record::store::Kind::{self, Bytes, Integer, Text};

/// A table.
pub(super) struct Table {
    /// Its name.
    pub name: &'static str,
    /// Its columns, those of its key first.
    pub columns: &'static [(&'static str, Kind)],
    /// How many of them are its key.
    pub key: usize,
    /// How many rows are taken at once; a few of those that may be large.
    pub at_once: i64,
}

impl Table {
    /// The names of its columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|(name, _)| *name).collect()
    }
}

/// All tables in the order in which they are copied, but that of the settings, and but that of what was handed on: what waits in an
/// outbox stays behind, so that whoever hands on from the copy begins anew.
pub(super) const TABLES: [Table; 11] = [
    Table {
        name: "key",
        columns: &[
            ("id", Text),
            ("name", Text),
            ("scope", Text),
            ("salt", Bytes),
            ("hash", Bytes),
            ("created", Integer),
            ("revoked", Integer),
            ("expires", Integer),
            ("session", Text),
            ("used", Integer),
        ],
        key: 1,
        at_once: 500,
    },
    Table {
        name: "journal",
        columns: &[("at", Integer), ("deed", Text), ("statements", Integer), ("documents", Integer)],
        key: 4,
        at_once: 500,
    },
    Table { name: "term", columns: &[("id", Integer), ("value", Text)], key: 1, at_once: 2_000 },
    Table { name: "activity", columns: &[("iri", Text), ("definition", Text)], key: 1, at_once: 500 },
    Table { name: "persona", columns: &[("agent", Integer), ("name", Text)], key: 2, at_once: 2_000 },
    Table {
        name: "document",
        columns: &[
            ("kind", Integer),
            ("agent", Text),
            ("activity", Text),
            ("registration", Text),
            ("name", Text),
            ("type", Text),
            ("etag", Text),
            ("updated", Integer),
            ("content", Bytes),
        ],
        key: 5,
        at_once: 10,
    },
    Table { name: "attachment", columns: &[("sha2", Text), ("content", Bytes)], key: 1, at_once: 5 },
    Table { name: "enclosure", columns: &[("stored", Integer), ("sha2", Text)], key: 2, at_once: 2_000 },
    Table {
        name: "mention",
        columns: &[("facet", Integer), ("term", Integer), ("stored", Integer)],
        key: 3,
        at_once: 5_000,
    },
    Table {
        name: "progress",
        columns: &[("agent", Integer), ("statements", Integer), ("learner", Bytes)],
        key: 1,
        at_once: 200,
    },
    Table {
        name: "statement",
        columns: &[
            ("stored", Integer),
            ("id", Bytes),
            ("refers", Bytes),
            ("voids", Integer),
            ("voided", Integer),
            ("body", Text),
        ],
        key: 1,
        at_once: 200,
    },
];
