//! What a cartridge says of itself: title, languages, description, keywords, who made it, and under what licence. Source: the profile of
//! IEEE LOM in `ccv1p1_lommanifest_v1p0.xsd`, which has its own short lists of roles and kinds and leaves out the rest.

use super::xml::{element, text};
use crate::course::{Metadata, Module, Worded};
use crate::package::lom::vcard;
use crate::package::manifest::Xml;
use std::io;

/// The metadata of a manifest.
pub fn metadata(xml: &mut Xml, module: &Module<'_>) -> io::Result<()> {
    let facts = Metadata::of(module);
    element(xml, "metadata", &[], |xml| {
        text(xml, "schema", &[], "IMS Common Cartridge")?;
        text(xml, "schemaversion", &[], "1.1.0")?;
        element(xml, "lomimscc:lom", &[], |xml| {
            general(xml, &facts)?;
            life_cycle(xml, &facts)?;
            rights(xml, &facts)?;
            relations(xml, &facts)
        })
    })
}

fn general(xml: &mut Xml, facts: &Metadata<'_>) -> io::Result<()> {
    element(xml, "lomimscc:general", &[], |xml| {
        identifier(xml, facts.iri)?;
        told(xml, "lomimscc:title", &facts.title)?;
        facts.languages.iter().try_for_each(|language| text(xml, "lomimscc:language", &[], language))?;
        let (description, keywords) = (&facts.description, &facts.keywords);
        description.iter().try_for_each(|one| told(xml, "lomimscc:description", std::slice::from_ref(one)))?;
        keywords.iter().try_for_each(|one| told(xml, "lomimscc:keyword", std::slice::from_ref(one)))
    })
}

/// Only where somebody is named: the schema wants at least one.
fn life_cycle(xml: &mut Xml, facts: &Metadata<'_>) -> io::Result<()> {
    if facts.contributors.is_empty() {
        return Ok(());
    }
    element(xml, "lomimscc:lifeCycle", &[], |xml| {
        facts.contributors.iter().try_for_each(|one| {
            let role = match one.role {
                "author" => "author",
                "partner" => "content provider",
                _ => "editor",
            };
            element(xml, "lomimscc:contribute", &[], |xml| {
                element(xml, "lomimscc:role", &[], |xml| text(xml, "lomimscc:value", &[], role))?;
                text(xml, "lomimscc:entity", &[], &vcard(one))
            })
        })
    })
}

fn rights(xml: &mut Xml, facts: &Metadata<'_>) -> io::Result<()> {
    let said = Worded { language: facts.deck_title.language.clone(), text: facts.rights() };
    let restricted = if facts.is_free() { "no" } else { "yes" };
    element(xml, "lomimscc:rights", &[], |xml| {
        element(xml, "lomimscc:copyrightAndOtherRestrictions", &[], |xml| {
            text(xml, "lomimscc:value", &[], restricted)
        })?;
        told(xml, "lomimscc:description", &[said])
    })
}

/// The works that the deck derives from.
fn relations(xml: &mut Xml, facts: &Metadata<'_>) -> io::Result<()> {
    facts.sources.iter().try_for_each(|credit| {
        let language = facts.deck_title.language.clone();
        let name = Worded { language, text: credit.name.value.clone() };
        element(xml, "lomimscc:relation", &[], |xml| {
            element(xml, "lomimscc:kind", &[], |xml| text(xml, "lomimscc:value", &[], "isbasedon"))?;
            element(xml, "lomimscc:resource", &[], |xml| {
                credit.url.iter().try_for_each(|url| identifier(xml, url))?;
                told(xml, "lomimscc:description", &[name])
            })
        })
    })
}

fn identifier(xml: &mut Xml, iri: &str) -> io::Result<()> {
    element(xml, "lomimscc:identifier", &[], |xml| {
        text(xml, "lomimscc:catalog", &[], "URI")?;
        text(xml, "lomimscc:entry", &[], iri)
    })
}

fn told(xml: &mut Xml, name: &str, texts: &[Worded]) -> io::Result<()> {
    element(xml, name, &[], |xml| {
        texts.iter().try_for_each(|one| {
            let text = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
            self::text(xml, "lomimscc:string", &[("language", &one.language)], &text)
        })
    })
}
