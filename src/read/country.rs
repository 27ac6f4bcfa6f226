//! The sheet of a country: entries with their sources and the month in which they were checked.

use super::document::{Section, document};
use super::fields::{Fields, with_fields};
use super::front::{Parts, split};
use super::{forms, rules};
use crate::deck::{Block, BlockKind, Checked, Country, CountryEntry, Prose, Signature};
use crate::diagnostic::Findings;
use crate::form;
use crate::source::{At, Source};

/// The attribute of an entry that says when it was checked, and its value where nobody did.
const CHECKED: &str = "checked";
const UNCHECKED: &str = "no";

/// Reads `countries/ID.md`. Each section is an entry; its id is the author's own.
pub fn country(source: &Source, findings: &mut Findings) -> Country {
    let (mut country, mut root) = document(source, forms::COUNTRY, findings, |fields, _| Country {
        id: fields.text_or_empty("id"),
        title: fields.text_or_empty("title"),
        languages: fields.texts("languages").value,
        signature: signature(fields),
        source_version: fields.text("source-version"),
        intro: Prose::default(),
        entries: Vec::new(),
        source: source.clone(),
    });
    let months: Vec<Option<String>> = root.sections.iter_mut().map(month).collect();
    let known: Vec<&str> = root.sections.iter().map(|section| section.id.as_str()).collect();
    root.know(&known, findings);
    country.intro = Prose(root.text(&known, findings).to_vec());
    for (section, month) in root.sections.iter().zip(months) {
        if !form::is_id(&section.id) {
            findings.add(&rules::BAD_ID, &section.id.place).with("value", &section.id.value);
        }
        let checked = checked(section, month, &country.signature, findings);
        country.entries.push(entry(section, checked, findings));
    }
    if country.entries.is_empty() {
        findings.add(&rules::EMPTY_SECTION, &country.title.place).with("id", source.path());
    }
    country
}

/// What the front matter of a text says of its checking.
pub fn signature(fields: &Fields<'_>) -> Signature {
    Signature { checked: fields.text(CHECKED), reviewer: fields.text("reviewer") }
}

/// Whether somebody signed a text. What is wrong with its front matter is said where the text is read.
pub fn is_signed(source: &Source) -> bool {
    // Hardly any text names one, and the others are not parsed once more.
    if !source.text().contains("reviewer") {
        return false;
    }
    let mut findings = Findings::default();
    let Parts { toml, .. } = split(source, &mut findings);
    let toml = (toml.start, &source.text()[toml]);
    let reviewer = with_fields(source, toml, &[], &mut findings, |fields, _| signature(fields).reviewer);
    reviewer.is_some_and(|name| !name.trim().is_empty())
}

/// Takes the month from the attributes of a heading.
fn month(section: &mut Section) -> Option<String> {
    let at = section.attributes.iter().position(|(key, _)| key == CHECKED)?;
    Some(section.attributes.remove(at).1)
}

fn checked(section: &Section, month: Option<String>, file: &Signature, findings: &mut Findings) -> Checked {
    match month {
        None => file.checked.clone().map_or(Checked::Unsaid, Checked::In),
        Some(month) if month == UNCHECKED => Checked::No,
        Some(month) => {
            if !form::is_month(&month) {
                findings.add(&rules::BAD_MONTH, &section.id.place).with("key", CHECKED).with("value", &month);
            }
            Checked::In(At::new(month, section.id.place.clone()))
        }
    }
}

/// The quote that ends an entry says where it comes from.
fn entry(section: &Section, checked: Checked, findings: &mut Findings) -> CountryEntry {
    let mut body = section.prose(findings);
    let sources = match body.0.pop_if(|block| matches!(block.kind, BlockKind::Quote(_))) {
        Some(Block { kind: BlockKind::Quote(inner), .. }) => inner,
        _ => Prose::default(),
    };
    if body.is_empty() && !sources.is_empty() {
        section.empty(&rules::EMPTY_SECTION, findings);
    }
    CountryEntry { id: section.id.clone(), title: section.title.clone(), body, sources, checked }
}
