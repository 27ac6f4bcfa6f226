//! A table as rows of cells, whatever file it came in. What a file is, is seen from its content and never from its
//! name. Every reader counts what it takes, so that no file costs more than these limits. Knows nothing of what a table
//! says.

mod decode;
mod grid;
mod ods;
pub mod rules;
mod serial;
mod text;
mod xlsx;

pub use decode::{Encoding, decode};

use crate::diagnostic::{Findings, Rule};
use crate::office;
use crate::source::{Place, Source};
use std::ops::Range;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 32 << 20;
/// The most rows of a table, empty ones included.
pub const MOST_ROWS: usize = 100_000;
/// The most cells of a table.
const MOST_CELLS: usize = 1_000_000;

/// A table.
pub struct Sheet {
    /// Its text: the file's own, or that of a spreadsheet with a line for each row.
    pub source: Source,
    /// The rows that are not empty, in order.
    pub rows: Vec<Row>,
}

/// A row.
pub struct Row {
    /// Where it stands in the source.
    pub range: Range<usize>,
    /// Its cells; those at its end may be missing.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Default)]
pub struct Cell {
    /// What stands in it, without blanks around it; a number as people write it, a date of a spreadsheet as ISO 8601
    /// has it.
    pub text: String,
    /// Where it stands in the source.
    pub range: Range<usize>,
}

impl Sheet {
    /// The place of a row.
    pub fn row(&self, row: &Row) -> Place {
        self.source.place(row.range.clone())
    }

    /// The place of a cell; of its row where the row ends before it.
    pub fn cell(&self, row: &Row, column: usize) -> Place {
        row.cells.get(column).map_or_else(|| self.row(row), |cell| self.source.place(cell.range.clone()))
    }
}

impl Row {
    /// What stands in a column; nothing where the row ends before it.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text.as_str())
    }

    fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| cell.text.is_empty())
    }
}

/// Why a file gives no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// More bytes, rows or cells than are taken.
    TooLarge,
    /// An archive or a member of it that cannot be read.
    Damaged,
    /// Something else than a table.
    NotATable,
}

impl From<office::Fault> for Fault {
    fn from(fault: office::Fault) -> Self {
        match fault {
            office::Fault::TooLarge => Self::TooLarge,
            office::Fault::Damaged => Self::Damaged,
        }
    }
}

impl Fault {
    fn rule(self) -> &'static Rule {
        match self {
            Self::TooLarge => &rules::TOO_LARGE,
            Self::Damaged => &rules::DAMAGED,
            Self::NotATable => &rules::NOT_A_TABLE,
        }
    }
}

/// The first bytes of a spreadsheet in Excel's form before 2007 (a compound file).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The table of a file; none where it has none, and findings say why.
pub fn read(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Sheet> {
    let file = Place::file(path);
    let sheet = if bytes.len() > MOST_BYTES {
        Err(Fault::TooLarge)
    } else if bytes.starts_with(b"PK") {
        spreadsheet(path, bytes)
    } else if bytes.starts_with(COMPOUND) {
        findings.add(&rules::OLD_EXCEL, &file);
        return None;
    } else {
        return text::read(path, bytes, findings);
    };
    match sheet {
        Ok(sheet) => Some(sheet),
        Err(fault) => refuse(fault, &file, findings),
    }
}

fn refuse(fault: Fault, place: &Place, findings: &mut Findings) -> Option<Sheet> {
    let limits = [("bytes", MOST_BYTES >> 20), ("rows", MOST_ROWS)];
    let finding = findings.add(fault.rule(), place);
    limits.iter().for_each(|(name, limit)| {
        finding.with(name, limit);
    });
    None
}

/// What kind of spreadsheet an archive holds is seen from its members.
fn spreadsheet(path: &str, bytes: &[u8]) -> Result<Sheet, Fault> {
    let mut archive = office::Archive::open(bytes)?;
    let grid = if archive.has(xlsx::WORKBOOK) {
        xlsx::read(&mut archive)?
    } else if archive.has(ods::CONTENT) {
        ods::read(&mut archive)?
    } else {
        return Err(Fault::NotATable);
    };
    Ok(grid.sheet(path))
}
