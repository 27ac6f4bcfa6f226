//! One text, tick or attribute of a body is set where it is written. Knows no field of front matter.

use super::body::Body;
use super::refusal::Refusal;
use crate::form::is_id;
use crate::translate::{Edit, Section, put, tidy};
use serde_json::Value;

/// The changes that give a name of a body a value: `/prompts/prompt-1` a text, `/q1/option-1@mark` true or false, `/q1@source` a text
/// or null.
///
/// # Errors
/// Where there is nothing of that name, or it can hold no such value.
pub fn set(body: &Body, text: &str, name: &str, value: &Value) -> Result<Vec<Edit>, Refusal> {
    let unknown = || Refusal::new("unknown_piece", name);
    match name.split_once('@') {
        Some((entry, "mark")) => {
            let mark = body.entry(entry).and_then(|entry| entry.mark.clone()).ok_or_else(unknown)?;
            let is = value.as_bool().ok_or_else(|| Refusal::new("wrong_kind", name))?;
            if text[mark.clone()].contains(['x', 'X']) == is {
                return Ok(Vec::new());
            }
            let sign = if is { "x" } else { " " };
            Ok(vec![Edit { range: mark.start + 1..mark.start + 2, text: sign.to_owned() }])
        }
        Some((section, key)) => {
            let (section, _) = body.section(section, text).ok_or_else(unknown)?;
            attribute(section, text, key, value)
        }
        None => {
            let unit = body.unit(name).ok_or_else(unknown)?;
            let wanted = value.as_str().ok_or_else(|| Refusal::new("wrong_kind", name))?.replace("\r\n", "\n");
            let wanted = tidy(&wanted, unit.spelling);
            if wanted.is_empty() {
                return Err(Refusal::new("empty_piece", name));
            }
            if wanted == tidy(&unit.text, unit.spelling) {
                return Ok(Vec::new());
            }
            // A heading is one line.
            let in_heading = body.walked.sections.iter().any(|section| section.heading.contains(&unit.range.start));
            let wanted = if in_heading { wanted.replace('\n', " ") } else { wanted };
            Ok(vec![put(text, unit, &wanted)])
        }
    }
}

/// `key=value` behind a heading is changed, added or, for null, removed. A value is one word; no id changes here.
fn attribute(section: &Section, text: &str, key: &str, value: &Value) -> Result<Vec<Edit>, Refusal> {
    let heading = &text[section.heading.clone()];
    let name = || format!("{}@{key}", section.context);
    let (Some(open), Some(close)) = (heading.rfind("{#"), heading.rfind('}')) else {
        return Err(Refusal::new("unknown_piece", name()));
    };
    let wanted = match value {
        Value::Null => None,
        Value::String(word) if is_word(word) => Some(word),
        Value::String(word) if word.is_empty() => None,
        _ => return Err(Refusal::new("not_word", name())),
    };
    if !is_id(key) {
        return Err(Refusal::new("unknown_piece", name()));
    }
    let start = section.heading.start;
    let present = heading[open..close].find(&format!(" {key}=")).map(|at| {
        let at = open + at;
        let length = heading[at + 1..close].find(' ').map_or(close - at, |end| end + 1);
        start + at..start + at + length
    });
    Ok(match (present, wanted) {
        (None, None) => Vec::new(),
        (Some(range), None) => vec![Edit { range, text: String::new() }],
        (Some(range), Some(word)) => vec![Edit { range, text: format!(" {key}={word}") }],
        (None, Some(word)) => {
            let at = start + open + heading[open..close].trim_end().len();
            vec![Edit { range: at..at, text: format!(" {key}={word}") }]
        }
    })
}

fn is_word(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b"-,_".contains(&b))
}
