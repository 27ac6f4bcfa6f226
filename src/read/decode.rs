//! The bytes of a text file as text, with `\n` at the end of lines. Knows no deck file.

use super::rules;
use crate::diagnostic::Findings;
use crate::form;
use crate::source::Source;

/// A file with more control characters than this is no text.
const MOST_CONTROLS: usize = 20;

/// The text of a file; none, with a finding, where it is no text in UTF-8. A control character becomes a space, with a finding,
/// so that the rest of the file is still read.
pub fn decode(path: &str, bytes: Vec<u8>, findings: &mut Findings) -> Option<Source> {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            findings.add(&rules::NOT_UTF8, &Source::new(path, text).place(valid..valid + 1));
            return None;
        }
    };
    let bare = text.strip_prefix('\u{feff}').map(str::to_owned);
    let is_marked = bare.is_some();
    let text = bare.unwrap_or(text);
    // Hardly any file has other line ends, and is copied.
    let source = Source::new(path, if text.contains('\r') { lines(&text) } else { text });
    if is_marked {
        findings.add(&rules::BYTE_ORDER_MARK, &source.whole());
    }
    let is_control = |c: char| form::is_invisible(c) && !"\n\t".contains(c);
    let controls: Vec<(usize, char)> = source.text().char_indices().filter(|(_, c)| is_control(*c)).collect();
    match controls.first() {
        None => return Some(source),
        Some((at, _)) if controls.len() > MOST_CONTROLS => {
            findings.add(&rules::NOT_UTF8, &source.place(*at..at + 1));
            return None;
        }
        Some(_) => {}
    }
    let mut clean = source.text().to_owned();
    for (at, c) in controls {
        let code = format!("U+{:04X}", u32::from(c));
        findings.add(&rules::CONTROL, &source.place(at..at + c.len_utf8())).with("code", code);
        clean.replace_range(at..at + c.len_utf8(), &" ".repeat(c.len_utf8()));
    }
    Some(Source::new(path, clean))
}

/// A text with `\n` at the end of lines.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
