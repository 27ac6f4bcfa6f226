//! What a statement mentions, and so by what a list can find it. Source: xAPI 1.0.3, part 3, 2.1.3; xAPI 2.0, 4.1.6.1.

use super::Batch;
use super::connection::Bulk;
use super::value::Kind;
use crate::record::Refusal;
use crate::xapi::pseudonym;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// In what place a thing is mentioned. The numbers are in the data base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// The verb.
    Verb = 1,
    /// An activity that is the object.
    Activity = 2,
    /// An activity anywhere.
    RelatedActivity = 3,
    /// An agent or identified group that is the actor or the object.
    Agent = 4,
    /// An agent or identified group anywhere.
    RelatedAgent = 5,
    /// The registration.
    Registration = 6,
}

/// What a statement mentions.
pub type Mentions = BTreeSet<(Facet, String)>;

/// Everything that a statement mentions.
pub fn of(statement: &Value) -> Mentions {
    let mut all = Mentions::new();
    mention(&mut all, Facet::Verb, statement.pointer("/verb/id"));
    mention(&mut all, Facet::Registration, statement.pointer("/context/registration"));
    for actor in [&statement["actor"], &statement["object"]] {
        all.extend(identity(actor).map(|agent| (Facet::Agent, agent)));
    }
    let object = &statement["object"];
    if is_activity(object) {
        mention(&mut all, Facet::Activity, object.get("id"));
    }
    related(&mut all, statement);
    if object["objectType"] == "SubStatement" {
        related(&mut all, object);
    }
    agents(&mut all, &statement["authority"]);
    all
}

/// What a statement or sub-statement mentions in any place.
fn related(all: &mut Mentions, statement: &Value) {
    agents(all, &statement["actor"]);
    agents(all, &statement["object"]);
    let context = &statement["context"];
    agents(all, &context["instructor"]);
    agents(all, &context["team"]);
    for (list, property) in [("contextAgents", "agent"), ("contextGroups", "group")] {
        for entry in context[list].as_array().into_iter().flatten() {
            agents(all, &entry[property]);
        }
    }
    for activity in activities(statement) {
        mention(all, Facet::RelatedActivity, activity.get("id"));
    }
}

/// The activities of a statement or sub-statement: its object and those of its context.
pub fn activities(statement: &Value) -> Vec<&Value> {
    let mut all: Vec<&Value> = Vec::new();
    all.extend(Some(&statement["object"]).filter(|object| is_activity(object)));
    for list in statement["context"]["contextActivities"].as_object().into_iter().flat_map(|lists| lists.values()) {
        match list {
            Value::Array(several) => all.extend(several),
            one => all.push(one),
        }
    }
    all
}

/// Whether an object is an activity.
pub fn is_activity(object: &Value) -> bool {
    object.get("objectType").is_none_or(|kind| kind == "Activity") && object.get("id").is_some()
}

fn agents(all: &mut Mentions, actor: &Value) {
    all.extend(identity(actor).map(|agent| (Facet::RelatedAgent, agent)));
    for member in actor["member"].as_array().into_iter().flatten() {
        all.extend(identity(member).map(|agent| (Facet::RelatedAgent, agent)));
    }
}

fn mention(all: &mut Mentions, facet: Facet, value: Option<&Value>) {
    if let Some(text) = value.and_then(Value::as_str) {
        let text = if facet == Facet::Registration { text.to_ascii_lowercase() } else { text.to_owned() };
        all.insert((facet, text));
    }
}

/// The one text for the inverse functional identifier of an agent or identified group; none for anything else.
/// Source: xAPI 1.0.3, part 2, 2.4.2.3.
pub fn identity(actor: &Value) -> Option<String> {
    let text = |name: &str| actor.get(name).and_then(Value::as_str);
    if let Some(mbox) = text("mbox") {
        return Some(format!("mbox {mbox}"));
    }
    if let Some(sum) = text("mbox_sha1sum") {
        return Some(format!("mbox_sha1sum {}", sum.to_ascii_lowercase()));
    }
    if let Some(open) = text("openid") {
        return Some(format!("openid {open}"));
    }
    let account = actor.get("account")?;
    let (home, name) = (account.get("homePage")?.as_str()?, account.get("name")?.as_str()?);
    Some(pseudonym::account(home, name))
}

/// The agent of an identity, as [`identity`] writes one.
pub fn agent(identity: &str) -> Option<Value> {
    let (kind, rest) = identity.split_once(' ')?;
    match kind {
        "mbox" | "mbox_sha1sum" | "openid" => Some(json!({ kind: rest })),
        // A home page has no blank, a name may.
        "account" => rest.split_once(' ').map(|(home, name)| json!({"account": {"homePage": home, "name": name}})),
        _ => None,
    }
}

const KEEP: Bulk = Bulk {
    sql: "INSERT INTO mention (facet, term, stored) VALUES (??) ON CONFLICT DO NOTHING",
    kinds: &[Kind::Integer, Kind::Integer, Kind::Integer],
};

/// Lets statements no longer be found: facet, number of the term, moment of the statement.
pub const REMOVE: Bulk = Bulk {
    sql: "DELETE FROM mention WHERE (facet, term, stored) IN (??)",
    kinds: &[Kind::Integer, Kind::Integer, Kind::Integer],
};

/// Lets statements be found by what they mention.
///
/// # Errors
/// Where the data base cannot be written.
pub fn keep<'a>(batch: &mut Batch, all: impl Iterator<Item = (i64, &'a Mentions)> + Clone) -> Result<(), Refusal> {
    batch.know(all.clone().flat_map(|(_, mentions)| mentions).map(|(_, value)| value.as_str()))?;
    let mut rows = Vec::new();
    for (stored, mentions) in all {
        for (facet, value) in mentions {
            rows.push([*facet as i64, batch.term(value)?, stored]);
        }
    }
    // In the order of their key, so that neighbours come together.
    rows.sort_unstable();
    let rows: Vec<_> = rows.into_iter().flatten().map(Into::into).collect();
    batch.connection.many(&KEEP, &rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_identity_names_its_agent() {
        for actor in [
            json!({"mbox": "mailto:a@example.org"}),
            json!({"mbox_sha1sum": "0123456789abcdef0123456789abcdef01234567"}),
            json!({"openid": "https://a.example.org/"}),
            json!({"account": {"homePage": "https://a.example.org", "name": "Ann and Bob"}}),
        ] {
            assert_eq!(identity(&actor).and_then(|text| agent(&text)), Some(actor));
        }
        assert_eq!(["group https://a.example.org x", "account x", ""].map(agent), [None, None, None]);
    }

    #[test]
    fn a_statement_is_found_by_everyone_and_everything_in_it() {
        let statement = json!({
            "actor": {"objectType": "Group", "mbox": "mailto:g@x.org", "member": [{"openid": "http://m"}]},
            "verb": {"id": "http://verb"},
            "object": {"objectType": "SubStatement", "actor": {"mbox_sha1sum": "AB"}, "verb": {"id": "http://inner"},
                       "object": {"id": "http://inside"}},
            "context": {"registration": "0A", "contextActivities": {"parent": [{"id": "http://parent"}]},
                        "instructor": {"account": {"homePage": "http://h", "name": "n n"}},
                        "contextAgents": [{"objectType": "contextAgent", "agent": {"mbox": "mailto:c@x.org"}}]},
        });
        let found: Vec<String> =
            of(&statement).into_iter().map(|(facet, value)| format!("{facet:?} {value}")).collect();
        let expected = [
            "Verb http://verb",
            "RelatedActivity http://inside",
            "RelatedActivity http://parent",
            "Agent mbox mailto:g@x.org",
            "RelatedAgent account http://h n n",
            "RelatedAgent mbox mailto:c@x.org",
            "RelatedAgent mbox mailto:g@x.org",
            "RelatedAgent mbox_sha1sum ab",
            "RelatedAgent openid http://m",
            "Registration 0a",
        ];
        assert_eq!(found, expected);
    }
}
