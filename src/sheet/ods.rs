//! OpenDocument spreadsheets: the first table, or all of them with the comments on their cells. Source: OpenDocument 1.3 part 3, chapters 9 (tables) and 6 (text).

use super::grid::Grid;
use super::{Fault, Part};
use crate::office::{Archive, parse};
use roxmltree::Node;
use std::ops::Range;

/// The member with the tables.
pub(super) const CONTENT: &str = "content.xml";

const OFFICE: &str = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
const TABLE: &str = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
const TEXT: &str = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

pub(super) fn read(archive: &mut Archive<'_>, all: bool) -> Result<Grid, Fault> {
    let text = archive.text(CONTENT)?;
    let document = parse(&text)?;
    let first = document.descendants().find(|node| node.has_tag_name((TABLE, "table"))).ok_or(Fault::NotATable)?;
    let mut grid = Grid::default();
    table(&first, &mut grid)?;
    if all {
        for node in first.next_siblings().skip(1).filter(|node| node.has_tag_name((TABLE, "table"))) {
            grid.part(Part::Table(node.attribute((TABLE, "name")).unwrap_or_default().to_owned()));
            table(&node, &mut grid)?;
        }
        grid.part(Part::Comments);
        for node in document.descendants().filter(|node| node.has_tag_name((OFFICE, "annotation"))) {
            grid.row(1)?;
            grid.cell(0, &paragraphs(&node))?;
        }
    }
    Ok(grid)
}

fn table(table: &Node<'_, '_>, grid: &mut Grid) -> Result<(), Fault> {
    let mut number = 1usize;
    for row in table.descendants().filter(|node| node.has_tag_name((TABLE, "table-row"))) {
        let times = repeated(&row, "number-rows-repeated");
        let cells = cells(&row)?;
        // Sheets end with a million empty rows in one element, which is not the same as a million rows.
        if !cells.is_empty() {
            for at in number..number.saturating_add(times) {
                grid.row(at)?;
                for (columns, text) in &cells {
                    columns.clone().try_for_each(|column| grid.cell(column, text))?;
                }
            }
        }
        number = number.saturating_add(times);
    }
    Ok(())
}

/// The cells of a row that are not empty, with the columns in which they stand.
fn cells(row: &Node<'_, '_>) -> Result<Vec<(Range<usize>, String)>, Fault> {
    const MOST_COLUMNS: usize = 16_384;
    let (mut all, mut column) = (Vec::new(), 0usize);
    let is_cell =
        |node: &Node<'_, '_>| ["table-cell", "covered-table-cell"].iter().any(|n| node.has_tag_name((TABLE, *n)));
    for cell in row.children().filter(is_cell) {
        let (times, text) = (repeated(&cell, "number-columns-repeated"), value(&cell));
        let next = column.saturating_add(times);
        if !text.is_empty() {
            if next > MOST_COLUMNS {
                return Err(Fault::TooLarge);
            }
            all.push((column..next, text));
        }
        column = next;
    }
    Ok(all)
}

fn repeated(node: &Node<'_, '_>, name: &str) -> usize {
    node.attribute((TABLE, name)).and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// A number as people write it, a date as ISO 8601 has it, else the words that are shown.
fn value(cell: &Node<'_, '_>) -> String {
    let attribute = |name: &str| cell.attribute((OFFICE, name));
    let number = attribute("value").and_then(|value| value.parse::<f64>().ok());
    match (attribute("value-type"), number, attribute("date-value")) {
        (Some("float" | "percentage" | "currency"), Some(number), _) => number.to_string(),
        (Some("date"), _, Some(date)) => date.to_owned(),
        _ => paragraphs(cell),
    }
}

fn paragraphs(node: &Node<'_, '_>) -> String {
    let paragraphs = node.children().filter(|node| node.has_tag_name((TEXT, "p")));
    paragraphs.map(|paragraph| words(&paragraph)).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// How many blanks in a row are kept: a short element can stand for any number of them.
const MOST_BLANKS: usize = 20;

fn words(paragraph: &Node<'_, '_>) -> String {
    let mut out = String::new();
    for node in paragraph.descendants() {
        if node.has_tag_name((TEXT, "s")) {
            let count: usize = node.attribute((TEXT, "c")).and_then(|c| c.parse().ok()).unwrap_or(1);
            out.push_str(&" ".repeat(count.min(MOST_BLANKS)));
        } else if node.has_tag_name((TEXT, "tab")) {
            out.push('\t');
        } else if node.has_tag_name((TEXT, "line-break")) {
            out.push('\n');
        } else if node.is_text() {
            out.push_str(node.text().unwrap_or_default());
        }
    }
    out
}
