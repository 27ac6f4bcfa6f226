//! A spreadsheet's cells as they are read, counted, and then as a table whose source has a line for each row.

use super::{Cell, Fault, MOST_ROWS, Part, Row, Sheet};
use crate::source::Source;

/// The most text and the most cells of a spreadsheet, which takes more memory than a text does.
const MOST_BYTES: usize = 32 << 20;
const MOST_CELLS: usize = 1_000_000;

/// Rows by their number from 1; cells by their column from 0.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<(usize, Vec<String>)>,
    /// What follows the first table, and the number of its first row.
    parts: Vec<(Part, usize)>,
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
        let number = match self.parts.last() {
            None => number,
            Some((_, first)) => {
                self.rows.pop_if(|(number, row)| *number >= *first && row.is_empty());
                self.next().max(*first)
            }
        };
        self.rows.push((number, Vec::new()));
        Ok(())
    }

    /// Begins another table, whose rows are counted on.
    pub fn part(&mut self, part: Part) {
        let first = self.next();
        self.parts.push((part, first));
    }

    /// The number behind the last row.
    fn next(&self) -> usize {
        // Those of the first table may come in any order.
        let in_order = self.parts.last().and_then(|(_, first)| self.rows.last().filter(|(number, _)| number >= first));
        in_order.or_else(|| self.rows.iter().max_by_key(|(number, _)| number)).map_or(1, |(number, _)| number + 1)
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
            laid.push((number, start..text.len(), cells));
        }
        let source = Source::new(path, text);
        let row = |(number, range, cells)| (number, Row { range, source: source.clone(), cells });
        let mut rows: Vec<(usize, Row)> = laid.into_iter().map(row).filter(|(_, row)| !row.is_empty()).collect();
        let mut more = Vec::new();
        for (part, first) in self.parts.into_iter().rev() {
            let own = rows.split_off(rows.partition_point(|(number, _)| *number < first));
            more.push((part, own.into_iter().map(|(_, row)| row).collect()));
        }
        more.reverse();
        Sheet { source, rows: rows.into_iter().map(|(_, row)| row).collect(), more }
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
