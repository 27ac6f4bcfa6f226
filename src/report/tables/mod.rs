//! The views of a report as tables for a spreadsheet. Texts are texts, whatever they look like, and the same report gives
//! the same bytes.

mod csv;
mod ods;
mod package;
mod xlsx;

use super::Report;
use super::view::{Cell, View};

pub use csv::Separator;

/// The form of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text: every view in one file, one after another.
    Csv(Separator),
    /// OpenDocument 1.3, a sheet for each view.
    Ods,
    /// Office Open XML (ECMA-376), a sheet for each view.
    Xlsx,
}

/// The bytes of a report in a form.
///
/// # Errors
/// Where it is too large for the form.
pub fn table(report: &Report, form: Form) -> Result<Vec<u8>, String> {
    let sheets = sheets(report);
    match form {
        Form::Csv(separator) => Ok(csv::write(&sheets, separator)),
        Form::Ods => ods::write(&named(sheets)),
        Form::Xlsx => xlsx::write(&named(sheets)),
    }
}

/// A sheet: its name and its rows.
struct Sheet {
    name: String,
    rows: Vec<Vec<Value>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
}

impl Value {
    fn text(text: &str) -> Self {
        // XML has no place for control characters, and OpenDocument keeps one blank of several.
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Self::Text(plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    }
}

fn sheets(report: &Report) -> Vec<Sheet> {
    let about = report.about.iter().map(|(label, said)| vec![Value::text(label), Value::text(said)]);
    let notes = report.notes.iter().map(|note| vec![Value::text(note)]);
    let name = report.words.get("page.about").to_owned();
    let first = Sheet { name, rows: about.chain(notes).collect() };
    let views = report.views.iter().filter(|view| !view.columns.is_empty()).map(sheet);
    std::iter::once(first).chain(views).collect()
}

/// The same under names that workbooks allow, each once.
fn named(mut sheets: Vec<Sheet>) -> Vec<Sheet> {
    let mut taken = std::collections::BTreeSet::new();
    for (number, sheet) in (1..).zip(&mut sheets) {
        sheet.name = short(&sheet.name);
        if !taken.insert(sheet.name.to_lowercase()) {
            sheet.name = format!("{} {number}", sheet.name.chars().take(26).collect::<String>());
            taken.insert(sheet.name.to_lowercase());
        }
    }
    sheets
}

fn sheet(view: &View) -> Sheet {
    let head =
        |column: &super::view::Column| Value::text(if column.title.is_empty() { &column.head } else { &column.title });
    let value = |cell: &Cell| cell.number.map_or_else(|| Value::text(&cell.text), Value::Number);
    let mut rows = vec![view.columns.iter().map(head).collect::<Vec<_>>()];
    for row in &view.rows {
        rows.push(std::iter::once(Value::text(&row.head)).chain(row.cells.iter().map(value)).collect());
    }
    Sheet { name: view.title.clone(), rows }
}

/// A name that spreadsheets allow: 31 characters, none of `[]:*?/\`.
fn short(name: &str) -> String {
    let plain: String = name.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    plain.trim().chars().take(31).collect::<String>().trim().to_owned()
}
