//! OpenDocument spreadsheets: ODF 1.3, part 3, 9.

use super::package::{escaped, package};
use super::{Sheet, Value};
use std::fmt::Write;

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

pub(super) fn write(sheets: &[Sheet]) -> Result<Vec<u8>, String> {
    package(&[("mimetype", TYPE.to_owned()), ("META-INF/manifest.xml", manifest()), ("content.xml", content(sheets))])
}

fn manifest() -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
         <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"{TYPE}\"/>\
         <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    )
}

fn content(sheets: &[Sheet]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
         office:version=\"1.3\"><office:body><office:spreadsheet>",
    );
    for sheet in sheets {
        let columns = sheet.rows.iter().map(Vec::len).max().unwrap_or(1).max(1);
        let _ = write!(
            out,
            "<table:table table:name=\"{}\"><table:table-column table:number-columns-repeated=\"{columns}\"/>",
            escaped(&sheet.name)
        );
        for row in &sheet.rows {
            out.push_str("<table:table-row>");
            row.iter().for_each(|value| cell(&mut out, value));
            out.push_str("</table:table-row>");
        }
        out.push_str("</table:table>");
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    out
}

fn cell(out: &mut String, value: &Value) {
    let _ = match value {
        Value::Number(number) => write!(
            out,
            "<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>"
        ),
        Value::Text(text) => {
            write!(
                out,
                "<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>",
                escaped(text)
            )
        }
    };
}
