//! Excel's workbooks: the first sheet, or all of them with the comments on their cells. Source: ECMA-376 part 1, chapter 18
//! (SpreadsheetML). Formulas are not looked at, only what they gave when the file was saved.

use super::grid::Grid;
use super::{Fault, Part, serial};
use crate::office::{Archive, parse, relations, resolve};
use roxmltree::Node;
use std::collections::BTreeSet;

/// The member that makes an archive a workbook.
pub(super) const WORKBOOK: &str = "xl/workbook.xml";

pub(super) fn read(archive: &mut Archive<'_>, all: bool) -> Result<Grid, Fault> {
    let (sheets, from_1904) = sheets(archive)?;
    let ((_, first), more) = sheets.split_first().ok_or(Fault::Damaged)?;
    let shared = shared_texts(archive)?;
    let book = Book { shared, dates: date_styles(archive)?, from_1904 };
    let mut grid = Grid::default();
    book.sheet(&archive.text(first)?, &mut grid)?;
    if all {
        for (name, path) in more.iter().filter(|(_, path)| archive.has(path)).cloned().collect::<Vec<_>>() {
            grid.part(Part::Table(name));
            book.sheet(&archive.text(&path)?, &mut grid)?;
        }
        grid.part(Part::Comments);
        for (_, path) in &sheets {
            comments(archive, path, &mut grid)?;
        }
    }
    Ok(grid)
}

/// The comments on the cells of a sheet, which stand in a member of their own.
fn comments(archive: &mut Archive<'_>, sheet: &str, grid: &mut Grid) -> Result<(), Fault> {
    for member in targets(archive, sheet)?.into_iter().filter(|(_, kind, _)| kind == "comments").map(|(.., path)| path)
    {
        if archive.has(&member) {
            let text = archive.text(&member)?;
            for comment in parse(&text)?.descendants().filter(|node| is(node, "comment")) {
                grid.row(1)?;
                grid.cell(0, &texts(&comment))?;
            }
        }
    }
    Ok(())
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
    /// Puts the cells of a sheet into the grid.
    fn sheet(&self, text: &str, grid: &mut Grid) -> Result<(), Fault> {
        let document = parse(text)?;
        let mut number = 0;
        for row in document.descendants().filter(|node| is(node, "row")) {
            number = row.attribute("r").and_then(|r| r.parse().ok()).unwrap_or(number + 1);
            grid.row(number)?;
            let mut column = 0;
            for cell in row.children().filter(|node| is(node, "c")) {
                column = cell.attribute("r").and_then(column_of).unwrap_or(column);
                grid.cell(column, &self.text(&cell))?;
                column += 1;
            }
        }
        Ok(())
    }

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

/// The sheets by their names with their members, and from which year days are counted.
fn sheets(archive: &mut Archive<'_>) -> Result<(Vec<(String, String)>, bool), Fault> {
    let text = archive.text(WORKBOOK)?;
    let book = parse(&text)?;
    let properties = book.descendants().find(|node| is(node, "workbookPr"));
    let from_1904 = properties.and_then(|node| node.attribute("date1904")).is_some_and(|on| on == "1" || on == "true");
    let targets = targets(archive, WORKBOOK)?;
    let member = |node: Node<'_, '_>| {
        let id = node.attributes().find(|attribute| attribute.name() == "id")?.value();
        let (.., path) = targets.iter().find(|(known, ..)| known == id)?;
        Some((node.attribute("name").unwrap_or_default().to_owned(), path.clone()))
    };
    let sheets: Vec<_> = book.descendants().filter(|node| is(node, "sheet")).map(member).collect();
    if sheets.first().is_none_or(Option::is_none) {
        return Err(Fault::Damaged);
    }
    Ok((sheets.into_iter().flatten().collect(), from_1904))
}

/// Where a member leads: the id, the last part of the type, and the member there.
fn targets(archive: &mut Archive<'_>, member: &str) -> Result<Vec<(String, String, String)>, Fault> {
    let path = relations(member);
    if !archive.has(&path) {
        return Ok(Vec::new());
    }
    let text = archive.text(&path)?;
    let target = |node: Node<'_, '_>| {
        let kind = node.attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let target = resolve(member, node.attribute("Target")?);
        Some((node.attribute("Id")?.to_owned(), kind.to_owned(), target))
    };
    Ok(parse(&text)?.descendants().filter_map(target).collect())
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
