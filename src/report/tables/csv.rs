//! Text: UTF-8 with a byte order mark, by which spreadsheets know it, lines that end in CRLF (RFC 4180), and every field
//! that a spreadsheet would calculate disarmed.

use super::{Sheet, Value};

/// What stands between two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// A comma.
    Comma,
    /// A semicolon, which spreadsheets expect where the comma is the decimal sign.
    Semicolon,
    /// A tab.
    Tab,
}

impl Separator {
    fn sign(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
        }
    }
}

pub(super) fn write(sheets: &[Sheet], separator: Separator) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for (number, sheet) in sheets.iter().enumerate() {
        if number > 0 {
            out.push_str("\r\n");
        }
        line(&mut out, &[Value::Text(sheet.name.clone())], separator);
        sheet.rows.iter().for_each(|row| line(&mut out, row, separator));
    }
    out.into_bytes()
}

fn line(out: &mut String, row: &[Value], separator: Separator) {
    for (at, value) in row.iter().enumerate() {
        if at > 0 {
            out.push(separator.sign());
        }
        match value {
            Value::Number(number) => out.push_str(&number.to_string()),
            Value::Text(text) => field(out, &disarmed(text), separator.sign()),
        }
    }
    out.push_str("\r\n");
}

/// A text that no spreadsheet takes for a formula (OWASP, CSV injection).
fn disarmed(text: &str) -> String {
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

fn field(out: &mut String, text: &str, separator: char) {
    if text.contains([separator, '"', '\n', '\r', '\'']) || text.starts_with(' ') {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}
