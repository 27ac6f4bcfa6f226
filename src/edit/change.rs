//! One change of one file, as a page asks for it. Knows no disk.

use super::body::Body;
use super::refusal::Refusal;
use super::toml_text::TomlText;
use super::what::What;
use super::written::Written;
use super::{body_new, body_shape, body_text, tables, value};
use crate::translate::Edit;
use serde::Deserialize;
use serde_json::{Map, Value};

/// One change of a file. Names of fields are paths such as `title.fr` or `credits.0.name`; names in the body begin with `/`.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
pub enum Change {
    /// Gives a field or a piece a value; null removes a field.
    Set {
        /// The field, the piece, `ENTRY@mark` or `PART@attribute`.
        name: String,
        /// A text, a number, a list of texts, true or false for a mark, or null.
        value: Value,
    },
    /// Adds a table to a list of tables.
    Table {
        /// The list, for instance `credits`.
        name: String,
        /// The values of its fields.
        values: Map<String, Value>,
    },
    /// Adds something to a part or an entry of the body.
    Add {
        /// The part or the entry; empty for the body itself.
        name: String,
        /// What.
        new: body_new::New,
    },
    /// Takes out a table of a list (`credits.0`), or a part, an entry or a text of the body.
    Remove {
        /// What.
        name: String,
    },
    /// Lets two tables of a list, two entries or two parts change places.
    Swap {
        /// One.
        name: String,
        /// The other.
        with: String,
    },
}

/// A file's text with one value set: everything else keeps its bytes.
///
/// # Errors
/// Where the file has no such value, it is of another kind, or the file can only be edited as text.
pub fn set(key: &str, raw: &str, name: &str, value: &Value) -> Result<String, Refusal> {
    change(key, raw, &Change::Set { name: name.to_owned(), value: value.clone() })
}

/// A file's text with one change made: everything else keeps its bytes.
///
/// # Errors
/// As for [`set`]. A text that would open or close parts or entries of its own is refused too.
pub fn change(key: &str, raw: &str, change: &Change) -> Result<String, Refusal> {
    let written = Written::of(raw);
    let what = What::of(key, &written).ok_or_else(|| Refusal::new("no_form", key))?;
    let name = match change {
        Change::Set { name, .. } | Change::Table { name, .. } | Change::Add { name, .. } => name,
        Change::Remove { name } | Change::Swap { name, .. } => name,
    };
    let in_body = name.starts_with('/') || matches!(change, Change::Add { .. });
    let text = written.text();
    let edits = if in_body {
        let body = Body::of(what, key, &written).ok_or_else(|| Refusal::new("unknown_piece", name))?;
        match change {
            Change::Set { value, .. } => body_text::set(&body, text, name, value)?,
            Change::Add { new, .. } => body_new::add(&body, text, name, new)?,
            Change::Remove { .. } => body_shape::remove(&body, text, name)?,
            Change::Swap { with, .. } => body_shape::swap(&body, text, name, with)?,
            Change::Table { .. } => return Err(Refusal::new("unknown_field", name)),
        }
    } else {
        front(key, &written, what, name, change)?
    };
    let made = written.with(edits);
    if in_body && !matches!(change, Change::Remove { .. } | Change::Swap { .. }) {
        keeps_shape(key, what, &written, &made, change)?;
    } else if !in_body {
        // What cannot be read again is never written.
        let again = Written::of(&made);
        TomlText::of(&again.source(key), matches!(what, What::Text(_)))?;
    }
    Ok(made)
}

fn front(key: &str, written: &Written, what: What, name: &str, change: &Change) -> Result<Vec<Edit>, Refusal> {
    let source = written.source(key);
    let toml = TomlText::of(&source, matches!(what, What::Text(_)))?;
    let path: Vec<&str> = name.split('.').collect();
    let table = |name: &str| -> Result<(String, usize), Refusal> {
        let found = name.split_once('.').and_then(|(list, at)| Some((list.to_owned(), at.parse().ok()?)));
        found.ok_or_else(|| Refusal::new("unknown_field", name))
    };
    match change {
        Change::Set { value, .. } => value::set(&toml, what, &path, value),
        Change::Table { values, .. } => tables::add(&toml, what, name, values),
        Change::Remove { .. } if path.len() == 1 => value::set(&toml, what, &path, &Value::Null),
        Change::Remove { .. } => table(name).and_then(|(list, at)| tables::remove(&toml, &list, at)),
        Change::Swap { with, .. } => {
            let ((list, one), (other_list, other)) = (table(name)?, table(with)?);
            if list != other_list || one == other {
                return Err(Refusal::new("not_together", with));
            }
            tables::swap(&toml, &list, one, other)
        }
        Change::Add { .. } => Err(Refusal::new("unknown_piece", name)),
    }
}

/// Refuses a text that would make parts or entries that nobody asked for: `# ` or `- ` at the start of one of its lines.
fn keeps_shape(key: &str, what: What, before: &Written, made: &str, change: &Change) -> Result<(), Refusal> {
    let after = Written::of(made);
    let count = |written: &Written| {
        Body::of(what, key, written).map_or((0, 0), |body| (body.walked.sections.len(), body.walked.entries.len()))
    };
    let ((sections, entries), (new_sections, new_entries)) = (count(before), count(&after));
    let is_kept = match change {
        Change::Add { new: body_new::New::Part { .. }, .. } => new_sections == sections + 1,
        Change::Add { new: body_new::New::Entry { .. }, .. } => new_sections == sections && new_entries == entries + 1,
        _ => new_sections == sections && new_entries == entries,
    };
    if is_kept { Ok(()) } else { Err(Refusal::new("other_shape", key)) }
}
