//! A list of texts in TOML becomes another one, with its comments, indents and commas. Knows no field.

use super::spelling::written;
use super::toml_text::{TomlText, as_json};
use super::written::{line_end, line_start};
use crate::translate::Edit;
use serde_json::Value;
use std::ops::Range;

/// The changes that make the list of a path the wanted one. What both have at their beginning and end is not touched.
pub fn change(toml: &TomlText<'_>, path: &[&str], wanted: &[Value]) -> Vec<Edit> {
    let Some(found) = toml.find(path) else { return Vec::new() };
    let elements = toml.elements(path);
    let old = found.value.as_array().map(|list| list.iter().map(|value| as_json(value.get_ref())).collect::<Vec<_>>());
    let old = old.unwrap_or_default();
    let front = old.iter().zip(wanted).take_while(|(a, b)| a == b).count();
    let back = old[front..].iter().rev().zip(wanted[front..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (middle, new) = (&elements[front..elements.len() - back], &wanted[front..wanted.len() - back]);
    let mut edits: Vec<Edit> = middle
        .iter()
        .zip(new)
        .map(|(range, value)| Edit { range: range.clone(), text: written(value, &toml.text[range.clone()]) })
        .collect();
    let both = middle.len().min(new.len());
    let style = elements.first().map_or("", |first| &toml.text[first.clone()]);
    let more: Vec<String> = new[both..].iter().map(|value| written(value, style)).collect();
    match elements.get(front + both) {
        _ if more.is_empty() => {}
        Some(next) => edits.push(before(toml.text, next, &more)),
        None => edits.extend(append(toml.text, &found.range, elements.last().map(|last| last.end), &more)),
    }
    let gone = front + both..front + middle.len();
    if gone.len() == elements.len() && !gone.is_empty() && new.is_empty() {
        // Comments about what is gone stay: only the texts and their commas go.
        return elements
            .iter()
            .map(|range| Edit { range: with_comma(toml.text, range), text: String::new() })
            .collect();
    }
    edits.extend((!gone.is_empty()).then(|| without(toml.text, &elements, gone)));
    edits
}

/// New entries before another one, each on its line where that one is.
fn before(text: &str, next: &Range<usize>, more: &[String]) -> Edit {
    let line = line_start(text, next.start);
    let indent = &text[line..next.start];
    let space = if indent.trim().is_empty() { format!(",\n{indent}") } else { ", ".to_owned() };
    Edit { range: next.start..next.start, text: more.iter().map(|entry| format!("{entry}{space}")).collect() }
}

/// New entries at the end of the list at `list`, whose last entry ends at `last`. In a list of lines they stand on lines of their own
/// before that of the bracket, so that comments stay with what they are about.
pub fn append(text: &str, list: &Range<usize>, last: Option<usize>, more: &[String]) -> Vec<Edit> {
    let behind = last.unwrap_or(list.start + 1);
    let tail = &text[behind..list.end - 1];
    let has_comma = tail.lines().any(|line| line.split('#').next().unwrap_or_default().contains(','));
    match tail.rfind('\n') {
        Some(at) => {
            let line = last.map_or(behind, |last| line_start(text, last));
            let indent: String = text[line..].chars().take_while(|c| *c == ' ' || *c == '\t').collect();
            let comma = if last.is_some() && !has_comma { "," } else { "" };
            let end = if has_comma { "," } else { "" };
            let entries = more.iter().map(|entry| format!("\n{indent}{entry}")).collect::<Vec<_>>().join(",") + end;
            let at = behind + at;
            vec![Edit { range: behind..behind, text: comma.to_owned() }, Edit { range: at..at, text: entries }]
        }
        None => {
            let space = if last.is_some() { ", " } else { "" };
            vec![Edit { range: behind..list.end - 1, text: format!("{space}{}", more.join(", ")) }]
        }
    }
}

/// The change that takes a run of entries out: whole lines where they have them for themselves, and one comma.
pub fn without(text: &str, elements: &[Range<usize>], gone: Range<usize>) -> Edit {
    let own = &(elements[gone.start].start..elements[gone.end - 1].end);
    let (start, end) = (line_start(text, own.start), line_end(text, own.end));
    let is_alone = text[start..own.start].trim().is_empty()
        && text[own.end..end].split('#').next().unwrap_or_default().trim_matches([',', ' ', '\t', '\n']).is_empty();
    let range = match (elements.get(gone.end), gone.start.checked_sub(1).map(|before| &elements[before])) {
        _ if is_alone => start..end,
        (Some(next), _) if !text[own.end..next.start].contains('\n') => own.start..next.start,
        (_, Some(before)) if !text[before.end..own.start].contains('\n') => before.end..own.end,
        _ => with_comma(text, own),
    };
    Edit { range, text: String::new() }
}

/// An entry with the comma behind it.
fn with_comma(text: &str, own: &Range<usize>) -> Range<usize> {
    let behind = &text[own.end..];
    let space = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let comma = usize::from(behind[space..].starts_with(','));
    let more =
        if comma == 1 { behind[space + 1..].len() - behind[space + 1..].trim_start_matches(' ').len() } else { 0 };
    own.start..own.end + if comma == 1 { space + 1 + more } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::edit::fresh::listed;

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
            let text = |list: &str| format!("themes = {list} # the themes\nid = \"x\"\n");
            assert_eq!(listed(&text(list), "t2").unwrap(), text(wanted), "{list}");
        }
    }

    #[test]
    fn entries_go_and_come_anywhere_in_a_list() {
        for (list, values, wanted) in [
            (r#"["a", "b", "c"]"#, r#"["a", "c"]"#, r#"["a", "c"]"#),
            (r#"["a", "b", "c"]"#, r#"["a"]"#, r#"["a"]"#),
            (r#"["a", "b"]"#, "[]", "[]"),
            (r#"['a', "b"]"#, r#"["x", "b"]"#, r#"['x', "b"]"#),
            (r#"["a", "c"]"#, r#"["a", "b", "c"]"#, r#"["a", "b", "c"]"#),
            ("[\n  \"a\", # one\n  \"b\", # two\n]", r#"["b"]"#, "[\n  \"b\", # two\n]"),
            ("[\n  \"a\", # one\n  \"b\" # two\n]", r#"["a"]"#, "[\n  \"a\", # one\n]"),
            (
                "[\n  \"a\", # one\n  \"b\", # two\n]",
                r#"["a", "x", "b"]"#,
                "[\n  \"a\", # one\n  \"x\",\n  \"b\", # two\n]",
            ),
        ] {
            let text = |list: &str| format!("themes = {list} # the themes\nid = \"x\"\n");
            let values = serde_json::from_str(values).unwrap();
            assert_eq!(crate::edit::set("deck.toml", &text(list), "themes", &values).unwrap(), text(wanted), "{list}");
        }
    }
}
