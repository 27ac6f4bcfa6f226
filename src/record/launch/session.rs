//! A launch that is under way: what the store notes before it, the address that opens it, and the token that is given once.

use super::Launch;
use super::unit::Standard;
use crate::clock;
use crate::record::store::documents::{self, Document, Kind, Place};
use crate::record::store::keys;
use crate::record::store::mentions;
use crate::record::store::{Arrival, statements};
use crate::record::{ENDPOINT, Refusal, Scope, Settings, Store, reading};
use crate::xapi::statement::Version;
use crate::xapi::vocabulary::{category, extension, verb};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// How long a session lasts at most, in microseconds: a day.
const LONGEST: i64 = 86_400_000_000;

/// A launch that is under way.
pub struct Session {
    pub(super) launch: Launch,
    /// Its id in statements; of no use to tincan.xml.
    pub(super) id: Uuid,
    /// When it began, in microseconds since 1970.
    pub(super) began: i64,
    /// Nobody who was not told finds the pages or the token.
    ticket: String,
    /// Whether the token may still be given.
    fetchable: Mutex<bool>,
    /// The id of the key that was given.
    key: Mutex<Option<String>>,
    pub(super) whose: keys::Session,
    pub(super) activity: String,
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
            Standard::Cmi5 => own_id(&launch.unit.id, &registration),
            Standard::Tincan => launch.unit.id.clone(),
        };
        let ticket = URL_SAFE_NO_PAD.encode(clock::random::<16>());
        let whose = keys::Session { agent: identity, registration };
        let (id, began) = (clock::uuid(), clock::now());
        let (fetchable, key) = (Mutex::new(true), Mutex::default());
        let session = Self { launch, id, began, ticket, fetchable, key, whose, activity };
        if session.launch.unit.standard == Standard::Cmi5 {
            session.note(store, settings, base)?;
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

    /// What only those know who were told the address.
    pub fn ticket(&self) -> &str {
        &self.ticket
    }

    /// The registration.
    pub fn registration(&self) -> &str {
        &self.whose.registration
    }

    /// A file of the package.
    pub fn file(&self, path: &str) -> Option<Vec<u8>> {
        self.launch.files.get(path).map(<[u8]>::to_vec)
    }

    /// What is answered to who fetches the token: it is given once. Source: cmi5, 8.2.
    ///
    /// # Errors
    /// Where no token belongs to the launch, or the store cannot keep the key.
    pub fn fetch(&self, store: &Store) -> Result<Value, Refusal> {
        if self.launch.unit.standard != Standard::Cmi5 {
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
        *self.key() = Some(key.id.clone());
        Ok(STANDARD.encode(format!("{}:{secret}", key.id)))
    }

    /// The id of the key that was given, where one was.
    pub(super) fn key(&self) -> MutexGuard<'_, Option<String>> {
        self.key.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The learner as the store names them.
    pub(super) fn agent(&self, settings: &Settings) -> Value {
        let mut agent = self.launch.actor.clone();
        if let Some(pseudonyms) = &settings.pseudonyms {
            pseudonyms.replace(&mut agent);
        }
        agent
    }

    /// The id that this store has for a thing of the package in the registration. Source: cmi5, 8.1.5 and 9.3.9.
    pub(super) fn own_id(&self, publisher: &str) -> String {
        own_id(publisher, &self.whose.registration)
    }

    /// What every statement of the session has in its context.
    fn template(&self) -> Value {
        json!({
            "contextActivities": {"grouping": [{"objectType": "Activity", "id": self.launch.unit.id}]},
            "extensions": {extension("sessionid"): self.id},
        })
    }

    /// A statement of the LMS about something in this session, checked as any other. Source: cmi5, 9.3 and 9.6.
    pub(super) fn statement(
        &self,
        settings: &Settings,
        name: &str,
        object: Value,
        result: Option<Value>,
        more: Map<String, Value>,
    ) -> Result<Arrival, Refusal> {
        let mut context = self.template();
        if let Some(known) = context["extensions"].as_object_mut() {
            known.extend(more);
        }
        context["contextActivities"]["category"] = json!([{"objectType": "Activity", "id": category("cmi5")}]);
        context["registration"] = json!(self.whose.registration);
        let id = clock::uuid();
        let mut statement = json!({
            "id": id, "actor": self.agent(settings), "verb": {"id": verb(name), "display": {"en": name}},
            "object": object, "context": context, "version": "1.0.0", "timestamp": clock::rfc3339(clock::now()),
            "authority": {"objectType": "Agent", "account": {"homePage": settings.home, "name": "launch"}},
        });
        if let Some(result) = result {
            statement["result"] = result;
        }
        reading::check(&statement, Version::One)?;
        Ok(Arrival::new(id, &statement, BTreeMap::new()))
    }

    /// Notes what cmi5 wants before the launch: the document of the session and the statement `launched`. Source: cmi5, 9.3.1, 10.
    fn note(&self, store: &Store, settings: &Settings, base: &str) -> Result<(), Refusal> {
        let unit = &self.launch.unit;
        let mode = self.launch.mode.name();
        let mut data = json!({"contextTemplate": self.template(), "launchMode": mode, "moveOn": unit.move_on});
        let mut extensions = Map::new();
        extensions.insert(extension("launchmode").to_owned(), json!(mode));
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
        if let Some(address) = &self.launch.return_url {
            data["returnURL"] = json!(address);
        }
        let mut object = json!({"objectType": "Activity", "id": self.activity});
        // The id is this store's own: reports know the unit by its name alone.
        if !unit.titles.is_empty() {
            object["definition"] = json!({"name": unit.titles});
        }
        let launched = self.statement(settings, "launched", object, None, extensions)?;
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
            statements::keep(batch, vec![launched])
        })
    }
}

fn own_id(publisher: &str, registration: &str) -> String {
    format!("urn:uuid:{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{publisher} {registration}").as_bytes()))
}
