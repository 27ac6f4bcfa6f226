//! One change of one file, as a page asks for it. Knows no disk.

use super::body::Body;
use super::body_new::New;
use super::refusal::Refusal;
use super::toml_text::TomlText;
use super::what::What;
use super::written::Written;
use super::{body_new, body_shape, body_text, proof, tables, value};
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
        new: New,
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
/// As for [`set`]. A text that would be read as something else in its place is refused too.
pub fn change(key: &str, raw: &str, change: &Change) -> Result<String, Refusal> {
    let written = Written::of(raw);
    let what = What::of(key, &written).ok_or_else(|| Refusal::new("no_form", key))?;
    let name = match change {
        Change::Set { name, .. } | Change::Table { name, .. } | Change::Add { name, .. } => name,
        Change::Remove { name } | Change::Swap { name, .. } => name,
    };
    let in_body = name.starts_with('/') || matches!(change, Change::Add { .. });
    if in_body {
        return in_the_body(key, &written, what, name, change);
    }
    let made = written.with(front(key, &written, what, name, change)?);
    // What cannot be read again is never written.
    TomlText::of(&Written::of(&made).source(key), matches!(what, What::Text(_)))?;
    Ok(made)
}

/// Whether a body, read again, says after a change what was asked.
fn says(old: &Body, new: &Body, change: &Change) -> bool {
    match change {
        Change::Set { name, value } => proof::has_set(old, new, name, value.as_str().unwrap_or_default()),
        Change::Add { new: added, .. } => match added {
            New::Entry { text } => proof::has_taken(old, new, 1, text),
            New::Quote { text } | New::Paragraph { text } => proof::has_taken(old, new, 0, text),
            New::Part { title, .. } => proof::has_part(old, new, title),
        },
        Change::Table { .. } | Change::Remove { .. } | Change::Swap { .. } => true,
    }
}

fn in_the_body(key: &str, written: &Written, what: What, name: &str, change: &Change) -> Result<String, Refusal> {
    let text = written.text();
    let body = Body::of(what, key, written).ok_or_else(|| Refusal::new("unknown_piece", name))?;
    let made = written.with(match change {
        Change::Set { value, .. } => body_text::set(&body, text, name, value)?,
        Change::Add { new, .. } => body_new::add(&body, text, name, new)?,
        Change::Remove { .. } => body_shape::remove(&body, text, name)?,
        Change::Swap { with, .. } => body_shape::swap(&body, text, name, with)?,
        Change::Table { .. } => return Err(Refusal::new("unknown_field", name)),
    });
    let again = Body::of(what, key, &Written::of(&made));
    let is_said = again.is_some_and(|again| says(&body, &again, change));
    if is_said { Ok(made) } else { Err(Refusal::new("other_shape", key)) }
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
