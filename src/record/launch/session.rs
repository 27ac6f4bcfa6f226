//! A launch that is under way: what the store notes before it, the address that opens it, and the token that is given once.

use super::Launch;
use super::unit::Standard;
use crate::clock;
use crate::record::store::documents::{self, Document, Kind, Place};
use crate::record::store::keys;
use crate::record::store::mentions;
use crate::record::store::statements::{self, Arrival};
use crate::record::{ENDPOINT, Refusal, Scope, Settings, Store, reading};
use crate::xapi::statement::Version;
use crate::xapi::vocabulary::{category, extension, verb};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// How long a session lasts at most, in microseconds: a day.
const LONGEST: i64 = 86_400_000_000;

/// A launch that is under way.
pub struct Session {
    launch: Launch,
    /// Nobody who was not told finds the pages or the token.
    ticket: String,
    /// Whether the token may still be given.
    fetchable: Mutex<bool>,
    whose: keys::Session,
    activity: String,
}

impl Session {
    /// Notes a launch in the store, and gives it with the address that opens it.
    ///
    /// # Errors
    /// Where the store cannot keep it.
    pub fn begin(store: &Store, settings: &Settings, launch: Launch, base: &str) -> Result<(Self, String), Refusal> {
        let mut agent = launch.actor.clone();
        if let Some(pseudonyms) = &settings.pseudonyms {
            pseudonyms.replace(&mut agent);
        }
        let identity = mentions::identity(&agent).ok_or_else(|| Refusal::bad("the learner has no account"))?;
        let own = || Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{} {identity}", launch.unit.id).as_bytes());
        let registration = launch.registration.unwrap_or_else(own).to_string();
        // An activity of this store and not the package's own, and the same at each launch. Source: cmi5, 8.1.5.
        let activity = match launch.unit.standard {
            Standard::Cmi5 => {
                let name = format!("{} {registration}", launch.unit.id);
                format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
            }
            Standard::Tincan => launch.unit.id.clone(),
        };
        let ticket = URL_SAFE_NO_PAD.encode(clock::random::<16>());
        let whose = keys::Session { agent: identity, registration };
        let session = Self { launch, ticket, fetchable: Mutex::new(true), whose, activity };
        if session.launch.unit.standard == Standard::Cmi5 {
            session.note(store, settings, agent, base)?;
        }
        let address = session.address(store, base)?;
        Ok((session, address))
    }

    /// The address that opens the package. Sources: cmi5, 8.1; Rustici Software, xAPI launch.
    fn address(&self, store: &Store, base: &str) -> Result<String, Refusal> {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("endpoint", &format!("{base}{ENDPOINT}"));
        match self.launch.unit.standard {
            Standard::Cmi5 => query.append_pair("fetch", &format!("{base}/fetch/{}", self.ticket)),
            Standard::Tincan => query.append_pair("auth", &format!("Basic {}", self.token(store)?)),
        };
        query.append_pair("actor", &self.launch.actor.to_string());
        query.append_pair("registration", &self.whose.registration);
        let name = if self.launch.unit.standard == Standard::Cmi5 { "activityId" } else { "activity_id" };
        query.append_pair(name, &self.activity);
        let page = self.page(base);
        let joint = if page.contains('?') { '&' } else { '?' };
        Ok(format!("{page}{joint}{}", query.finish()))
    }

    fn page(&self, base: &str) -> String {
        format!("{base}/play/{}/{}", self.ticket, self.launch.unit.url)
    }

    /// A file of the package, for whoever has the ticket.
    pub fn file(&self, ticket: &str, path: &str) -> Option<Vec<u8>> {
        if ticket != self.ticket {
            return None;
        }
        self.launch.files.get(path).map(<[u8]>::to_vec)
    }

    /// What is answered to who fetches the token: it is given once. Source: cmi5, 8.2.
    ///
    /// # Errors
    /// Where nobody was told this ticket, or the store cannot keep the key.
    pub fn fetch(&self, store: &Store, ticket: &str) -> Result<Value, Refusal> {
        if ticket != self.ticket || self.launch.unit.standard != Standard::Cmi5 {
            return Err(Refusal::missing());
        }
        let first = std::mem::take(&mut *self.fetchable.lock().unwrap_or_else(PoisonError::into_inner));
        if !first {
            return Ok(json!({"error-code": "1", "error-text": "the token was given already: launch again"}));
        }
        Ok(json!({"auth-token": self.token(store)?}))
    }

    /// A key for this launch alone, as HTTP Basic has it.
    fn token(&self, store: &Store) -> Result<String, Refusal> {
        let whose = self.whose.clone();
        let until = clock::now() + LONGEST;
        let (key, secret) =
            store.write(move |batch| keys::add(batch, "launch", Scope::Session, Some(&whose), Some(until)))?;
        Ok(STANDARD.encode(format!("{}:{secret}", key.id)))
    }

    /// Notes what cmi5 wants before the launch: the document of the session and the statement `launched`. Source: cmi5, 9.3.1, 10.
    fn note(&self, store: &Store, settings: &Settings, agent: Value, base: &str) -> Result<(), Refusal> {
        let unit = &self.launch.unit;
        let id = clock::uuid();
        let mut template = json!({
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": unit.id}]},
            "extensions": {extension("sessionid"): id},
        });
        let mut data = json!({"contextTemplate": template, "launchMode": "Normal", "moveOn": unit.move_on});
        let mut extensions = Map::new();
        extensions.insert(extension("launchmode").to_owned(), json!("Normal"));
        extensions.insert(extension("launchurl").to_owned(), json!(self.page(base)));
        extensions.insert(extension("moveon").to_owned(), json!(unit.move_on));
        if let Some(score) = unit.mastery_score {
            data["masteryScore"] = json!(score);
            extensions.insert(extension("masteryscore").to_owned(), json!(score));
        }
        if let Some(parameters) = &unit.parameters {
            data["launchParameters"] = json!(parameters);
            extensions.insert(extension("launchparameters").to_owned(), json!(parameters));
        }
        if let Some(known) = template["extensions"].as_object_mut() {
            known.append(&mut extensions);
        }
        template["contextActivities"]["category"] = json!([{"objectType": "Activity", "id": category("cmi5")}]);
        template["registration"] = json!(self.whose.registration);
        let statement = json!({
            "id": id, "actor": agent, "verb": {"id": verb("launched"), "display": {"en": "launched"}},
            "object": {"objectType": "Activity", "id": self.activity}, "context": template, "version": "1.0.0",
            "authority": {"objectType": "Agent", "account": {"homePage": settings.home, "name": "launch"}},
        });
        reading::check(&statement, Version::One)?;
        let place = Place {
            kind: Kind::State,
            agent: self.whose.agent.clone(),
            activity: self.activity.clone(),
            registration: Some(self.whose.registration.clone()),
            name: Some(super::LAUNCH_DATA.to_owned()),
        };
        let document = Document::new("application/json".to_owned(), data.to_string().into_bytes());
        store.write(move |batch| {
            documents::put(batch, &place, &document)?;
            statements::keep(batch, vec![Arrival { id, statement, attachments: BTreeMap::new() }])
        })
    }
}
