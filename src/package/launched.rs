//! What the formats share whose modules are launched over the web: what their adapters need to know, and the leave to speak. Whom
//! a module will speak with is known at its launch only, so no address and no key stands in a package.

use super::Elements;
use super::words::words;
use crate::course::Module;
use crate::tree::Tree;
use crate::xapi::vocabulary::{activity_type, category, extension, resource, verb};
use serde_json::{Map, Value, json};

/// The policy of a page as it is rendered, and what is put in. Once the adapter knows who launched the page, it adds a second
/// policy that allows nobody else.
const POLICY: (&str, &str) = ("default-src 'none';", "default-src 'none'; connect-src *;");
/// Around what the page about tracking says of the journal that the adapter of SCORM keeps.
const JOURNAL: (&str, &str) = ("<span id=\"_journal\">", "</span>");
/// What the pages have that run the adapter.
const SCRIPT: &str = "src=\"module.js\"";
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
    ("status", &["initialized", "completed", "passed", "failed", "terminated", DOCUMENT]),
    ("situations", &["experienced", DOCUMENT]),
    ("progress", &["progressed", DOCUMENT]),
    ("place", &[DOCUMENT]),
    ("time", &["result.duration", "timestamp"]),
    ("score", &["result.score", DOCUMENT]),
    ("facts", &["answered", DOCUMENT]),
    ("reflections", &[DOCUMENT]),
];

const DOCUMENT: &str = "activities/state: resume";

/// The pages with leave to send requests: made once for all formats that need it.
pub fn connected(pages: &Tree) -> Tree {
    let mut connected = pages.clone();
    for (path, content) in pages.files().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(content);
        if page.contains(SCRIPT) {
            connected.put(path, without_journal(&page).replacen(POLICY.0, POLICY.1, 1));
        }
    }
    connected
}

/// The few words of these adapters, by language; of two windows they say what the adapter of SCORM says.
fn texts(module: &Module<'_>) -> Map<String, Value> {
    let (mut own, scorm) = (words(module, "launch"), words(module, "scorm"));
    own.iter_mut().for_each(|(language, words)| words["window"] = scorm[language]["window"].clone());
    own
}

/// A record store gives nothing old back, so there is no journal on the device, and no page says that there is one.
fn without_journal(page: &str) -> String {
    let Some((before, rest)) = page.split_once(JOURNAL.0) else { return page.to_owned() };
    before.to_owned() + rest.split_once(JOURNAL.1).map_or("", |(_, after)| after)
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
