//! GIFT. It holds no files, no hints and no ids of categories; what is put in order becomes pairs of a step and its place, because the
//! form of `qtype_ordering` has no feedback, is not unescaped, and means something else before Moodle 4.4. Source: `qformat_gift`.

use super::bank::{Bank, Category, Entry, Kind};
use super::moodle_xml::without_pictures;

/// The file. Questions are parted by empty lines, and none has one inside.
pub fn write(bank: &Bank<'_>) -> Vec<u8> {
    // In the block of the first category, because a comment alone is a question to some readers.
    let mut out = format!("// {}\n", bank.credits);
    for category in bank.categories.iter().filter(|category| !category.entries.is_empty()) {
        head(&mut out, category);
        category.entries.iter().for_each(|entry| question(&mut out, entry));
    }
    out.into_bytes()
}

/// The path of a category is not unescaped.
fn head(out: &mut String, category: &Category) {
    out.push_str(&format!("$CATEGORY: {}\n\n", category.path));
}

fn question(out: &mut String, entry: &Entry) {
    let bracket = |text: &str| text.replace(']', "\\]");
    let tags: String = entry.tags.iter().map(|tag| format!(" [tag:{}]", bracket(tag))).collect();
    out.push_str(&format!("// [id:{}]{tags}\n", bracket(&entry.idnumber)));
    out.push_str(&format!("::{}::[html]{}", escaped(&entry.name), html(&entry.said.text)));
    if !matches!(entry.kind, Kind::Story) {
        out.push_str("{\n");
        answers(out, entry);
        if !entry.said.feedback.is_empty() {
            out.push_str(&format!("####{}\n", html(&entry.said.feedback)));
        }
        out.push('}');
    }
    out.push_str("\n\n");
}

fn answers(out: &mut String, entry: &Entry) {
    let parts = &entry.said.parts;
    match &entry.kind {
        Kind::Story => {}
        Kind::Choice { single, shares } => {
            for ([text, feedback], share) in parts.iter().zip(shares) {
                let mark = match (*single, share.as_str()) {
                    (true, "100") => "=".to_owned(),
                    (true, _) => "~".to_owned(),
                    (false, share) => format!("~%{share}%"),
                };
                let feedback = if feedback.is_empty() { String::new() } else { format!("#{}", html(feedback)) };
                out.push_str(&format!("{mark}{}{feedback}\n", html(text)));
            }
        }
        Kind::Pairs => {
            parts.iter().for_each(|[text, with]| out.push_str(&format!("={} -> {}\n", html(text), escaped(with))));
        }
        Kind::Order => {
            parts.iter().zip(1..).for_each(|([text, _], place)| out.push_str(&format!("={} -> {place}\n", html(text))));
        }
    }
}

fn html(text: &str) -> String {
    escaped(&without_pictures(text))
}

/// Characters that mean something get a backslash (`qformat_gift::repchar`). Line breaks end a question where two follow each other.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '#' | '=' | '~' | '{' | '}' | ':' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out
}
