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

pub use decode::decode;

use crate::diagnostic::{Findings, Rule};
use crate::office;
use crate::source::{Place, Source};
use std::ops::Range;

/// The largest file that is read, in bytes.
pub const MOST_BYTES: usize = 64 << 20;
/// The most rows of a table, empty ones included.
pub const MOST_ROWS: usize = 100_000;
/// The most cells of a table: a file of the largest size with the shortest rows that Moodle writes has fewer.
const MOST_CELLS: usize = 3_000_000;

/// A table.
pub struct Sheet {
    /// Its text: the file's own, or that of a spreadsheet with a line for each row.
    pub source: Source,
    /// The rows that are not empty, in order.
    pub rows: Vec<Row>,
    /// What else the spreadsheet says, where it was asked for.
    pub more: Vec<(Part, Vec<Row>)>,
}

/// What stands in a spreadsheet beside its first table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Another table, by its name.
    Table(String),
    /// The comments on cells of all tables, a row each.
    Comments,
}

/// A row.
pub struct Row {
    /// Where it stands in the source.
    pub range: Range<usize>,
    source: Source,
    /// Its cells; those at its end may be missing.
    cells: Vec<Cell>,
}

/// A cell. There may be millions, so it points into the source wherever its text stands there.
#[derive(Default)]
struct Cell {
    /// Where it stands in the source, in bytes.
    start: u32,
    end: u32,
    /// What stands in it, where the source writes it in another way.
    own: Option<Box<str>>,
}

impl Cell {
    /// A cell of this text, without blanks around it, in the place where the source has it.
    fn new(source: &str, range: Range<usize>, text: &str) -> Self {
        let end = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let own = (Self::written(&source[range.clone()]) != text).then(|| text.into());
        Self { start: end(range.start), end: end(range.end), own }
    }

    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    fn text<'s>(&'s self, source: &'s str) -> &'s str {
        self.own.as_deref().unwrap_or_else(|| Self::written(&source[self.range()]))
    }

    /// What the source says by itself: with the quotation marks around it left out.
    fn written(raw: &str) -> &str {
        let quoted = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
        quoted.unwrap_or(raw).trim()
    }
}

impl Sheet {
    /// The place of a row.
    pub fn row(&self, row: &Row) -> Place {
        self.source.place(row.range.clone())
    }

    /// The place of a cell; of its row where the row ends before it.
    pub fn cell(&self, row: &Row, column: usize) -> Place {
        row.cells.get(column).map_or_else(|| self.row(row), |cell| self.source.place(cell.range()))
    }
}

impl Row {
    /// What stands in a column; nothing where the row ends before it.
    pub fn text(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.text(self.source.text()))
    }

    /// What stands in its cells, without blanks around it; a number as people write it, a date of a spreadsheet as ISO 8601
    /// has it.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(|cell| cell.text(self.source.text()))
    }

    /// Where a cell stands in the source, in bytes; nowhere where the row ends before it.
    pub fn place(&self, column: usize) -> Range<usize> {
        self.cells.get(column).map_or(0..0, Cell::range)
    }

    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        self.texts().all(str::is_empty)
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
    table(path, bytes, false, findings)
}

/// The same with all further tables and the comments of a spreadsheet.
pub fn read_all(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Sheet> {
    table(path, bytes, true, findings)
}

fn table(path: &str, bytes: &[u8], all: bool, findings: &mut Findings) -> Option<Sheet> {
    let file = Place::file(path);
    let sheet = if bytes.len() > MOST_BYTES {
        Err(Fault::TooLarge)
    } else if bytes.starts_with(b"PK") {
        spreadsheet(path, bytes, all)
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
fn spreadsheet(path: &str, bytes: &[u8], all: bool) -> Result<Sheet, Fault> {
    let mut archive = office::Archive::open(bytes)?;
    let grid = if archive.has(xlsx::WORKBOOK) {
        xlsx::read(&mut archive, all)?
    } else if archive.has(ods::CONTENT) {
        ods::read(&mut archive, all)?
    } else {
        return Err(Fault::NotATable);
    };
    Ok(grid.sheet(path))
}
