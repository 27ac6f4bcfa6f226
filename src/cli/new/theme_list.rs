//! One more id in the `themes` list of `deck.toml`, with everything else as its author wrote it: order, comments, line ends.

use crate::deck::Deck;
use std::path::Path;
use std::{fs, io};

/// Writes the id behind the others: beside, then renamed.
///
/// # Errors
/// Where the disk says no, and where the file is not the one that the deck was read from.
pub fn add(root: &Path, deck: &Deck, id: &str) -> io::Result<()> {
    let path = root.join("deck.toml");
    let written = fs::read_to_string(&path)?;
    let list = &deck.themes.place;
    let text = list.source.text();
    if list.start == list.end || written.replace("\r\n", "\n").trim_start_matches('\u{feff}') != text {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let last = deck.themes.last().map(|theme| theme.place.end);
    let mut new = with(text, (list.start, list.end), last, id);
    if written.contains("\r\n") {
        new = new.replace('\n', "\r\n");
    }
    let beside = root.join(".deck.toml.part");
    fs::write(&beside, new).and_then(|()| fs::rename(&beside, &path))
}

/// A text with one more entry in the list at these bytes, whose last entry ends at `last`.
fn with(text: &str, (start, end): (usize, usize), last: Option<usize>, id: &str) -> String {
    let close = end - 1;
    let behind = last.unwrap_or(start + 1);
    let tail = &text[behind..close];
    let has_comma = tail.lines().any(|line| line.split('#').next().unwrap_or_default().contains(','));
    let comma = if last.is_some() && !has_comma { "," } else { "" };
    match tail.rfind('\n') {
        // On a line of its own, before that of the bracket, so that comments stay with what they are about.
        Some(at) => {
            let line = last.map_or(behind, |last| text[..last].rfind('\n').map_or(0, |at| at + 1));
            let indent: String = text[line..].chars().take_while(|c| *c == ' ' || *c == '\t').collect();
            let (before, at) = (&text[..behind], behind + at);
            let end = if has_comma { "," } else { "" };
            format!("{before}{comma}{}\n{indent}\"{id}\"{end}{}", &text[behind..at], &text[at..])
        }
        None => {
            let space = if last.is_some() { ", " } else { "" };
            format!("{}{space}\"{id}\"{}", &text[..behind], &text[close..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with;

    #[test]
    fn an_entry_is_added_and_nothing_else_is_touched() {
        for (list, wanted) in [
            (r#"["t1"]"#, r#"["t1", "t2"]"#),
            (r#"["t1",]"#, r#"["t1", "t2"]"#),
            (r#"[ "t1" ]"#, r#"[ "t1", "t2"]"#),
            ("[]", r#"["t2"]"#),
            ("[\n  \"t1\"\n]", "[\n  \"t1\",\n  \"t2\"\n]"),
            ("[\n  \"t1\", # one, first\n]", "[\n  \"t1\", # one, first\n  \"t2\",\n]"),
            ("[\n\t\"t1\" # one, first\n]", "[\n\t\"t1\", # one, first\n\t\"t2\"\n]"),
            ("[\n  \"t1\",\n  # more to come\n]", "[\n  \"t1\",\n  # more to come\n  \"t2\",\n]"),
        ] {
            let text = format!("themes = {list} # the themes\nid = \"x\"\n");
            let last = text.find("\"t1\"").map(|at| at + 4);
            let made = with(&text, (9, 9 + list.len()), last, "t2");
            assert_eq!(made, format!("themes = {wanted} # the themes\nid = \"x\"\n"), "{list}");
            assert!(toml::from_str::<toml::Table>(&made).is_ok());
        }
    }
}
