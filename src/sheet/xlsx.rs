//! Excel's workbooks: the first sheet. Source: ECMA-376 part 1, chapter 18 (SpreadsheetML). Formulas are not looked at,
//! only what they gave when the file was saved.

use super::grid::Grid;
use super::{Fault, serial};
use crate::office::{Archive, parse};
use roxmltree::Node;
use std::collections::BTreeSet;

/// The member that makes an archive a workbook.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";

pub(super) fn read(archive: &mut Archive<'_>) -> Result<Grid, Fault> {
    let (path, from_1904) = first_sheet(archive)?;
    let shared = shared_texts(archive)?;
    let book = Book { shared, dates: date_styles(archive)?, from_1904 };
    let text = archive.text(&path)?;
    let document = parse(&text)?;
    let mut grid = Grid::default();
    let mut number = 0;
    for row in document.descendants().filter(|node| is(node, "row")) {
        number = row.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(number + 1);
        grid.row(number)?;
        let mut column = 0;
        for cell in row.children().filter(|node| is(node, "c")) {
            column = cell.attribute("r").and_then(column_of).unwrap_or(column);
            grid.cell(column, &book.text(&cell))?;
            column += 1;
        }
    }
    Ok(grid)
}

fn is(node: &Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// What the cells of all sheets refer to.
struct Book {
    shared: Vec<String>,
    /// Whether a cell format is one of dates.
    dates: Vec<bool>,
    from_1904: bool,
}

impl Book {
    fn text(&self, cell: &Node<'_, '_>) -> String {
        let value = cell.children().find(|node| is(node, "v")).and_then(|v| v.text()).unwrap_or_default();
        match cell.attribute("t") {
            Some("s") => {
                value.trim().parse().ok().and_then(|at: usize| self.shared.get(at).cloned()).unwrap_or_default()
            }
            Some("inlineStr") => texts(cell),
            None | Some("n") => self.number(cell, value),
            Some(_) => value.to_owned(),
        }
    }

    fn number(&self, cell: &Node<'_, '_>, value: &str) -> String {
        let Ok(number) = value.trim().parse::<f64>() else { return value.to_owned() };
        let style = cell.attribute("s").and_then(|s| s.parse::<usize>().ok()).unwrap_or(0);
        let is_date = self.dates.get(style).copied().unwrap_or(false);
        let date = is_date.then(|| serial::text(number, self.from_1904)).flatten();
        date.unwrap_or_else(|| number.to_string())
    }
}

/// The column of a reference such as `AB12`, from 0.
fn column_of(reference: &str) -> Option<usize> {
    let letters = reference.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
    number.checked_sub(1)
}

/// The texts of a string item, without how its words are pronounced.
fn texts(item: &Node<'_, '_>) -> String {
    let pieces = item.descendants().filter(|node| is(node, "t"));
    // A text stands in a run or in the item; what is deeper is no text, and looking up would take quadratic time.
    let spoken = |node: &Node<'_, '_>| node.ancestors().take(3).any(|above| is(&above, "rPh"));
    pieces.filter(|node| !spoken(node)).filter_map(|node| node.text()).collect::<String>().trim().to_owned()
}

fn shared_texts(archive: &mut Archive<'_>) -> Result<Vec<String>, Fault> {
    const MEMBER: &str = "xl/sharedStrings.xml";
    if !archive.has(MEMBER) {
        return Ok(Vec::new());
    }
    let text = archive.text(MEMBER)?;
    Ok(parse(&text)?.root_element().children().filter(|node| is(node, "si")).map(|item| texts(&item)).collect())
}

/// The member of the first sheet, and from which year days are counted.
fn first_sheet(archive: &mut Archive<'_>) -> Result<(String, bool), Fault> {
    let text = archive.text(WORKBOOK)?;
    let book = parse(&text)?;
    let properties = book.descendants().find(|node| is(node, "workbookPr"));
    let from_1904 = properties.and_then(|node| node.attribute("date1904")).is_some_and(|on| on == "1" || on == "true");
    let sheet = book.descendants().find(|node| is(node, "sheet")).ok_or(Fault::Damaged)?;
    let id = sheet.attributes().find(|attribute| attribute.name() == "id").ok_or(Fault::Damaged)?.value();
    let text = archive.text("xl/_rels/workbook.xml.rels")?;
    let relations = parse(&text)?;
    let relation = relations.descendants().find(|node| node.attribute("Id") == Some(id)).ok_or(Fault::Damaged)?;
    let target = relation.attribute("Target").ok_or(Fault::Damaged)?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    Ok((path, from_1904))
}

fn date_styles(archive: &mut Archive<'_>) -> Result<Vec<bool>, Fault> {
    const MEMBER: &str = "xl/styles.xml";
    if !archive.has(MEMBER) {
        return Ok(Vec::new());
    }
    let text = archive.text(MEMBER)?;
    let styles = parse(&text)?;
    let number = |node: &Node<'_, '_>| node.attribute("numFmtId").and_then(|id| id.parse::<u32>().ok());
    let own: BTreeSet<u32> = styles
        .descendants()
        .filter(|node| is(node, "numFmt") && node.attribute("formatCode").is_some_and(serial::is_date))
        .filter_map(|node| number(&node))
        .collect();
    let formats = styles.descendants().find(|node| is(node, "cellXfs"));
    let formats = formats.iter().flat_map(|node| node.children()).filter(|node| is(node, "xf"));
    Ok(formats.map(|node| number(&node).is_some_and(|id| serial::is_built_in(id) || own.contains(&id))).collect())
}
