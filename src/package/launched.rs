//! What the formats share whose modules are launched over the web: what their adapters need to know. Whom a module will speak with
//! is known at its launch only, so no address and no key stands in a package.

use super::Elements;
use super::words::words;
use crate::course::Module;
use crate::xapi::vocabulary::{activity_type, category, extension, resource, verb};
use serde_json::{Map, Value, json};

const VERBS: [&str; 8] =
    ["initialized", "progressed", "experienced", "answered", "completed", "passed", "failed", "terminated"];

/// What stands in front of the names of all these verbs: a script that holds each of them whole is a tenth of a kilobyte larger on
/// its way.
fn verbs() -> &'static str {
    let before = |name: &&str| verb(name).strip_suffix(*name);
    let first = VERBS.first().and_then(before).unwrap_or_default();
    assert!(VERBS.iter().all(|name| before(name) == Some(first)), "the verbs of modules have one beginning");
    first
}

/// Where the adapters write what: verbs of statements, parts of them, and the document of the learner's way. A reflective answer is
/// in the document alone, because it may be taken back, and a statement cannot.
pub const ELEMENTS: Elements = &[
    ("person", &["actor"]),
    ("status", &["initialized", "completed", "passed", "failed", "terminated", DOCUMENT]),
    ("situations", &["experienced", DOCUMENT]),
    ("progress", &["progressed", DOCUMENT]),
    ("place", &[DOCUMENT]),
    ("time", &["result.duration"]),
    ("moments", &["timestamp"]),
    ("score", &["result.score", DOCUMENT]),
    ("facts", &["answered", DOCUMENT]),
    ("reflections", &[DOCUMENT]),
];

const DOCUMENT: &str = "activities/state: resume";

/// The few words of these adapters, by language; of two windows they say what the adapter of SCORM says.
fn texts(module: &Module<'_>) -> Map<String, Value> {
    let (mut own, scorm) = (words(module, "launch"), words(module, "scorm"));
    own.iter_mut().for_each(|(language, words)| words["window"] = scorm[language]["window"].clone());
    own
}

/// What the adapter is to know of a module, as JSON: the IRIs of what it says, its few words on the page, and what one launch alone
/// asks for.
pub fn table(module: &Module<'_>, own: &[(&str, &str)]) -> String {
    // By how deep a thing lies in the module.
    let types = ["module", "situation", "item"].map(activity_type);
    let versions = json!({
        extension("deck-version"): module.deck.version.value,
        extension("tool-version"): concat!("cartable ", env!("CARGO_PKG_VERSION")),
    });
    let mut table = json!({
        "deck": module.deck.iri.value,
        "verbs": verbs(),
        "types": types,
        "profile": category("profile"),
        "progress": extension("progress"),
        "resume": resource("resume"),
        "versions": versions,
        "texts": texts(module),
    });
    own.iter().for_each(|(name, iri)| table[*name] = json!(iri));
    table.to_string()
}

/// The title in each language of the module, each language once: what is not translated is told in the source's.
pub fn titles<'m>(module: &'m Module<'_>) -> Vec<(&'m str, String)> {
    once(module.languages().map(|own| (own.title_language, own.title.clone())))
}

/// What the module is about: what its themes say of themselves, or its title where they say nothing.
pub fn descriptions<'m>(module: &'m Module<'_>) -> Vec<(&'m str, String)> {
    let told = |own: &'m Module<'_>| {
        let intros = own.themes.iter().map(|part| part.intro).find(|intro| !intro.is_empty());
        intros.map_or((own.title_language, own.title.clone()), |intro| (intro.language, intro.text.text()))
    };
    once(module.languages().map(told))
}

fn once<'m>(texts: impl Iterator<Item = (&'m str, String)>) -> Vec<(&'m str, String)> {
    let mut all: Vec<(&str, String)> = Vec::new();
    for (language, text) in texts {
        if all.iter().all(|(known, _)| *known != language) {
            all.push((language, text));
        }
    }
    all
}
