//! Agents and groups (xAPI 1.0.3, Data 2.4.2; 2.0.0, 4.2.2.1).

use super::node::Node;
use super::reader::Reader;
use super::{forms, rules};

/// Someone: an agent or a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Actor<'a> {
    /// A person or a system.
    Agent(Agent<'a>),
    /// Several of them.
    Group(Group<'a>),
}

/// A person or a system.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agent<'a> {
    /// The name.
    pub name: Option<&'a str>,
    /// Whose this is.
    pub identifier: Identifier<'a>,
}

/// A group: one with an identifier may have members, one without has at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct Group<'a> {
    /// The name.
    pub name: Option<&'a str>,
    identifier: Option<Identifier<'a>>,
    members: Vec<Agent<'a>>,
}

impl<'a> Group<'a> {
    /// The identifier; an anonymous group has none.
    pub fn identifier(&self) -> Option<Identifier<'a>> {
        self.identifier
    }

    /// The agents in it, in no order.
    pub fn members(&self) -> &[Agent<'a>] {
        &self.members
    }
}

/// An inverse functional identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifier<'a> {
    /// `mailto:` and an address.
    Mbox(&'a str),
    /// The SHA-1 of a mailbox in hexadecimal.
    MboxSha1(&'a str),
    /// An OpenID.
    OpenId(&'a str),
    /// An account on a system.
    Account {
        /// The system's home page, an IRL.
        home_page: &'a str,
        /// The name there.
        name: &'a str,
    },
}

const IDENTIFIERS: [&str; 4] = ["mbox", "mbox_sha1sum", "openid", "account"];
const AGENT: &[&str] = &["objectType", "name", "mbox", "mbox_sha1sum", "openid", "account"];
const GROUP: &[&str] = &["objectType", "name", "member", "mbox", "mbox_sha1sum", "openid", "account"];

impl<'a> Actor<'a> {
    /// Its identifier; an anonymous group has none.
    pub fn identifier(&self) -> Option<Identifier<'a>> {
        match self {
            Self::Agent(agent) => Some(agent.identifier),
            Self::Group(group) => group.identifier,
        }
    }

    /// Reads an agent or a group; without `objectType` it is an agent.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        let kind = reader.optional(node, "objectType", |reader, node| reader.one_of(node, &["Agent", "Group"]));
        match (node.get("objectType"), kind) {
            (Some(_), None) => None,
            (_, Some("Group")) => Group::read(reader, node).map(Self::Group),
            _ => Agent::read(reader, node).map(Self::Agent),
        }
    }
}

impl<'a> Agent<'a> {
    /// Reads an agent.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, AGENT)?;
        reader.optional(node, "objectType", |reader, node| reader.one_of(node, &["Agent"]));
        let name = reader.optional(node, "name", Reader::text);
        Some(Self { name, identifier: identifier(reader, node, true)? })
    }
}

impl<'a> Group<'a> {
    /// Reads a group; its members are agents and no groups.
    pub fn read(reader: &mut Reader, node: &Node<'a, '_>) -> Option<Self> {
        reader.object(node, GROUP)?;
        reader.required(node, "objectType", |reader, node| reader.one_of(node, &["Group"]));
        let name = reader.optional(node, "name", Reader::text);
        let members =
            reader.optional(node, "member", |reader, node| reader.list(node, Agent::read)).unwrap_or_default();
        let identifier = identifier(reader, node, false);
        let is_named = IDENTIFIERS.iter().any(|key| node.get(key).is_some());
        let has_members = node.get("member").is_some_and(|member| member.value != &serde_json::json!([]));
        if !is_named && !has_members {
            reader.fault_of(node, &rules::NO_MEMBERS, "", "member");
        }
        Some(Self { name, identifier, members })
    }
}

/// The one identifier of an agent or a group.
fn identifier<'a>(reader: &mut Reader, node: &Node<'a, '_>, is_required: bool) -> Option<Identifier<'a>> {
    let present: Vec<&str> = IDENTIFIERS.into_iter().filter(|key| node.get(key).is_some()).collect();
    if present.len() > 1 || (is_required && present.is_empty()) {
        reader.fault_of(node, &rules::IDENTIFIER, &present.join(", "), &IDENTIFIERS.join(", "));
        return None;
    }
    let value = node.get(present.first()?)?;
    match *present.first()? {
        "mbox" => reader.form(&value, &rules::MAILBOX, forms::is_mailbox).map(Identifier::Mbox),
        "mbox_sha1sum" => reader.form(&value, &rules::SHA1, |text| forms::is_hex(text, 20)).map(Identifier::MboxSha1),
        "openid" => reader.iri(&value).map(Identifier::OpenId),
        _ => {
            reader.object(&value, &["homePage", "name"])?;
            let home_page = reader.required(&value, "homePage", Reader::iri);
            let name = reader.required(&value, "name", Reader::text);
            Some(Identifier::Account { home_page: home_page?, name: name? })
        }
    }
}
