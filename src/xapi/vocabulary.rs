//! The names of verbs, activity types, extensions, categories and documents, and the IRIs behind them. The names are those of
//! `xapi/registered.json` (terms of profiles that others published, by the profile that defines them) and of `xapi/profile.jsonld`
//! (what is our own). Nobody else writes such an IRI: Rust asks here, and the script of a module is given [`table`].

use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// The profile, as JSON-LD (xAPI Profile Specification 1.0).
pub static PROFILE: LazyLock<Value> = LazyLock::new(|| built_in(include_str!(env!("CARTABLE_PROFILE"))));

/// The terms of others: profile version → kind → name → IRI.
pub static REGISTERED: LazyLock<Value> = LazyLock::new(|| built_in(include_str!("../../xapi/registered.json")));

static TABLE: LazyLock<Value> = LazyLock::new(|| {
    let mut kinds = Map::new();
    let mut add = |kind: &str, name: &str, iri: &Value| {
        let names = kinds.entry(kind).or_insert_with(|| json!({}));
        names[name] = iri.clone();
    };
    for profile in objects(&REGISTERED) {
        for (kind, names) in profile.1.as_object().into_iter().flatten() {
            objects(names).for_each(|(name, iri)| add(kind, name, iri));
        }
    }
    for concept in PROFILE["concepts"].as_array().into_iter().flatten() {
        let kind = if concept["type"] == "StateResource" { "resources" } else { "extensions" };
        let name = concept["id"].as_str().and_then(|iri| iri.rsplit('/').next()).unwrap_or_default();
        add(kind, name, &concept["id"]);
    }
    add("categories", "profile", &PROFILE["versions"][0]["id"]);
    Value::Object(kinds)
});

fn built_in(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("the built-in vocabulary is not JSON: {error}"))
}

fn objects(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// All names: an object with `verbs`, `types`, `extensions`, `categories` and `resources`, each an object of names and IRIs.
pub fn table() -> &'static Value {
    &TABLE
}

/// A verb, such as `completed`.
pub fn verb(name: &str) -> &'static str {
    iri("verbs", name)
}

/// An activity type by our own word for the thing: `deck`, `module`, `situation`, `item`, `session`.
pub fn activity_type(name: &str) -> &'static str {
    iri("types", name)
}

/// An extension, such as `progress` or `deck-version`.
pub fn extension(name: &str) -> &'static str {
    iri("extensions", name)
}

/// An activity that stands in `contextActivities.category`; `profile` is the version of our own profile.
pub fn category(name: &str) -> &'static str {
    iri("categories", name)
}

/// The id of a document, such as `resume`.
pub fn resource(name: &str) -> &'static str {
    iri("resources", name)
}

/// # Panics
/// Where the vocabulary has no such name, which is a fault of the program and not of its input.
fn iri(kind: &str, name: &str) -> &'static str {
    TABLE[kind][name].as_str().unwrap_or_else(|| panic!("no {kind} {name} in xapi/"))
}
