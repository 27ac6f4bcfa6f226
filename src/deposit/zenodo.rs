//! The metadata that Zenodo takes from a `.zenodo.json`. Source: Zenodo's REST API, "Deposit metadata" (legacy form, which the file has).
//! Grants outside the list of OpenAIRE are refused there, so that the funder and the number of the grant are told in the notes.

use super::Publication;
use super::records::escaped;
use super::tongue::three_letters;
use crate::course::{Contributor, Metadata, Worded};
use serde_json::{Map, Value, json};

/// The file.
pub fn record(own: &Publication<'_>) -> String {
    let facts = own.facts();
    let people = |is_author: bool| facts.contributors.iter().filter(move |one| (one.role == "author") == is_author);
    let mut record = json!({
        "title": first(&facts.title),
        "upload_type": "lesson",
        "description": description(&facts),
        "creators": people(true).map(|one| Value::Object(person(one))).collect::<Vec<_>>(),
        "keywords": facts.keywords.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(),
        "access_right": "open",
        "license": facts.licence.id.to_ascii_lowercase(),
        "version": facts.version,
        "related_identifiers": related(&facts),
    });
    let contributors: Vec<Value> = people(false).map(contributor).collect();
    let notes = notes(&facts);
    let optional = [
        ("contributors", (!contributors.is_empty()).then(|| json!(contributors))),
        ("language", facts.languages.first().and_then(|language| three_letters(language)).map(|code| json!(code))),
        ("publication_date", own.day.map(|day| json!(day))),
        ("notes", (!notes.is_empty()).then(|| json!(notes))),
    ];
    for (key, value) in optional {
        if let Some(value) = value {
            record[key] = value;
        }
    }
    format!("{record:#}\n")
}

fn person(one: &Contributor<'_>) -> Map<String, Value> {
    let mut person = Map::from_iter([("name".to_owned(), json!(one.name))]);
    person.extend(one.orcid.map(|orcid| ("orcid".to_owned(), json!(orcid))));
    person
}

/// The vocabulary, DataCite's of 2014, has no translators.
fn contributor(one: &Contributor<'_>) -> Value {
    let kind = match one.role {
        "partner" => "ProjectMember",
        "correction" => "Editor",
        _ => "Other",
    };
    let mut person = person(one);
    person.insert("type".to_owned(), json!(kind));
    Value::Object(person)
}

/// What the deck is about in each of its languages, as HTML.
fn description(facts: &Metadata<'_>) -> String {
    let title = |one: &Worded| facts.title.iter().find(|title| title.language == one.language);
    let said = facts.description.iter().map(|one| {
        let title = title(one).map_or(String::new(), |title| format!("<strong>{}</strong><br>", escaped(&title.text)));
        format!("<p lang=\"{}\">{title}{}</p>", one.language, escaped(&one.text))
    });
    said.collect()
}

fn related(facts: &Metadata<'_>) -> Vec<Value> {
    let row = |relation: &str, url: &str| json!({ "relation": relation, "identifier": url, "scheme": "url" });
    let sources = facts.sources.iter().filter_map(|source| source.url.as_ref());
    let sources = sources.map(|url| row("isDerivedFrom", url));
    // Zenodo has no relation for another identifier of the same work.
    let own = std::iter::once(facts.iri).chain(facts.address.filter(|address| *address != facts.iri));
    own.map(|url| row("isIdenticalTo", url)).chain(sources).collect()
}

/// Languages, sources with their authors, and who paid: what has no field of its own.
fn notes(facts: &Metadata<'_>) -> String {
    let mut notes = vec![format!("<p>{}</p>", facts.languages.join(", "))];
    for source in &facts.sources {
        let authors: Vec<&str> = source.authors.iter().map(|author| author.as_str()).collect();
        let by = if authors.is_empty() { String::new() } else { format!(" ({})", authors.join(" ; ")) };
        notes.push(format!("<p>{}</p>", escaped(&format!("{}{by}", source.name.value))));
    }
    if let Some(funding) = facts.funding {
        let funder = funding.funder.as_ref().map_or(String::new(), |funder| format!("{}, ", funder.value));
        let grant = format!("{funder}{}, {}", funding.programme.value, funding.project.value);
        notes.push(format!("<p>{}</p>", escaped(&grant)));
    }
    notes.extend(facts.statement.iter().map(|one| format!("<p lang=\"{}\">{}</p>", one.language, escaped(&one.text))));
    notes.concat()
}

fn first(said: &[Worded]) -> &str {
    said.first().map_or("", |said| said.text.as_str())
}
