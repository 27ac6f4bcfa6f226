//! The small forms that every file of a deck is made of: TOML strings, front matter, sections.

/// A text as a TOML string on one line. Control characters, such as the tabs of a table of contents, become spaces, because no deck may have them.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out + "\""
}

/// A list of texts in TOML.
pub fn list<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    format!("[{}]", texts.into_iter().map(quoted).collect::<Vec<_>>().join(", "))
}

/// Front matter made of keys and their values in TOML, with a blank line behind it.
pub fn front_matter(fields: &[(&str, String)]) -> String {
    let lines: String = fields.iter().map(|(key, value)| format!("{key} = {value}\n")).collect();
    format!("+++\n{lines}+++\n\n")
}

/// A heading with its attribute, and what stands below it.
pub fn section(level: usize, title: &str, id: &str, body: &str) -> String {
    let gap = if body.is_empty() { "" } else { "\n" };
    format!("\n{} {title} {{#{id}}}\n{gap}{body}", "#".repeat(level))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_quoted_text_is_read_back(text in r#"(?s).{0,30}|["\\\n\t\u{0}-\u{1f}\u{7f}']{0,10}"#) {
            let table: toml::Table = toml::from_str(&format!("a = {}", quoted(&text))).unwrap();
            let kept = text.replace(char::is_control, " ");
            prop_assert_eq!(table["a"].as_str(), Some(kept.as_str()), "and on one line: front matter is read line by line");
        }
    }

    #[test]
    fn front_matter_quotes_its_texts() {
        let fields = [("id", quoted("a")), ("l", list(["x \"y\"", r"z\"]))];
        assert_eq!(front_matter(&fields), "+++\nid = \"a\"\nl = [\"x \\\"y\\\"\", \"z\\\\\"]\n+++\n\n");
    }
}
