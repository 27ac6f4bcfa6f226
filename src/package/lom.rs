//! Learning object metadata in a manifest, so that catalogues know what they hold. It is one description, spelt in two ways: as IMS
//! did for SCORM 1.2 (`imsmd_rootv1p2p1`), as IEEE did for SCORM 2004 (1484.12.3). It is whole or not there: where the deck does
//! not say what the application profiles require (SCORM 1.2 CAM 2.2.4, SCORM 2004 4th Edition CAM 4.3), nothing is written.

use super::manifest::Xml;
use crate::course::{Contributor, Metadata, Module, RESOURCE_TYPES, Worded};
use quick_xml::events::BytesText;
use std::io;

/// How an edition of SCORM spells metadata.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// IMS Learning Resource Meta-Data 1.2.1.
    Ims,
    /// IEEE 1484.12.3.
    Ieee,
}

/// A name and what it holds. Names are IEEE's.
type Field<'a> = (&'static str, Value<'a>);

enum Value<'a> {
    Part(Vec<Field<'a>>),
    Text(&'a str),
    /// A text in each of its languages; in none where the language is empty.
    Told(&'a [Worded]),
    /// A word of the vocabulary LOMv1.0, as IEEE and as IMS writes it.
    Word(&'static str, &'static str),
    /// An IRI as an entry of a catalogue.
    Iri(&'a str),
    /// A vCard.
    Card(String),
    /// ISO 8601.
    Duration(String),
}

use Value::{Card, Duration, Iri, Part, Text, Told, Word};

/// As many keywords must every catalogue be able to hold (IEEE 1484.12.1, 1.5: smallest permitted maximum).
const MOST_KEYWORDS: usize = 10;

/// How IMS writes the resource types of the modules.
const WORDS: [(&str, &str); 3] = [
    ("problem statement", "Problem Statement"),
    ("self assessment", "Self Assessment"),
    ("narrative text", "Narrative Text"),
];

/// What the deck does not say that the metadata cannot do without, by the keys of `deck.toml`; empty where they are whole. A licence
/// that is only described leaves open what a module costs and what is allowed.
pub fn missing(module: &Module<'_>) -> Vec<&'static str> {
    let facts = Metadata::of(module);
    let rows = [
        ("description", facts.description.is_empty()),
        ("keywords", facts.keywords.is_empty()),
        ("licence", !facts.licence.is_named()),
    ];
    rows.into_iter().filter(|(_, missing)| *missing).map(|(key, _)| key).collect()
}

/// The metadata of a module, `namespace` being the edition's; nothing where they would not be whole.
pub fn lom(xml: &mut Xml, spelling: Spelling, namespace: &str, module: &Module<'_>) -> io::Result<()> {
    if !missing(module).is_empty() {
        return Ok(());
    }
    let facts = Metadata::of(module);
    let own = Texts::of(&facts);
    let lom = xml.create_element("lom").with_attribute(("xmlns", namespace));
    lom.write_inner_content(|xml| fields(xml, spelling, &description(spelling, &facts, &own)))?;
    Ok(())
}

/// The metadata of a module as an element that declares its own namespace; nothing where they would not be whole.
pub fn record(module: &Module<'_>) -> Option<String> {
    let mut xml = Xml::new_with_indent(io::Cursor::new(Vec::new()), b' ', 1);
    lom(&mut xml, Spelling::Ieee, "http://ltsc.ieee.org/xsd/LOM", module).ok()?;
    String::from_utf8(xml.into_inner().into_inner()).ok().filter(|text| !text.is_empty())
}

/// The texts that are made of several facts.
struct Texts {
    version: [Worded; 1],
    licence: [Worded; 1],
    deck: [Worded; 1],
    sources: Vec<[Worded; 1]>,
    record: String,
}

impl Texts {
    fn of(facts: &Metadata<'_>) -> Self {
        let source = facts.deck_title.language.as_str();
        let told = |language: &str, text: String| [Worded { language: language.to_owned(), text }];
        Self {
            version: told("", facts.version.to_owned()),
            licence: told(source, facts.rights()),
            deck: [facts.deck_title.clone()],
            sources: facts.sources.iter().map(|credit| told(source, credit.name.value.clone())).collect(),
            record: format!("{}#lom", facts.iri),
        }
    }
}

fn description<'a>(spelling: Spelling, facts: &'a Metadata<'_>, own: &'a Texts) -> Vec<Field<'a>> {
    let mut general = vec![("title", Told(&facts.title)), ("identifier", Iri(facts.iri))];
    general.extend(facts.languages.iter().map(|language| ("language", Text(language))));
    general.push(("description", Told(&facts.description)));
    general.extend(keywords(facts, MOST_KEYWORDS));
    let mut life = vec![("version", Told(&own.version)), ("status", Word("final", "Final"))];
    life.extend(facts.contributors.iter().map(|one| ("contribute", Part(contribution(one)))));
    let mut record = vec![("identifier", Iri(&own.record))];
    record.extend(schemes(spelling).iter().map(|scheme| ("metadataSchema", Text(scheme))));
    let formats = ["text/html", "text/css", "text/javascript"].map(|format| ("format", Text(format)));
    let technical = formats.into_iter().chain([("location", Text("index.html"))]).collect();
    let word = |ieee: &'static str| WORDS.iter().find(|(word, _)| *word == ieee).map_or(ieee, |(_, ims)| ims);
    let kinds = RESOURCE_TYPES.iter().map(|kind| ("learningResourceType", Word(kind, word(kind))));
    let learner = [("intendedEndUserRole", Word("learner", "Learner"))];
    let time = [("typicalLearningTime", Duration(facts.time.typical()))];
    let restricted = if facts.is_free() { "no" } else { "yes" };
    let rights = vec![
        ("cost", Word("no", "no")),
        ("copyrightAndOtherRestrictions", Word(restricted, restricted)),
        ("description", Told(&own.licence)),
    ];
    let mut subject = vec![("purpose", Word("discipline", "Discipline")), ("description", Told(&own.deck))];
    subject.extend(keywords(facts, 1));
    let parts = vec![
        ("general", Part(general)),
        ("lifeCycle", Part(life)),
        ("metaMetadata", Part(record)),
        ("technical", Part(technical)),
        ("educational", Part(kinds.chain(learner).chain(time).collect())),
        ("rights", Part(rights)),
    ];
    parts.into_iter().chain(relations(facts, own)).chain([("classification", Part(subject))]).collect()
}

/// So many keywords of each language, from the first on.
fn keywords<'a>(facts: &'a Metadata<'_>, most: usize) -> impl Iterator<Item = Field<'a>> {
    let before = |at: usize, word: &Worded| facts.keywords[..at].iter().filter(|w| w.language == word.language).count();
    let words = facts.keywords.iter().enumerate().filter(move |(at, word)| before(*at, word) < most);
    words.map(|(_, word)| ("keyword", Told(std::slice::from_ref(word))))
}

fn schemes(spelling: Spelling) -> &'static [&'static str] {
    match spelling {
        Spelling::Ims => &["ADL SCORM 1.2"],
        Spelling::Ieee => &["LOMv1.0", "ADLv1.0"],
    }
}

/// The works that the deck derives from, and the deck that the module is a part of.
fn relations<'a>(facts: &'a Metadata<'_>, own: &'a Texts) -> Vec<Field<'a>> {
    let relation = |kind, told: &'a [Worded], iri: Option<&'a str>| {
        let named = iri.map(|iri| ("identifier", Iri(iri)));
        let resource = std::iter::once(("description", Told(told))).chain(named).collect();
        ("relation", Part(vec![("kind", kind), ("resource", Part(resource))]))
    };
    let sources = facts.sources.iter().zip(&own.sources);
    let based = sources.map(|(credit, told)| {
        relation(Word("isbasedon", "IsBasedOn"), told, credit.url.as_ref().map(|url| url.as_str()))
    });
    let part = facts.part_of.map(|deck| relation(Word("ispartof", "IsPartOf"), &own.deck, Some(deck)));
    based.chain(part).collect()
}

/// The vocabulary has no translators and no correctors, who both work on others' words.
fn contribution(one: &Contributor<'_>) -> Vec<Field<'static>> {
    let role = match one.role {
        "author" => Word("author", "Author"),
        "partner" => Word("content provider", "Content Provider"),
        _ => Word("editor", "Editor"),
    };
    vec![("role", role), ("entity", Card(vcard(one)))]
}

/// A vCard 3.0 (RFC 2426). A deck does not tell persons from bodies, so the whole name stands where a family name would.
pub(super) fn vcard(one: &Contributor<'_>) -> String {
    let escape = |text: &str| {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        line.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;")
    };
    let name = escape(one.name);
    let url = one.url.map_or_else(String::new, |url| format!("URL:{url}\n"));
    format!("BEGIN:VCARD\nVERSION:3.0\nN:{name};;;;\nFN:{name}\n{url}END:VCARD")
}

fn fields(xml: &mut Xml, spelling: Spelling, all: &[Field<'_>]) -> io::Result<()> {
    all.iter().try_for_each(|(name, value)| match spelling {
        Spelling::Ims => ims(xml, name, value),
        Spelling::Ieee => ieee(xml, name, value),
    })
}

fn text(xml: &mut Xml, name: &str, content: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(content))?;
    Ok(())
}

fn ieee(xml: &mut Xml, name: &str, value: &Value<'_>) -> io::Result<()> {
    let inside = |xml: &mut Xml| match value {
        Part(all) => fields(xml, Spelling::Ieee, all),
        Told(texts) => texts.iter().try_for_each(|one| {
            let string = xml.create_element("string");
            let language = (!one.language.is_empty()).then_some(("language", one.language.as_str()));
            string.with_attributes(language).write_text_content(BytesText::new(&one.text))?;
            Ok(())
        }),
        Word(word, _) => text(xml, "source", "LOMv1.0").and_then(|()| text(xml, "value", word)),
        Iri(iri) => text(xml, "catalog", "URI").and_then(|()| text(xml, "entry", iri)),
        Duration(duration) => text(xml, "duration", duration),
        Text(_) | Card(_) => Ok(()),
    };
    match value {
        Text(content) => text(xml, name, content),
        Card(card) => text(xml, name, card),
        _ => xml.create_element(name).write_inner_content(inside).map(drop),
    }
}

fn ims(xml: &mut Xml, name: &str, value: &Value<'_>) -> io::Result<()> {
    let lower = name.to_ascii_lowercase();
    let name = match name {
        "identifier" => "catalogentry",
        "metadataSchema" => "metadatascheme",
        "entity" => "centity",
        _ => lower.as_str(),
    };
    let inside = |xml: &mut Xml| match value {
        Part(all) => fields(xml, Spelling::Ims, all),
        Told(texts) => texts.iter().try_for_each(|one| langstring(xml, &one.language, &one.text)),
        Word(_, word) => {
            [("source", "LOMv1.0"), ("value", word)].into_iter().try_for_each(|(name, text)| in_none(xml, name, text))
        }
        Iri(iri) => text(xml, "catalog", "URI").and_then(|()| in_none(xml, "entry", iri)),
        Card(card) => text(xml, "vcard", card),
        Duration(duration) => text(xml, "datetime", duration),
        Text(_) => Ok(()),
    };
    match value {
        Text(content) => text(xml, name, content),
        _ => xml.create_element(name).write_inner_content(inside).map(drop),
    }
}

fn in_none(xml: &mut Xml, name: &str, content: &str) -> io::Result<()> {
    xml.create_element(name).write_inner_content(|xml| langstring(xml, "", content)).map(drop)
}

/// `x-none` is IMS's word for a text in no language.
fn langstring(xml: &mut Xml, language: &str, content: &str) -> io::Result<()> {
    let language = if language.is_empty() { "x-none" } else { language };
    let string = xml.create_element("langstring").with_attribute(("xml:lang", language));
    string.write_text_content(BytesText::new(content)).map(drop)
}
