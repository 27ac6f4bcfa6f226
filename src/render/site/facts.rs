//! What a page's work is, for search engines: schema.org in JSON-LD, and in RDFa for those who read the page itself. Both say what
//! `course::Metadata` says. Source: schema.org 28, LearningResource; RDFa Lite 1.1.

use crate::course::{Contributor, Metadata, RESOURCE_TYPES, Worded};
use crate::deck::Credit;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// The properties for those who had a part in it, and the roles of the deck behind each.
const HANDS: [(&str, &[&str]); 3] =
    [("author", &["author"]), ("translator", &["translator"]), ("contributor", &["partner", "correction"])];

/// What the foot of a page says of the work, in RDFa.
#[derive(Serialize)]
pub struct Rights {
    iri: String,
    title: String,
    language: String,
    authors: Vec<String>,
}

impl Rights {
    /// The rights of a work.
    pub fn of(facts: &Metadata<'_>) -> Self {
        let (language, title) =
            facts.title.first().map(|title| (title.language.clone(), title.text.clone())).unwrap_or_default();
        let authors = facts.contributors.iter().filter(|one| one.role == "author");
        Self { iri: facts.iri.to_owned(), title, language, authors: authors.map(|one| one.name.to_owned()).collect() }
    }
}

/// The work of a page as JSON-LD that may stand in it: without any `<`. `url` is where the page is published, or
/// empty; `parts` are the IRIs and names of its parts. Whether someone is a person or a body a deck does not say, so neither does
/// this.
pub fn json_ld(facts: &Metadata<'_>, url: &str, parts: &[(String, String)]) -> String {
    let mut work = Map::new();
    let mut put = |key: &str, value: Value| drop(work.insert(key.to_owned(), value));
    put("@context", json!("https://schema.org"));
    put("@type", json!("LearningResource"));
    put("@id", json!(facts.iri));
    put("name", said(&facts.title).unwrap_or_default());
    put("inLanguage", json!(facts.languages));
    put("version", json!(facts.version));
    put("timeRequired", json!(facts.time.typical()));
    put("learningResourceType", json!(RESOURCE_TYPES));
    put("license", json!(facts.licence.url.as_ref().map_or(facts.licence.name.as_str(), |url| url.as_str())));
    for (key, roles) in HANDS {
        let own = facts.contributors.iter().filter(|one| roles.contains(&one.role));
        let named: Vec<Value> = own.map(hand).collect();
        if !named.is_empty() {
            work.insert(key.to_owned(), Value::Array(named));
        }
    }
    let funding = facts.funding.map(|funding| {
        let mut grant =
            json!({ "@type": "Grant", "name": funding.programme.value, "identifier": funding.project.value });
        if let Some(funder) = &funding.funder {
            grant["funder"] = json!({ "@type": "Organization", "name": funder.value });
        }
        grant
    });
    let keywords: Vec<&str> = facts.keywords.iter().map(|word| word.text.as_str()).collect();
    let optional = [
        ("url", (!url.is_empty()).then(|| json!(url))),
        ("description", said(&facts.description)),
        ("keywords", (!keywords.is_empty()).then(|| json!(keywords))),
        ("isBasedOn", (!facts.sources.is_empty()).then(|| facts.sources.iter().map(source).collect())),
        ("funding", funding),
        ("isPartOf", facts.part_of.map(|iri| json!({ "@id": iri, "name": facts.deck_title.text }))),
        (
            "hasPart",
            (!parts.is_empty()).then(|| parts.iter().map(|(iri, name)| json!({ "@id": iri, "name": name })).collect()),
        ),
    ];
    work.extend(optional.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))));
    Value::Object(work).to_string().replace('<', "\\u003c")
}

/// Only persons have an ORCID iD.
fn hand(one: &Contributor<'_>) -> Value {
    let mut hand = named(one.name, one.url);
    if let Some(orcid) = one.orcid {
        (hand["@type"], hand["@id"]) = (json!("Person"), json!(format!("https://orcid.org/{orcid}")));
    }
    hand
}

fn source(credit: &&Credit) -> Value {
    let mut work = named(&credit.name, credit.url.as_ref().map(|url| url.as_str()));
    if !credit.authors.is_empty() {
        work["@type"] = json!("CreativeWork");
        work["author"] = credit.authors.iter().map(|author| named(author, None)).collect();
    }
    work
}

fn named(name: &str, url: Option<&str>) -> Value {
    match url {
        Some(url) => json!({ "name": name, "url": url }),
        None => json!({ "name": name }),
    }
}

/// What is said in one language or, with the language of each, in several.
fn said(words: &[Worded]) -> Option<Value> {
    match words {
        [] => None,
        [one] => Some(json!(one.text)),
        several => Some(several.iter().map(|one| json!({ "@language": one.language, "@value": one.text })).collect()),
    }
}
