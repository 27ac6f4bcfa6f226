//! Statements about what happened away from a screen, or in an LMS that knows no xAPI: from the sheet of a session
//! around the table, and from what Moodle exports. A file is known by its header, whatever its name. What a file does
//! not say is not told. Knows the deck, whose activities these are; knows no store, no disk and no clock.

mod account;
mod catalogue;
mod completion;
mod fact;
mod moment;
pub(crate) mod moodle;
mod objectives;
pub mod rules;
mod scorm;
mod session;
mod telling;
mod words;

pub use crate::sheet::{MOST_BYTES, Row, Sheet, read as table};
pub use account::{Accounts, Field};
pub use catalogue::{Catalogue, Entry};
pub use moment::zone;
pub use rules::RULES;
pub use words::is as is_word;

use crate::diagnostic::Findings;
use jiff::tz::TimeZone;
use serde_json::Value;
use std::collections::BTreeSet;
use telling::Telling;
use uuid::Uuid;

/// What is asked of the statements.
pub struct Options {
    /// How people are named.
    pub accounts: Accounts,
    /// The time zone of dates that have none of their own.
    pub zone: TimeZone,
    /// Modules by id, with what Moodle calls the activity; the first without a name is that of files with one activity.
    pub modules: Vec<(String, Option<String>)>,
}

/// What a file was, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The name of its reader, by which messages call it.
    pub source: &'static str,
    /// How many rows it has below its header.
    pub rows: usize,
    /// How many statements were told.
    pub statements: usize,
    /// The ids of the modules that they are about.
    pub modules: BTreeSet<String>,
}

/// A reader of a kind of file.
struct Reader {
    /// The name, part of the ids of statements: it is never changed.
    name: &'static str,
    /// Whether a table is of its kind.
    knows: fn(&Sheet) -> bool,
    /// Tells the facts of a table.
    tell: fn(&Sheet, &mut Telling<'_>),
}

/// Every kind of file. The first that knows a table reads it.
static READERS: &[&Reader] = &[&scorm::READER, &completion::READER, &session::READER];

/// Files of one run, told after another: a fact that several say is told once.
pub struct Statements<'a> {
    catalogue: &'a Catalogue,
    options: &'a Options,
    told: BTreeSet<Uuid>,
}

impl<'a> Statements<'a> {
    /// Nothing is told yet.
    pub fn new(catalogue: &'a Catalogue, options: &'a Options) -> Self {
        Self { catalogue, options, told: BTreeSet::new() }
    }

    /// Tells a file's facts, each as it is read; none where its kind is not known. All that is wrong is a finding, and
    /// what is right beside it is told.
    pub fn tell(
        &mut self,
        path: &str,
        bytes: &[u8],
        sink: &mut dyn FnMut(&Value),
        findings: &mut Findings,
    ) -> Option<Summary> {
        let sheet = table(path, bytes, findings)?;
        let Some(header) = sheet.rows.first() else {
            findings.add(&rules::EMPTY, &sheet.source.whole());
            return None;
        };
        let Some(reader) = READERS.iter().find(|reader| (reader.knows)(&sheet)) else {
            let rule = if completion::is_of_course(&sheet) { &rules::COURSE_COMPLETION } else { &rules::UNKNOWN_TABLE };
            findings.add(rule, &sheet.row(header));
            return None;
        };
        let mut telling =
            Telling::new(reader.name, &sheet, self.catalogue, self.options, &mut self.told, sink, findings);
        (reader.tell)(&sheet, &mut telling);
        Some(Summary {
            source: reader.name,
            rows: sheet.rows.len() - 1,
            statements: telling.count,
            modules: telling.modules,
        })
    }
}
