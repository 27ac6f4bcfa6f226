//! One fact, and the statement that tells it, after a template of `xapi/profile.jsonld`. The same fact is the same
//! statement, whenever and from whichever form of a file it is told: so nothing goes into it that the file does not
//! say, neither versions nor titles nor the language.

use super::moment::Moment;
use crate::xapi::vocabulary;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    /// A module was opened.
    Initialized,
    /// A module or a situation was worked through.
    Completed,
    /// A module's threshold was reached.
    Passed,
    /// It was not.
    Failed,
    /// Points were counted, which says neither.
    Scored(f64),
    /// A situation was begun and not finished.
    Experienced,
}

impl Deed {
    fn verb(self) -> &'static str {
        match self {
            Self::Initialized => "initialized",
            Self::Completed => "completed",
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Scored(_) => "scored",
            Self::Experienced => "experienced",
        }
    }

    fn result(self) -> Option<Value> {
        match self {
            Self::Initialized => None,
            Self::Completed => Some(json!({"completion": true})),
            Self::Passed => Some(json!({"success": true})),
            Self::Failed => Some(json!({"success": false})),
            Self::Scored(points) => Some(json!({"score": {"raw": points}})),
            Self::Experienced => Some(json!({"completion": false})),
        }
    }
}

/// To what it happened.
#[derive(Clone, Copy, Debug)]
pub enum Object<'a> {
    /// A module, by its IRI.
    Module(&'a str),
    /// A situation, by its IRI, in a session, by its own.
    Situation(&'a str, &'a str),
    /// A situation, by its IRI, in an attempt at a module, by its own.
    InModule(&'a str, &'a str),
}

/// One fact.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    /// Which kind of file says so.
    pub source: &'a str,
    /// The home page of the account.
    pub home_page: &'a str,
    /// The name of the account, or its pseudonym.
    pub account: &'a str,
    /// What happened.
    pub deed: Deed,
    /// To what.
    pub object: Object<'a>,
    /// When.
    pub moment: Moment,
    /// The attempt; nothing where the file counts none.
    pub attempt: Option<u32>,
    /// The group that the file names beside the person; nothing where it names none.
    pub group: Option<&'a Group>,
}

/// A group of learners, as an identified group of xAPI (4.1.2.4 of xAPI 1.0.3): an account, like a person's.
#[derive(Clone, Debug)]
pub struct Group {
    /// The home page of the account.
    pub home_page: String,
    /// The group's name as the file writes it, or its pseudonym.
    pub name: String,
}

impl Fact<'_> {
    fn iri(&self) -> &str {
        match self.object {
            Object::Module(iri) | Object::Situation(iri, _) | Object::InModule(iri, _) => iri,
        }
    }

    /// The id. Attempts have one start and one end, and an export that is made later only moves the date; where none
    /// are counted, the date keeps two facts apart. The points of an attempt are another fact once there are others.
    pub fn id(&self) -> Uuid {
        let when = self.attempt.map_or_else(|| self.moment.written(), |attempt| attempt.to_string());
        // A situation is in a module of its own, in its theme's and in the deck's: three attempts that are counted apart.
        let more = match (self.deed, self.object) {
            (Deed::Scored(points), _) => points.to_string(),
            (_, Object::InModule(_, module)) => module.to_owned(),
            _ => String::new(),
        };
        uuid(&["statement", self.source, self.home_page, self.account, self.iri(), self.deed.verb(), &when, &more])
    }

    /// What belongs together: an attempt, or what one person did in one session.
    fn registration(&self) -> Uuid {
        let occasion = match self.object {
            Object::Situation(_, session) => session.to_owned(),
            Object::Module(iri) | Object::InModule(_, iri) => {
                format!("{iri} {}", self.attempt.map(|n| n.to_string()).unwrap_or_default())
            }
        };
        uuid(&["registration", self.source, self.home_page, self.account, &occasion])
    }

    /// The statement, of a deck by its IRI; none where the moment is out of all calendars.
    pub fn statement(&self, deck: &str, zone: &TimeZone) -> Option<Value> {
        let (kind, place) = match self.object {
            Object::Module(_) => ("module", None),
            Object::Situation(_, session) => ("situation", Some(("other", activity(session, "session")))),
            Object::InModule(_, module) => ("situation", Some(("parent", activity(module, "module")))),
        };
        let verb = self.deed.verb();
        let mut statement = json!({
            "id": self.id(),
            "actor": {
                "objectType": "Agent",
                "account": {"homePage": self.home_page, "name": self.account},
            },
            "verb": {"id": vocabulary::verb(verb), "display": {"en": verb}},
            "object": activity(self.iri(), kind),
            "context": {
                "registration": self.registration(),
                "contextActivities": {
                    "category": [activity(vocabulary::category("profile"), "profile")],
                    "grouping": [activity(deck, "deck")],
                },
            },
            "timestamp": self.moment.timestamp(zone)?.to_string(),
        });
        if let Some(result) = self.deed.result() {
            statement["result"] = result;
        }
        if let Some((relation, activity)) = place {
            statement["context"]["contextActivities"][relation] = json!([activity]);
        }
        if let Some(Group { home_page, name }) = self.group {
            statement["context"]["team"] =
                json!({"objectType": "Group", "account": {"homePage": home_page, "name": name}});
        }
        Some(statement)
    }
}

fn activity(iri: &str, kind: &str) -> Value {
    json!({"objectType": "Activity", "id": iri, "definition": {"type": vocabulary::activity_type(kind)}})
}

/// A UUID of facts (version 5, RFC 9562). They are put together as JSON, so that no two lists give the same text.
fn uuid(facts: &[&str]) -> Uuid {
    Uuid::new_v5(&Uuid::NAMESPACE_URL, json!(facts).to_string().as_bytes())
}
