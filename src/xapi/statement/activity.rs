//! Activities, their definitions and interactions (xAPI 1.0.3, Data 2.4.4.1; 2.0.0, 4.2.2.3).

use super::node::Node;
use super::reader::Reader;
use super::rules;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// An activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Activity<'a> {
    /// Its IRI.
    pub id: &'a str,
    /// What it is.
    pub definition: Option<Definition<'a>>,
}

/// What an activity is. The store keeps one for each activity, whatever statements say.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition<'a> {
    /// The name, by language.
    pub name: Option<&'a Map<String, Value>>,
    /// The type, an IRI.
    pub kind: Option<&'a str>,
    /// The interaction type, such as `choice`.
    pub interaction: Option<&'a str>,
    /// All of it, as it was sent.
    pub raw: &'a Value,
}

const DEFINITION: &[&str] = &[
    "name",
    "description",
    "type",
    "moreInfo",
    "extensions",
    "interactionType",
    "correctResponsesPattern",
    "choices",
    "scale",
    "source",
    "target",
    "steps",
];

/// The types of interactions and the lists of components that each may have.
const INTERACTIONS: [(&str, &[&str]); 10] = [
    ("true-false", &[]),
    ("choice", &["choices"]),
    ("fill-in", &[]),
    ("long-fill-in", &[]),
    ("matching", &["source", "target"]),
    ("performance", &["steps"]),
    ("sequencing", &["choices"]),
    ("likert", &["scale"]),
    ("numeric", &[]),
    ("other", &[]),
];

impl<'a> Activity<'a> {
    /// Reads an activity.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, &["objectType", "id", "definition"])?;
        reader.optional(node, "objectType", |reader, node| reader.one_of(node, &["Activity"]));
        let id = reader.required(node, "id", Reader::iri);
        let definition = reader.optional(node, "definition", definition);
        Some(Self { id: id?, definition })
    }
}

fn definition<'a>(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Definition<'a>> {
    reader.object(node, DEFINITION)?;
    let name = reader.optional(node, "name", Reader::language_map);
    reader.optional(node, "description", Reader::language_map);
    let kind = reader.optional(node, "type", Reader::iri);
    reader.optional(node, "moreInfo", Reader::iri);
    reader.optional(node, "extensions", Reader::extensions);
    reader.optional(node, "correctResponsesPattern", |reader, node| reader.list(node, Reader::text));
    let interaction = interaction(reader, node);
    Some(Definition { name, kind, interaction, raw: node.value })
}

/// The interaction type. What belongs to interactions needs one, and a list of components one that has such a list.
fn interaction<'a>(reader: &mut Reader, node: &Node<'a, '_>) -> Option<&'a str> {
    let names = INTERACTIONS.map(|(name, _)| name);
    let kind = reader.optional(node, "interactionType", |reader, node| reader.one_of(node, &names));
    for key in ["correctResponsesPattern", "choices", "scale", "source", "target", "steps"] {
        let Some(part) = node.get(key) else { continue };
        let allowed = kind.and_then(|kind| INTERACTIONS.iter().find(|(name, _)| *name == kind));
        let is_allowed = allowed.is_some_and(|(_, lists)| key == "correctResponsesPattern" || lists.contains(&key));
        if !is_allowed && (kind.is_some() || node.get("interactionType").is_none()) {
            reader.fault_of(&part, &rules::INTERACTION, kind.unwrap_or_default(), key);
        }
        if key != "correctResponsesPattern" {
            components(reader, &part);
        }
    }
    kind
}

/// A list of components, whose ids are distinct.
fn components(reader: &mut Reader, node: &Node<'_, '_>) {
    let mut ids = BTreeSet::new();
    reader.list(node, |reader, node| {
        reader.object(node, &["id", "description"])?;
        reader.optional(node, "description", Reader::language_map);
        let id = reader.required(node, "id", Reader::text)?;
        if !ids.insert(id) {
            reader.fault_of(node, &rules::COMPONENT, id, "");
        }
        Some(())
    });
}
