//! The events of a report, from statements one at a time. Nothing here depends on their order, and a statement that
//! comes twice counts once: the fold over them ([`super::Progress`]) takes the earliest and the furthest of what it sees.

use super::event::{Deed, Event, Extent, Kind};
use super::names::Names;
use super::raw::{Actor, Raw, Score};
use super::verbs;
use crate::xapi::pseudonym;
use crate::xapi::statement::{Version, timestamp};
use crate::xapi::vocabulary;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Why a text is not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoEvent {
    /// It is not JSON, or not a statement.
    NotAStatement,
    /// It has no time, or one that cannot be read.
    NoTime,
    /// It is about a group, or about nobody who is named.
    Nobody,
}

/// What was read from all sources.
#[derive(Debug, Default)]
pub struct Events {
    /// What happened, in the order in which it was read.
    pub all: Vec<Event>,
    /// Who: the identity of an actor, as `account HOME NAME` or `mbox mailto:…`.
    pub learners: Names,
    /// Activities by their IRIs.
    pub things: Names,
    /// Verbs, answers and languages.
    pub words: Names,
    /// Titles that statements give to activities.
    pub titles: BTreeMap<u32, String>,
    /// How many statements were read, those that say nothing about progress as well.
    pub statements: usize,
    /// How many texts said nothing that a report could count.
    pub left_out: usize,
    /// The IRI of today of activities that had another.
    pub(super) renamed: BTreeMap<String, String>,
    /// The ids of statements that were taken back.
    voided: BTreeSet<(u64, u64)>,
}

impl Events {
    /// Nothing yet; activities that had other IRIs are known by those of today.
    pub fn of(renamed: BTreeMap<String, String>) -> Self {
        Self { renamed, ..Self::default() }
    }

    /// Takes one statement in.
    ///
    /// # Errors
    /// Where the text says nothing that a report could count; then nothing is taken in.
    pub fn take(&mut self, text: &str) -> Result<(), NoEvent> {
        let taken = self.taken(text);
        match taken {
            Ok(()) => self.statements += 1,
            Err(_) => self.left_out += 1,
        }
        taken
    }

    fn taken(&mut self, text: &str) -> Result<(), NoEvent> {
        let raw: Raw<'_> = serde_json::from_str(text).map_err(|_| NoEvent::NotAStatement)?;
        if self.takes_back(&raw) {
            return Ok(());
        }
        let event = self.event(&raw, text)?;
        self.all.push(event);
        Ok(())
    }

    /// Takes in a statement that is known to have been taken back.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn take_voided(&mut self, text: &str) -> Result<(), NoEvent> {
        let before = self.all.len();
        self.take(text)?;
        self.voided.extend(self.all[before..].iter().map(|event| event.id));
        Ok(())
    }

    /// Puts the events of each learner together and in the order of time, so that folding them goes through memory once.
    pub fn sort(&mut self) {
        self.all.sort_unstable_by_key(|event| (event.learner, event.at));
    }

    /// Everything but what was taken back, whenever that came.
    pub fn standing(&self) -> impl Iterator<Item = &Event> {
        self.all.iter().filter(|event| !self.is_voided(event))
    }

    /// Whether an event was taken back.
    pub fn is_voided(&self, event: &Event) -> bool {
        !self.voided.is_empty() && self.voided.contains(&event.id)
    }

    fn thing(&mut self, iri: &str) -> u32 {
        self.things.number(self.renamed.get(iri).map_or(iri, String::as_str))
    }

    fn takes_back(&mut self, raw: &Raw<'_>) -> bool {
        let is_reference = raw.object.object_type.as_ref().is_some_and(|kind| kind.0 == "StatementRef");
        let is_it = is_reference && raw.verb.id.0 == vocabulary::verb("voided");
        if let Some(id) = raw.object.id.as_ref().filter(|_| is_it).and_then(|id| Uuid::parse_str(&id.0).ok()) {
            self.voided.insert(id.as_u64_pair());
        }
        is_it
    }

    fn event(&mut self, raw: &Raw<'_>, text: &str) -> Result<Event, NoEvent> {
        let who = identity(&raw.actor).ok_or(NoEvent::Nobody)?;
        // Not every store holds times to the standard: then the moment at which it took the statement in is the next best.
        let mut times = [&raw.timestamp, &raw.stored].into_iter().flatten();
        let at = times
            .find_map(|time| time.0.parse().ok().or_else(|| timestamp(&time.0, Version::One)))
            .map(Timestamp::as_microsecond)
            .ok_or(NoEvent::NoTime)?;
        let is_activity = raw.object.object_type.as_ref().is_none_or(|kind| kind.0 == "Activity");
        let object = raw.object.id.as_ref().filter(|_| is_activity);
        let given = raw.id.as_ref().and_then(|id| Uuid::parse_str(&id.0).ok());
        let id = given.unwrap_or_else(|| Uuid::new_v5(&Uuid::NAMESPACE_URL, text.as_bytes()));
        let definition = raw.object.definition.as_ref();
        let kind = if object.is_none() {
            Kind::Other
        } else {
            verbs::kind(definition.and_then(|definition| Some(&*definition.kind.as_ref()?.0)), &raw.verb.id.0)
        };
        let result = raw.result.as_ref();
        let around = raw.context.as_ref().and_then(|context| context.context_activities.as_ref());
        let parent = around.and_then(|around| around.parent.as_ref()?.0.as_ref());
        let language = raw.context.as_ref().and_then(|context| context.language.as_ref());
        let team = raw.context.as_ref().and_then(|context| context.team.as_ref()?.account.as_ref());
        let team = team.map(|account| &*account.name.0);
        let answer = result.and_then(|result| result.response.as_ref()).filter(|_| kind == Kind::Item);
        let thing = self.thing(object.map_or("", |id| &id.0));
        let deed = verbs::deed(&raw.verb.id.0, kind, result.and_then(|result| result.completion));
        if let Some(name) = definition.and_then(|definition| definition.name.as_ref()?.0.as_ref()) {
            // The smallest of several is one whatever the order.
            let title = self.titles.entry(thing).or_insert_with(|| name.0.clone().into_owned());
            if *name.0 < **title {
                *title = name.0.clone().into_owned();
            }
        }
        Ok(Event {
            id: id.as_u64_pair(),
            at,
            learner: self.learners.number(&who),
            thing,
            within: parent.map(|parent| self.thing(&parent.0)),
            verb: self.words.number(&raw.verb.id.0),
            answer: answer.map(|answer| self.words.number(&answer.0)),
            team: team.map(|team| self.words.number(team)),
            language: language.map(|language| self.words.number(&language.0)),
            kind,
            deed,
            right: result.and_then(|result| result.success),
            score: result.and_then(|result| result.score.as_ref()).and_then(points),
            extent: extent(given, deed),
        })
    }
}

fn points(score: &Score) -> Option<f32> {
    let share = score.scaled.or_else(|| Some(score.raw? / score.max.filter(|max| *max > 0.0)?));
    share.map(|share| share * 100.0).or(score.raw)
}

/// A statement whose id is made of what a file says (version 5) comes from an export of an LMS or the like; modules and
/// platforms take random ones.
fn extent(id: Option<Uuid>, deed: Deed) -> Extent {
    match deed {
        _ if id.is_none_or(|id| id.get_version_num() != 5) => Extent::Situations,
        Deed::Begun => Extent::Opening,
        _ => Extent::End,
    }
}

/// The one text for an actor. Source: xAPI 1.0.3, part 2, 2.4.2.3.
fn identity(actor: &Actor<'_>) -> Option<String> {
    if actor.member.is_some() {
        return None;
    }
    if let Some(account) = &actor.account {
        return Some(pseudonym::account(&account.home_page.0, &account.name.0));
    }
    let of = |kind: &str, text: &Option<super::raw::Text<'_>>| text.as_ref().map(|text| format!("{kind} {}", text.0));
    let sum = of("mbox_sha1sum", &actor.mbox_sha1sum).map(|sum| sum.to_ascii_lowercase());
    of("mbox", &actor.mbox).or(sum).or_else(|| of("openid", &actor.openid))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn statement() -> serde_json::Value {
        json!({
            "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2a",
            "actor": {"account": {"homePage": "https://lms.example.org", "name": "a\u{e9}"}},
            "verb": {"id": vocabulary::verb("completed")},
            "object": {"id": "https://d.example.org/t1-s01", "definition": {"type": vocabulary::activity_type("situation")}},
            "context": {"contextActivities": {"parent": [{"id": "https://d.example.org/modules/t1"}]}},
            "timestamp": "2026-11-20T10:00:00+01:00",
        })
    }

    #[test]
    fn a_statement_becomes_an_event() {
        let mut events = Events::default();
        events.take(&statement().to_string()).expect("a statement");
        let event = &events.all[0];
        assert_eq!((event.kind, event.deed), (Kind::Situation, Deed::Handled));
        assert_eq!(event.at, "2026-11-20T09:00:00Z".parse::<Timestamp>().expect("a time").as_microsecond());
        assert_eq!(events.learners.text(0), "account https://lms.example.org aé");
        assert_eq!(event.within.map(|within| events.things.text(within)), Some("https://d.example.org/modules/t1"));
    }

    #[test]
    fn what_is_taken_back_does_not_stand_in_either_order() {
        let voids = json!({
            "actor": {"mbox": "mailto:a@example.org"}, "verb": {"id": vocabulary::verb("voided")},
            "object": {"objectType": "StatementRef", "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2a"},
        });
        for order in [[&statement(), &voids], [&voids, &statement()]] {
            let mut events = Events::default();
            order.iter().for_each(|text| events.take(&text.to_string()).expect("a statement"));
            assert_eq!((events.standing().count(), events.statements), (0, 2));
        }
    }

    #[test]
    fn what_cannot_be_counted_says_why() {
        let mut without_time = statement();
        without_time.as_object_mut().expect("an object").remove("timestamp");
        let mut group = statement();
        group["actor"]["member"] = json!([]);
        for (text, reason) in [
            ("{}".to_owned(), NoEvent::NotAStatement),
            ("[".to_owned(), NoEvent::NotAStatement),
            (without_time.to_string(), NoEvent::NoTime),
            (group.to_string(), NoEvent::Nobody),
        ] {
            let mut events = Events::default();
            assert_eq!(events.take(&text), Err(reason), "{text}");
            assert_eq!(events.statements, 0);
        }
    }
}
