//! The catalogue of gettext and how it is written. Knows nothing of decks.

use crate::source::Place;
use std::fmt::Write as _;

/// One entry to write.
#[derive(Debug, Default)]
pub struct Entry {
    /// What the text is, for the translator.
    pub comment: String,
    /// File and line of the source.
    pub reference: String,
    /// Whether a person has to look at it again.
    pub fuzzy: bool,
    /// What names the entry, whatever its text.
    pub context: String,
    /// The text of the source that was translated, where it was another one and is known.
    pub previous: Option<String>,
    /// The text of the source.
    pub id: String,
    /// Its translation; empty where there is none.
    pub text: String,
}

/// One entry as it was read, with places for findings.
#[derive(Debug)]
pub struct Message {
    /// What names the entry; none in the header.
    pub context: Option<String>,
    /// The text of the source.
    pub id: String,
    /// Its translation.
    pub text: String,
    /// Whether a person has to look at it again.
    pub fuzzy: bool,
    /// Where its context stands, or its text where it has none.
    pub place: Place,
    /// Where the translation stands.
    pub text_place: Place,
}

/// A whole catalogue: the header's fields, then the entries. No line is broken but where the text is, so that a change of one
/// text changes one line.
pub fn write(header: &[(&str, &str)], entries: &[Entry]) -> String {
    let fields: String = header.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
    let mut out = format!("msgid \"\"\nmsgstr {}", quoted(&fields));
    for entry in entries {
        out.push('\n');
        let flag = if entry.fuzzy { "#, fuzzy\n" } else { "" };
        // Writing into a string cannot fail.
        let _ = write!(out, "#. {}\n#: {}\n{flag}", entry.comment, entry.reference);
        if let Some(before) = &entry.previous {
            for line in format!("msgid {}", quoted(before)).lines() {
                let _ = writeln!(out, "#| {line}");
            }
        }
        let _ = write!(out, "msgctxt {}", quoted(&entry.context));
        let _ = write!(out, "msgid {}msgstr {}", quoted(&entry.id), quoted(&entry.text));
    }
    out
}

/// A text in quotation marks; one of several lines begins on a line of its own, as all tools write it.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    if text.trim_end_matches('\n').contains('\n') || text.ends_with('\n') {
        out.push_str("\"\"\n");
    }
    for line in text.split_inclusive('\n') {
        let _ = writeln!(out, "\"{}\"", escaped(line));
    }
    if out.is_empty() { "\"\"\n".to_owned() } else { out }
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_several_lines_begins_on_its_own() {
        assert_eq!(quoted(""), "\"\"\n");
        assert_eq!(quoted("a \"b\" \\ c"), "\"a \\\"b\\\" \\\\ c\"\n");
        assert_eq!(quoted("a\nb"), "\"\"\n\"a\\n\"\n\"b\"\n");
    }
}
