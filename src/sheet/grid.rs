//! A spreadsheet's cells as they are read, counted, and then as a table whose source has a line for each row.

use super::{Cell, Fault, MOST_ROWS, Row, Sheet};
use crate::source::Source;

/// The most text and the most cells of a spreadsheet, which takes more memory than a text does.
const MOST_BYTES: usize = 32 << 20;
const MOST_CELLS: usize = 1_000_000;

/// Rows by their number from 1; cells by their column from 0.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<(usize, Vec<String>)>,
    cells: usize,
    bytes: usize,
}

impl Grid {
    /// Begins a row.
    ///
    /// # Errors
    /// Too large, where there would be too many.
    pub fn row(&mut self, number: usize) -> Result<(), Fault> {
        if number > MOST_ROWS || self.rows.len() >= MOST_ROWS {
            return Err(Fault::TooLarge);
        }
        self.rows.push((number, Vec::new()));
        Ok(())
    }

    /// Puts a text into the row that was begun last. Empty cells are only counted where another follows them.
    ///
    /// # Errors
    /// Too large, where there would be too many cells or bytes.
    pub fn cell(&mut self, column: usize, text: &str) -> Result<(), Fault> {
        let text = text.trim();
        let (true, Some((_, row))) = (!text.is_empty(), self.rows.last_mut()) else { return Ok(()) };
        let grown = (column + 1).saturating_sub(row.len());
        self.cells = self.cells.saturating_add(grown);
        self.bytes += text.len();
        if self.cells > MOST_CELLS || self.bytes > MOST_BYTES {
            return Err(Fault::TooLarge);
        }
        if grown > 0 {
            row.resize(column + 1, String::new());
        }
        row[column] = text.to_owned();
        Ok(())
    }

    /// The table. The line of a place is the number of the row in the spreadsheet.
    pub fn sheet(mut self, path: &str) -> Sheet {
        self.rows.sort_by_key(|(number, _)| *number);
        let (mut text, mut laid, mut line) = (String::new(), Vec::new(), 1);
        for (number, cells) in self.rows {
            while line < number {
                text.push('\n');
                line += 1;
            }
            let start = text.len();
            let cells: Vec<Cell> = cells.into_iter().map(|cell| lay(&mut text, &cell)).collect();
            laid.push((start..text.len(), cells));
        }
        let source = Source::new(path, text);
        let row = |(range, cells)| Row { range, source: source.clone(), cells };
        let rows = laid.into_iter().map(row).filter(|row| !row.is_empty()).collect();
        Sheet { source, rows }
    }
}

/// A cell of several lines stands on one, so that rows stay lines.
fn lay(text: &mut String, cell: &str) -> Cell {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\t');
    }
    let start = text.len();
    text.extend(cell.chars().map(|c| if c.is_control() { ' ' } else { c }));
    Cell::new(text, start..text.len(), cell)
}
