//! Records for harvesters, each as the answer to a `GetRecord` that a plain server can give. Source: OAI-PMH 2.0, 4.1; the guidelines
//! for `oai_dc` and for identifiers. Both want a date, so that nothing is written without one.

use super::Publication;
use super::lom::element;
use super::records::Records;
use crate::course::Worded;
use tera::Context;

/// Dublin Core.
pub fn dublin_core(own: &Publication<'_>, records: &Records) -> Option<String> {
    let facts = own.facts();
    let mut context = Context::new();
    let said = |said: &[Worded]| -> Vec<[String; 2]> {
        said.iter().map(|one| [one.language.clone(), one.text.clone()]).collect()
    };
    context.insert("titles", &said(&facts.title));
    context.insert("descriptions", &said(&facts.description));
    context.insert("subjects", &said(&facts.keywords));
    let people = |is_author: bool| -> Vec<&str> {
        let own = facts.contributors.iter().filter(|one| (one.role == "author") == is_author);
        own.map(|one| one.name).collect()
    };
    context.insert("creators", &people(true));
    context.insert("contributors", &people(false));
    let mut types: Vec<&str> = own.packages.iter().map(|package| package.media_type()).collect();
    types.sort_unstable();
    types.dedup();
    context.insert("formats", &types);
    let identifiers: Vec<&str> = std::iter::once(facts.iri).chain(facts.address).collect();
    context.insert("identifiers", &identifiers);
    let sources = facts.sources.iter().map(|source| source.url.as_ref().unwrap_or(&source.name).as_str());
    context.insert("sources", &sources.collect::<Vec<_>>());
    context.insert("languages", &facts.languages);
    context.insert("day", own.day?);
    let licence = facts.licence.url.as_ref().unwrap_or(&facts.licence.name);
    context.insert("rights", licence.as_str());
    answer(own, records, "oai_dc", &records.fill("oai_dc.xml", &context))
}

/// Learning object metadata.
pub fn lom(own: &Publication<'_>, records: &Records) -> Option<String> {
    answer(own, records, "oai_lom", &element(own)?)
}

fn answer(own: &Publication<'_>, records: &Records, prefix: &str, metadata: &str) -> Option<String> {
    let facts = own.facts();
    let host = facts.iri.split("://").nth(1)?.split(['/', ':']).next()?;
    let mut context = Context::new();
    context.insert("day", own.day?);
    context.insert("identifier", &format!("oai:{host}:{}", own.module.deck.id.value));
    context.insert("base", facts.address.unwrap_or(facts.iri));
    context.insert("prefix", prefix);
    context.insert("metadata", metadata);
    Some(records.fill("oai.xml", &context))
}
