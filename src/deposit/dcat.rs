//! A record for catalogues of data: a dataset with a distribution for each package, as RDF/XML. Sources: DCAT 3, DCAT-AP 3 (languages by the
//! EU's authority table); the SPDX vocabulary for checksums. Files have addresses relative to the record.

use super::Publication;
use super::records::Records;
use super::tongue::three_letters;
use serde_json::{Value, json};
use tera::Context;

/// The file.
pub fn record(own: &Publication<'_>, records: &Records) -> String {
    let facts = own.facts();
    let said = |said: &[crate::course::Worded]| -> Vec<[String; 2]> {
        said.iter().map(|one| [one.language.clone(), one.text.clone()]).collect()
    };
    let languages = |all: &mut dyn Iterator<Item = &str>| -> Vec<String> {
        all.filter_map(three_letters).map(str::to_ascii_uppercase).collect()
    };
    let people = |is_author: bool| -> Vec<Value> {
        let own = facts.contributors.iter().filter(|one| (one.role == "author") == is_author);
        own.map(|one| json!({ "name": one.name, "url": one.url, "orcid": one.orcid })).collect()
    };
    let files = own.packages.iter().map(|package| {
        json!({
            "name": package.name, "type": package.media_type(), "bytes": package.bytes.len(), "sha256": package.sha256(),
            "languages": languages(&mut package.languages.iter().map(String::as_str)),
        })
    });
    let mut context = Context::new();
    context.insert("iri", facts.iri);
    context.insert("address", &facts.address);
    context.insert("version", facts.version);
    context.insert("day", &own.day);
    context.insert("titles", &said(&facts.title));
    context.insert("descriptions", &said(&facts.description));
    context.insert("keywords", &said(&facts.keywords));
    context.insert("languages", &languages(&mut facts.languages.iter().copied()));
    context.insert("licence", &facts.licence.url.as_ref().map(|url| url.as_str()));
    context.insert("creators", &people(true));
    context.insert("contributors", &people(false));
    let sources: Vec<&str> = facts.sources.iter().filter_map(|source| Some(source.url.as_ref()?.as_str())).collect();
    context.insert("sources", &sources);
    context.insert("files", &files.collect::<Vec<_>>());
    records.fill("dcat.xml", &context)
}
