//! One view of a report: a table, and what is drawn beside its figures. Pages and exports are made from the same views,
//! so that neither says more than the other.

use serde::Serialize;

/// A view.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct View {
    /// Its lasting name, for links and sheets.
    pub key: String,
    /// Its title.
    pub title: String,
    /// What it shows, in a sentence.
    pub lead: String,
    /// What one can do with it.
    pub doing: String,
    /// How it is drawn: `bars`, `marks`, `list` or `plain`.
    pub look: &'static str,
    /// The headers of its columns; the first is that of the rows.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// The first column once more as a chart.
    pub chart: Option<Chart>,
}

/// The header of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// All of it, where the head is short.
    pub title: String,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Row {
    /// What it is about.
    pub head: String,
    /// Its cells; none where it is the heading of those below it.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Cell {
    /// What it says, to be read.
    pub text: String,
    /// The number that it is, where it is one.
    pub number: Option<f64>,
    /// A mark that says the same by its shape.
    pub mark: &'static str,
    /// A bar from and to shares of a whole, in per mille.
    pub bar: Option<(usize, usize)>,
}

/// Bars beside one another, in per mille of the height.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chart {
    /// What it shows, for those who do not see it.
    pub description: String,
    /// A bar each: its label, its value in words, from and to in per mille.
    pub bars: Vec<(String, String, usize, usize)>,
}

impl Column {
    /// A column with a header that says all.
    pub fn of(head: &str) -> Self {
        Self { head: head.to_owned(), title: String::new() }
    }
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A number of a whole, with a bar.
    pub fn share(number: usize, whole: usize) -> Self {
        let share = (number * 1000).checked_div(whole).unwrap_or(0);
        Self { text: number.to_string(), number: Some(number as f64), bar: Some((share, share)), ..Self::default() }
    }
}

impl View {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.cells.is_empty())
    }
}
