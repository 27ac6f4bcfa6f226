//! Everything that a store holds about a person, as files that they can be given. Law: GDPR, articles 15 and 20.

use super::about::{self, Part};
use crate::clock;
use crate::record::store::documents::{Document, Kind, Place};
use crate::record::store::{Connection, attachments, documents, mentions, people};
use crate::record::{Refusal, Store, keys};
use crate::tree::Tree;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is held about a person.
#[derive(Debug, Default)]
pub struct Held {
    /// The files: `person.json`, `statements.ndjson`, `documents.json` and `launches.json`, with the documents and attachments in folders
    /// of their own.
    pub files: Tree,
    /// Statements in the files.
    pub statements: usize,
    /// Documents.
    pub documents: usize,
    /// Attachments of the statements.
    pub attachments: usize,
    /// Launches.
    pub launches: usize,
    /// Statements of others that name the person and are not in the files.
    pub left: usize,
}

impl Held {
    /// Whether there is nothing about the person, not even in statements of others.
    pub fn is_nothing(&self) -> bool {
        [self.statements, self.documents, self.launches, self.left] == [0; 4]
    }
}

/// Gathers what [`super::forget`] would remove, and removes nothing: the statements that an agent is the actor or the object of, with
/// their attachments, and the agent's documents, names and launches. Statements of others that name the agent in their context are there
/// where `everywhere` is asked for.
///
/// # Errors
/// Where the data base cannot be read.
pub fn held(store: &Store, agent: &Value, everywhere: bool) -> Result<Held, Refusal> {
    let identity = mentions::identity(agent).ok_or_else(|| Refusal::bad("this is nobody: no agent"))?;
    store.read(|connection| {
        let mut held = Held::default();
        add_statements(connection, &mut held, &identity, everywhere)?;
        add_documents(connection, &mut held, &identity)?;
        add_launches(connection, &mut held, &identity)?;
        let names = people::names(connection, &identity)?;
        put(&mut held.files, "person.json", &people::person(agent, names));
        Ok(held)
    })
}

fn add_statements(
    connection: &mut Connection,
    held: &mut Held,
    identity: &str,
    everywhere: bool,
) -> Result<(), Refusal> {
    let (mut lines, mut sums, mut after) = (String::new(), BTreeSet::new(), i64::MIN);
    loop {
        let some = about::some(connection, identity, after)?;
        let Some(last) = some.last() else { break };
        after = last.stored;
        for about in some {
            match about.part {
                Part::Named if !everywhere => held.left += 1,
                Part::Own | Part::Named => {
                    held.statements += 1;
                    lines.extend([about.body.as_str(), "\n"]);
                    for sum in attachments::sums(connection, about.stored)? {
                        if let Some(content) = attachments::content(connection, about.stored, &sum)? {
                            held.files.put(format!("attachments/{sum}"), content);
                            sums.insert(sum);
                        }
                    }
                }
                Part::Apart => {}
            }
        }
    }
    held.attachments = sums.len();
    held.files.put("statements.ndjson", lines);
    Ok(())
}

fn add_documents(connection: &mut Connection, held: &mut Held, identity: &str) -> Result<(), Refusal> {
    let mut listed = Vec::new();
    for (place, document) in documents::of(connection, identity)? {
        held.documents += 1;
        let file = format!("documents/{}.{}", held.documents, ending(&document.kind));
        listed.push(described(&place, &document, &file));
        held.files.put(file, document.content);
    }
    put(&mut held.files, "documents.json", &listed.into());
    Ok(())
}

/// Where a document lies in the store, in the words of xAPI, and here.
fn described(place: &Place, document: &Document, file: &str) -> Value {
    let mut all = json!({
        "file": file,
        "resource": place.kind.resource(),
        "type": document.kind,
        "updated": clock::rfc3339(document.updated),
    });
    let id = if place.kind == Kind::State { "stateId" } else { "profileId" };
    let rest = [
        ("activityId", Some(&place.activity)),
        ("registration", place.registration.as_ref()),
        (id, place.name.as_ref()),
    ];
    for (name, value) in rest {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            all[name] = json!(value);
        }
    }
    all
}

/// How the name of a file of this media type ends.
fn ending(kind: &str) -> &'static str {
    match kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => "json",
        kind if kind.starts_with("text/") => "txt",
        _ => "bin",
    }
}

fn add_launches(connection: &mut Connection, held: &mut Held, identity: &str) -> Result<(), Refusal> {
    let mut launches = Vec::new();
    for listed in keys::of(connection, identity)? {
        let registration = listed.key.session.map(|session| session.registration);
        launches.push(json!({
            "registration": registration,
            "created": clock::rfc3339(listed.created),
            "used": listed.used.map(clock::rfc3339),
        }));
    }
    held.launches = launches.len();
    put(&mut held.files, "launches.json", &launches.into());
    Ok(())
}

fn put(files: &mut Tree, path: &str, value: &Value) {
    files.put(path, format!("{value:#}\n"));
}
