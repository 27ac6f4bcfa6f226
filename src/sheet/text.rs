//! Tables as text: fields between commas, semicolons or tabs, quoted as RFC 4180 has it. Read by hand, because each
//! cell is to have its place, and because a quotation mark that is never closed must not swallow the rest of the file
//! without a word.

use super::decode::decode;
use super::{Cell, Fault, MOST_CELLS, MOST_ROWS, Row, Sheet, refuse, rules};
use crate::diagnostic::Findings;
use crate::source::{Place, Source};

/// Separators in the order in which they are preferred where a header has as many fields with either.
const SEPARATORS: [u8; 3] = *b"\t;,";

pub(super) fn read(path: &str, bytes: &[u8], findings: &mut Findings) -> Option<Sheet> {
    let file = Place::file(path);
    let Some((text, guessed)) = decode(bytes) else { return refuse(Fault::NotATable, &file, findings) };
    if text.trim_start().starts_with('<') {
        findings.add(&rules::WEB_PAGE, &file);
        return None;
    }
    if let Some(encoding) = guessed {
        findings.add(&rules::GUESSED, &file).with("encoding", encoding);
    }
    let source = Source::new(path, text);
    match rows(&source, findings) {
        Ok(rows) => Some(Sheet { source, rows, more: Vec::new() }),
        Err(fault) => refuse(fault, &file, findings),
    }
}

fn rows(source: &Source, findings: &mut Findings) -> Result<Vec<Row>, Fault> {
    let text = source.text();
    let (separator, mut at) = told(text).unwrap_or_else(|| (separator(source), 0));
    let (mut rows, mut cells, mut lines) = (Vec::new(), 0, 0);
    while at < text.len() {
        let record = record(source, at, separator);
        at = record.next;
        lines += 1;
        cells += record.row.cells.len();
        if lines > MOST_ROWS || cells > MOST_CELLS {
            return Err(Fault::TooLarge);
        }
        match record.open {
            Some(quote) => {
                findings.add(&rules::OPEN_QUOTE, &source.place(quote..quote + 1));
            }
            None => rows.extend((!record.row.is_empty()).then_some(record.row)),
        }
    }
    Ok(rows)
}

/// The separator that the first line tells, as it does for Excel, and where the next line begins.
fn told(text: &str) -> Option<(u8, usize)> {
    let rest = text.strip_prefix("sep=")?;
    let end = rest.find('\n')?;
    let [separator] = rest[..end].trim_end_matches('\r').as_bytes() else { return None };
    SEPARATORS.contains(separator).then_some((*separator, "sep=".len() + end + 1))
}

/// The separator that gives the first row the most cells.
fn separator(source: &Source) -> u8 {
    let text = source.text();
    let start = text.len() - text.trim_start_matches(['\r', '\n']).len();
    let count = |separator: &u8| record(source, start, *separator).row.cells.len();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

struct Record {
    row: Row,
    /// Where the next one begins.
    next: usize,
    /// Where the quotation mark stands that is never closed.
    open: Option<usize>,
}

fn record(source: &Source, start: usize, separator: u8) -> Record {
    let text = source.text();
    let (mut cells, mut at) = (Vec::new(), start);
    loop {
        let (cell, stop, open) = field(text, at, separator);
        cells.push(cell);
        match text.as_bytes().get(stop) {
            Some(byte) if *byte == separator && cells.len() <= MOST_CELLS => at = stop + 1,
            _ => {
                let end = if text[start..stop].ends_with('\r') { stop - 1 } else { stop };
                return Record { row: Row { range: start..end, source: source.clone(), cells }, next: stop + 1, open };
            }
        }
    }
}

/// A field, and where the separator or the end of the line stands behind it.
fn field(text: &str, start: usize, separator: u8) -> (Cell, usize, Option<usize>) {
    let bytes = text.as_bytes();
    let is_end = |byte: &u8| *byte == separator || *byte == b'\n';
    let plain = |from: usize| bytes[from..].iter().position(is_end).map_or(bytes.len(), |length| from + length);
    if bytes.get(start) != Some(&b'"') {
        let stop = plain(start);
        let value = text[start..stop].trim();
        return (Cell::new(text, start..start + text[start..stop].trim_end().len(), value), stop, None);
    }
    let (mut value, mut at) = (String::new(), start + 1);
    loop {
        let Some(length) = text[at..].find('"') else {
            return (Cell::default(), bytes.len(), Some(start));
        };
        value.push_str(&text[at..at + length]);
        at += length + 1;
        if bytes.get(at) != Some(&b'"') {
            break;
        }
        value.push('"');
        at += 1;
    }
    // What stands behind a closing quotation mark belongs to the field all the same, as every spreadsheet reads it.
    let stop = plain(at);
    value.push_str(text[at..stop].trim_end());
    (Cell::new(text, start..stop, value.trim()), stop, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> (Vec<Vec<String>>, usize) {
        let mut findings = Findings::default();
        let rows = rows(&Source::new("a.csv", text), &mut findings).expect("small");
        let texts = rows.iter().map(|row| row.texts().map(str::to_owned).collect());
        (texts.collect(), findings.sorted().len())
    }

    #[test]
    fn fields_are_those_of_a_spreadsheet() {
        for (text, expected) in [
            ("a;b\r\n1;2\r\n", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("a\tb,c\n\n\"x\ny\"\t\"1,\"\"2\"\"\"", vec![vec!["a", "b,c"], vec!["x\ny", "1,\"2\""]]),
            (",\"b;c\",d\n1,2,3", vec![vec!["", "b;c", "d"], vec!["1", "2", "3"]]),
            ("a, b \n \"q\"x , ", vec![vec!["a", "b"], vec!["\"q\"x", ""]]),
            ("a,b\n\"q\" x,2", vec![vec!["a", "b"], vec!["q x", "2"]]),
        ] {
            assert_eq!(cells(text).0, expected, "{text:?}");
        }
        assert_eq!(cells("a,b\n1,2\n\"3,4\n5,6").1, 1);
    }
}
