//! The landing page: what is published, in each language of the deck, with every package, its size and its checksum. Plain HTML.

use super::records::{Records, Words, escaped, words};
use super::{Package, Publication, schema_org};
use crate::course::{Metadata, Worded};
use serde_json::{Value, json};
use tera::Context;

/// The page.
pub fn landing(own: &Publication<'_>, records: &Records) -> String {
    let facts = own.facts();
    let sections: Vec<Value> = facts.languages.iter().map(|language| section(own, &facts, language)).collect();
    let mut context = Context::new();
    context.insert("language", facts.languages.first().unwrap_or(&""));
    // The head takes its title as HTML.
    context.insert("title", &facts.title.first().map_or_else(String::new, |title| escaped(&title.text)));
    context.insert("sections", &sections);
    context.insert("several", &(sections.len() > 1));
    context.insert("json_ld", &schema_org::record(own));
    records.fill("index.html", &context)
}

fn section(own: &Publication<'_>, facts: &Metadata<'_>, language: &str) -> Value {
    let (spoken, words) = words("page", language);
    let told = |said: &[Worded]| said.iter().find(|one| one.language == language).or(said.first()).cloned();
    let title = told(&facts.title);
    let people = facts.contributors.iter().map(|one| {
        let role = words.get(&format!("role_{}", one.role)).map_or(one.role, String::as_str);
        json!({ "role": role, "name": one.name, "url": one.url })
    });
    let sources = facts.sources.iter().map(|source| {
        let authors: Vec<&str> = source.authors.iter().map(|author| author.as_str()).collect();
        json!({ "name": source.name.value, "authors": authors.join(", "), "url": source.url.as_ref().map(|url| url.as_str()) })
    });
    let funding = facts.funding.map(|funding| {
        let funder = funding.funder.as_ref().map(|funder| format!("{}, ", funder.value)).unwrap_or_default();
        format!("{funder}{}, {}", funding.programme.value, funding.project.value)
    });
    let packages = own.packages.iter().filter(|package| package.languages.iter().any(|own| own == language));
    json!({
        "language": language,
        "spoken": spoken,
        "title": title.as_ref().map(|title| &title.text),
        "title_language": title.as_ref().map(|title| &title.language),
        "description": told(&facts.description).map(|one| [one.language, one.text]),
        "statement": told(&facts.statement).map(|one| [one.language, one.text]),
        "about": about(own, facts, &words),
        "licence": json!({ "name": facts.licence.name.value, "url": facts.licence.url.as_ref().map(|url| url.as_str()) }),
        "people": people.collect::<Vec<_>>(),
        "sources": sources.collect::<Vec<_>>(),
        "funding": funding,
        "packages": packages.map(|package| row(package, &words)).collect::<Vec<_>>(),
        "privacy": if spoken == "fr" { "processing.fr.html" } else { "processing.en.html" },
        "records": own.day.is_some(),
        "t": words,
    })
}

fn about(own: &Publication<'_>, facts: &Metadata<'_>, words: &Words) -> String {
    let version = words["version"].replace("{version}", facts.version);
    let day = own.day.map(|day| words["published"].replace("{day}", day));
    [Some(version), day].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Sizes are in thousands of bytes, rounded up.
fn row(package: &Package, words: &Words) -> Value {
    let size = words["size_kb"].replace("{n}", &package.bytes.len().div_ceil(1000).to_string());
    let format = words.get(&format!("format_{}", package.format.replace('-', "_")));
    json!({
        "name": package.name, "format": format.unwrap_or(&package.format), "languages": package.languages.join(", "),
        "size": size, "sha256": package.sha256(),
    })
}
