//! Office Open XML workbooks: ECMA-376, part 1, 18. Texts are inline, so that no table of them is needed.

use super::package::{escaped, package};
use super::{Sheet, Value};
use std::fmt::Write;

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    let names: Vec<String> = (1..=sheets.len()).map(|number| format!("xl/worksheets/sheet{number}.xml")).collect();
    let mut members = vec![
        ("[Content_Types].xml", types(sheets.len())),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml", workbook(sheets)),
        ("xl/_rels/workbook.xml.rels", {
            let of = |number: usize| ("worksheet", format!("worksheets/sheet{number}.xml"));
            relations(&(1..=sheets.len()).map(of).collect::<Vec<_>>())
        }),
    ];
    members.extend(names.iter().map(String::as_str).zip(sheets.iter().map(worksheet)));
    package(&members)
}

fn types(sheets: usize) -> String {
    let mut out = format!(
        "{XML}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/>"
    );
    for number in 1..=sheets {
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{TYPE}.worksheet+xml\"/>"
        );
    }
    out + "</Types>"
}

fn relations(all: &[(&str, String)]) -> String {
    let mut out = format!("{XML}<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (number, (kind, target)) in (1..).zip(all) {
        let _ = write!(out, "<Relationship Id=\"r{number}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>");
    }
    out + "</Relationships>"
}

fn workbook(sheets: &[Sheet]) -> String {
    let mut out = format!("{XML}<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (number, sheet) in (1..).zip(sheets) {
        let _ = write!(out, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"r{number}\"/>", escaped(&sheet.name));
    }
    out + "</sheets></workbook>"
}

fn worksheet(sheet: &Sheet) -> String {
    let mut out = format!("{XML}<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (number, row) in (1..).zip(&sheet.rows) {
        let _ = write!(out, "<row r=\"{number}\">");
        for (column, value) in row.iter().enumerate() {
            let place = format!("{}{number}", letters(column));
            let _ = match value {
                Value::Number(value) => write!(out, "<c r=\"{place}\"><v>{value}</v></c>"),
                Value::Text(text) => write!(
                    out,
                    "<c r=\"{place}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
                    escaped(text)
                ),
            };
        }
        out.push_str("</row>");
    }
    out + "</sheetData></worksheet>"
}

/// The letters of a column, from 0: A, …, Z, AA, ….
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(column % 26).unwrap_or(0)));
        if column < 26 {
            return letters.into_iter().rev().collect();
        }
        column = column / 26 - 1;
    }
}
