//! The context (xAPI 1.0.3, Data 2.4.6; 2.0.0, 4.2.2.5).

use super::Version;
use super::activity::Activity;
use super::actor::{Actor, Agent, Group};
use super::node::Node;
use super::reader::Reader;
use super::rules;
use serde_json::{Map, Value};
use uuid::Uuid;

/// What gives a statement its meaning.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context<'a> {
    /// What the learner is enrolled as.
    pub registration: Option<Uuid>,
    /// Who teaches.
    pub instructor: Option<Actor<'a>>,
    /// The group in which it was done.
    pub team: Option<Group<'a>>,
    /// Activities that it belongs to: the key (`parent`, `grouping`, `category`, `other`) and the activity.
    pub activities: Vec<(&'static str, Activity<'a>)>,
    /// Others who have to do with it, each with the types of what; xAPI 2.0.0 only.
    pub related: Vec<(Actor<'a>, Vec<&'a str>)>,
    /// The revision of the activity.
    pub revision: Option<&'a str>,
    /// The platform.
    pub platform: Option<&'a str>,
    /// The language, RFC 5646.
    pub language: Option<&'a str>,
    /// Another statement that it belongs to.
    pub statement: Option<Uuid>,
    /// Extensions.
    pub extensions: Option<&'a Map<String, Value>>,
}

const KEYS: &[&str] = &[
    "registration",
    "instructor",
    "team",
    "contextActivities",
    "revision",
    "platform",
    "language",
    "statement",
    "extensions",
    "contextAgents",
    "contextGroups",
];

const ACTIVITIES: [&str; 4] = ["parent", "grouping", "category", "other"];

impl<'a> Context<'a> {
    /// Reads a context.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        let known = if reader.version == Version::One { &KEYS[..9] } else { KEYS };
        reader.object(node, known)?;
        let agents = reader.optional(node, "contextAgents", |reader, node| {
            reader.list(node, |reader, node| related(reader, node, "agent"))
        });
        let groups = reader.optional(node, "contextGroups", |reader, node| {
            reader.list(node, |reader, node| related(reader, node, "group"))
        });
        Some(Self {
            registration: reader.optional(node, "registration", |reader, node| reader.uuid(node)),
            instructor: reader.optional(node, "instructor", Actor::read),
            team: reader.optional(node, "team", Group::read),
            activities: reader.optional(node, "contextActivities", activities).unwrap_or_default(),
            related: agents.into_iter().chain(groups).flatten().collect(),
            revision: reader.optional(node, "revision", Reader::text),
            platform: reader.optional(node, "platform", Reader::text),
            language: reader.optional(node, "language", Reader::language),
            statement: reader.optional(node, "statement", |reader, node| reader.reference(node)),
            extensions: reader.optional(node, "extensions", Reader::extensions),
        })
    }
}

/// The activities of a context; one alone may stand without a list.
fn activities<'a>(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Vec<(&'static str, Activity<'a>)>> {
    reader.object(node, &ACTIVITIES)?;
    let mut all = Vec::new();
    for key in ACTIVITIES {
        let Some(part) = node.get(key) else { continue };
        let found = match part.value {
            Value::Object(_) => Activity::read(reader, &part).into_iter().collect(),
            _ => reader.list(&part, Activity::read).unwrap_or_default(),
        };
        all.extend(found.into_iter().map(|activity| (key, activity)));
    }
    Some(all)
}

/// One of `contextAgents` or `contextGroups`.
fn related<'a>(reader: &mut Reader, node: &Node<'a, '_>, key: &'static str) -> Option<(Actor<'a>, Vec<&'a str>)> {
    let kind = if key == "agent" { "contextAgent" } else { "contextGroup" };
    reader.object(node, &["objectType", key, "relevantTypes"])?;
    reader.required(node, "objectType", |reader, node| reader.one_of(node, &[kind]));
    let actor = reader.required(node, key, |reader, node| match key {
        "agent" => Agent::read(reader, node).map(Actor::Agent),
        _ => Group::read(reader, node).map(Actor::Group),
    });
    let types = reader.optional(node, "relevantTypes", |reader, node| {
        if node.value.as_array().is_some_and(Vec::is_empty) {
            reader.fault_of(node, &rules::MISSING, "", "relevantTypes");
        }
        reader.list(node, Reader::iri)
    });
    Some((actor?, types.unwrap_or_default()))
}
