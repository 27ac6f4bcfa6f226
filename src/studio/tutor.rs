//! What the tutor sees: the pages of `report` for what the simulated LMS holds, made by the functions of `cartable report`. An LMS with
//! SCORM holds what Moodle's export would have; one with a record store holds statements.

use super::platform::{HOME, Played};
use super::preview::{Ask, is_launched};
use super::{Studio, answer};
use crate::clock;
use crate::course::{Split, modules};
use crate::deck::Deck;
use crate::diagnostic::Findings;
use crate::report::{Ask as Report, Entry, Events, Outline, Output, Roster, Thresholds, report};
use crate::statements::{Accounts, Catalogue, Options, Statements, zone};
use crate::titles;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pages are kept; a frame that shows an older one is drawn anew soon.
const MOST: usize = 6;
/// How far the simulated LMS may be in the future, in days.
const DAYS: i64 = 10_000;
/// What a report calls the source.
const SOURCE: &str = "LMS";

/// Whose page it is.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Whom {
    Accompany,
    Group,
}

/// What is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    format: String,
    language: String,
    scope: String,
    profile: String,
    whom: Whom,
    /// How many days have passed in the simulated LMS.
    #[serde(default)]
    days: i64,
    /// The name of a time zone.
    #[serde(default)]
    zone: String,
    /// Moodle's export, for SCORM: CSV.
    #[serde(default)]
    export: String,
}

/// The pages that were made, by their ids.
#[derive(Default)]
pub(super) struct Pages(Mutex<VecDeque<(String, String)>>);

impl Pages {
    fn put(&self, page: String) -> String {
        let id = URL_SAFE_NO_PAD.encode(clock::random::<16>());
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.pop_front();
        }
        all.push_back((id.clone(), page));
        id
    }

    fn get(&self, id: &str) -> Option<String> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(known, _)| known == id).map(|(_, page)| page.clone())
    }
}

/// Makes a page: its `address`, or null where the LMS holds nothing that a report would count.
pub(super) async fn make(State(studio): State<Arc<Studio>>, body: Bytes) -> Response {
    let Ok(asked) = serde_json::from_slice::<Asked>(&body) else {
        return answer::refused(&studio, StatusCode::BAD_REQUEST, "order");
    };
    let own = Arc::clone(&studio);
    let made = tokio::task::spawn_blocking(move || page(&own, &asked)).await.ok().flatten();
    let address = |page| format!("{}/tutor/{}", studio.gate.module_base(), studio.tutor.put(page));
    answer::data(&json!({ "address": made.map(address) }))
}

/// A page that was made.
pub(super) async fn show(State(studio): State<Arc<Studio>>, Path((ticket, id)): Path<(String, String)>) -> Response {
    match studio.tutor.get(&id).filter(|_| studio.gate.is_ticket(&ticket)) {
        Some(page) => answer::file("report.html", page),
        None => answer::refused(&studio, StatusCode::NOT_FOUND, "missing"),
    }
}

fn page(studio: &Studio, asked: &Asked) -> Option<String> {
    let read = studio.latest.read();
    let named = zone(&asked.zone);
    let zone_name = named.as_ref().map_or("UTC", |_| &asked.zone).to_owned();
    let zone = named.unwrap_or(TimeZone::UTC);
    let mut events = Events::of(titles::renamed(&read.deck));
    if is_launched(&asked.format) {
        told(studio, asked, &mut events);
    } else {
        exported(&read.deck, asked, &zone, &mut events);
    }
    if events.statements == 0 {
        return None;
    }
    let language = studio.settings.locale.key().to_owned();
    let now = Timestamp::from_microsecond(clock::now()).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(zone.clone());
    let today = now.date().checked_add(asked.days.clamp(0, DAYS).days()).unwrap_or(now.date());
    let output = match asked.whom {
        Whom::Accompany => Output::Accompany,
        Whom::Group => Output::Group,
    };
    let titles: Outline = titles::of(&read.deck, &language);
    let (thresholds, sources) = (Thresholds::default(), vec![SOURCE.to_owned()]);
    let ask = Report { output, language, zone, zone_name, today, thresholds, home_page: None, sources };
    // The tutor knows who it is from a list of their own.
    let learner = super::page::texts(studio.settings.locale)["look"]["learner"].as_str().unwrap_or_default().to_owned();
    let entries = [(learner.clone(), Entry { name: learner, ..Entry::default() })].into();
    report(&ask, &mut events, &Roster { entries }, titles, &mut Findings::default())?.page().ok()
}

/// The statements of a record store.
fn told(studio: &Studio, asked: &Asked, events: &mut Events) {
    let (format, language, scope) = (asked.format.clone(), asked.language.clone(), asked.scope.clone());
    let played = Played { ask: Ask { format, language, scope }, profile: asked.profile.clone() };
    let Some(platform) = studio.platforms.of_played(&played) else { return };
    for (body, voided) in platform.store().statements().unwrap_or_default() {
        // One that says nothing of anybody's progress is left out, as `cartable report` does.
        let _ = if voided { events.take_voided(&body) } else { events.take(&body) };
    }
}

/// The statements that `cartable statements` makes of Moodle's export.
fn exported(deck: &Deck, asked: &Asked, zone: &TimeZone, events: &mut Events) {
    let split = if asked.scope == "deck" { Split::Deck } else { Split::Theme };
    let mut part = deck.clone();
    if split == Split::Theme {
        part.select(std::slice::from_ref(&asked.scope));
    }
    let module = modules(&part, deck.source_language(), split, deck.tracking).into_iter().next();
    let modules = module.map(|module| (module.id.clone(), None)).into_iter().collect();
    let catalogue = Catalogue::of(deck);
    let accounts = Accounts { home_page: HOME.to_owned(), field: None, key: None };
    let options = Options { accounts, zone: zone.clone(), modules };
    let mut take = |statement: &Value| {
        // What we tell ourselves has all that a report looks at.
        let _ = events.take(&statement.to_string());
    };
    let mut findings = Findings::default();
    Statements::new(&catalogue, &options).tell("moodle.csv", asked.export.as_bytes(), &mut take, &mut findings);
}
