//! Spreadsheets as people's programs write them, made here: dates that are numbers, texts in place, formulas, repetitions.

use super::*;
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of members.
pub fn archive(members: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with the rows of its sheet, and its shared texts.
pub fn workbook(rows: &str, shared: &str, properties: &str) -> Vec<u8> {
    let namespace = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"urn:r\"";
    let book = format!(
        "<workbook {namespace}><workbookPr {properties}/><sheets><sheet name=\"A\" r:id=\"rId9\"/></sheets></workbook>"
    );
    let styles = format!(
        "<styleSheet {namespace}><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd\\/mm\\/yyyy\"/></numFmts>\
         <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>"
    );
    archive(&[
        ("xl/workbook.xml", &book),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId9\" Target=\"worksheets/s.xml\"/></Relationships>",
        ),
        ("xl/styles.xml", &styles),
        ("xl/sharedStrings.xml", &format!("<sst {namespace}>{shared}</sst>")),
        ("xl/worksheets/s.xml", &format!("<worksheet {namespace}><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

/// A spreadsheet of OpenDocument with the rows of its table.
pub fn opendocument(rows: &str) -> Vec<u8> {
    let spaces: String = [("office", "office"), ("table", "table"), ("text", "text")]
        .map(|(prefix, name)| format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""))
        .concat();
    archive(&[(
        "content.xml",
        &format!("<office:document{spaces}><table:table>{rows}</table:table></office:document>"),
    )])
}

pub fn inline(texts: &[&str]) -> String {
    let cells = texts.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
    format!("<row>{}</row>", cells.collect::<String>())
}

const HEADER: [&str; 4] = ["compte", "situation", "date", "fait"];

#[test]
fn dates_of_excel_are_days() {
    for (properties, serial) in [("", "46346"), ("date1904=\"1\"", "44884")] {
        let row = format!(
            "<row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" t=\"str\"><f>\"x\"</f><v>t1-s01</v></c>\
             <c r=\"C3\" s=\"1\"><v>{serial}</v></c><c r=\"D3\"><v>1</v></c></row>"
        );
        let shared = "<si><r><t>a</t></r><r><t>da</t></r><rPh sb=\"0\" eb=\"1\"><t>no</t></rPh></si>";
        let told = tell(&workbook(&(inline(&HEADER) + &row), shared, properties), &options());
        assert_eq!((told.deeds(), told.codes()), (vec!["ada completed".to_owned()], vec![]));
        assert_eq!(told.statements[0]["timestamp"], "2026-11-20T11:00:00Z");
    }
}

#[test]
fn a_finding_names_the_row_of_the_spreadsheet() {
    let row = "<row r=\"40\"><c r=\"A40\" t=\"inlineStr\"><is><t>ada</t></is></c></row>";
    let told = tell(&workbook(&(inline(&HEADER) + row), "", ""), &options());
    assert_eq!(told.findings.iter().map(|(_, line)| *line).collect::<Vec<_>>(), [40, 40, 40]);
}

#[test]
fn a_number_without_a_date_format_is_no_date() {
    let row = "<row><c t=\"inlineStr\"><is><t>ada</t></is></c><c t=\"inlineStr\"><is><t>t1-s01</t></is></c><c><v>46346</v></c><c><v>1</v></c></row>";
    assert_eq!(tell(&workbook(&(inline(&HEADER) + row), "", ""), &options()).codes(), ["F015"]);
}

#[test]
fn opendocument_repeats_and_dates() {
    let text = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let header: String = HEADER.map(text).concat();
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2026-11-20\"><text:p>20/11/26</text:p></table:table-cell>";
    let row =
        |who: &str| format!("<table:table-row>{}{}{date}{}</table:table-row>", text(who), text("t1-s01"), text("oui"));
    let end = "<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
    let rows =
        format!("<table:table-row>{header}</table:table-row>{}{}{end}", row("ada"), row("b<text:s text:c=\"2\"/>c"));
    let told = tell(&opendocument(&rows), &options());
    assert_eq!((told.deeds(), told.codes()), (vec!["ada completed".to_owned(), "b  c completed".to_owned()], vec![]));
}
