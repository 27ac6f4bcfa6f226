//! What an LMS concludes from a session of cmi5: that it was abandoned, and that a unit and what it stands in are satisfied. Source: cmi5,
//! 9.3.6, 9.3.9 and 9.5.4.2.

use super::Session;
use super::unit::{Standard, Whole};
use crate::record::store::list::{self, Filter};
use crate::record::store::mentions::Facet;
use crate::record::store::{keys, statements};
use crate::record::{Refusal, Settings, Store};
use crate::xapi::vocabulary::{activity_type, extension, verb};
use jiff::SignedDuration;
use serde_json::{Map, Value, json};

/// How many statements of a registration are looked at, the latest.
const LOOKED_AT: usize = 1000;

impl Session {
    /// Ends a session that goes on: says `abandoned`, and lets its key do nothing more. Nothing happens to one that has ended. Whether it did.
    ///
    /// # Errors
    /// Where the store cannot keep it.
    pub fn abandon(&self, store: &Store, settings: &Settings) -> Result<bool, Refusal> {
        if self.launch.unit.standard != Standard::Cmi5 || self.has_ended(store)? {
            return Ok(false);
        }
        let object = json!({"objectType": "Activity", "id": self.activity});
        let lasted = SignedDuration::from_micros(self.last_said(store)?.saturating_sub(self.began).max(0));
        let result = json!({"duration": format!("PT{:.2}S", lasted.as_secs_f64())});
        let abandoned = self.statement(settings, "abandoned", object, Some(result), Map::new())?;
        let key = self.key().clone();
        store.write(move |batch| {
            if let Some(key) = &key {
                keys::revoke(batch, key)?;
            }
            statements::keep(batch, vec![abandoned])
        })?;
        Ok(true)
    }

    /// Says `satisfied`, once in a registration, of each block and course that has this unit alone, where what was told of it is enough.
    /// How many times it was said.
    ///
    /// # Errors
    /// Where the store cannot be read or cannot keep it.
    pub fn conclude(&self, store: &Store, settings: &Settings) -> Result<usize, Refusal> {
        if self.launch.unit.standard != Standard::Cmi5 {
            return Ok(0);
        }
        let told = self.told(store)?;
        let says = |name: &str| {
            told.iter().any(|(_, one)| one["object"]["id"] == self.activity.as_str() && one["verb"]["id"] == verb(name))
        };
        if !is_met(&self.launch.unit.move_on, says("completed"), says("passed")) {
            return Ok(0);
        }
        let mut fresh = Vec::new();
        for whole in &self.launch.unit.wholes {
            let (kind, id) = match whole {
                Whole::Block(id) => ("satisfied-block", id),
                Whole::Course(id) => ("satisfied-course", id),
            };
            let id = self.own_id(id);
            if told.iter().any(|(_, one)| one["object"]["id"] == id.as_str()) {
                continue;
            }
            let object = json!({"objectType": "Activity", "id": id, "definition": {"type": activity_type(kind)}});
            fresh.push(self.statement(settings, "satisfied", object, None, Map::new())?);
        }
        let count = fresh.len();
        if count > 0 {
            store.write(move |batch| statements::keep(batch, fresh))?;
        }
        Ok(count)
    }

    /// Whether the key of the session does nothing more.
    fn has_ended(&self, store: &Store) -> Result<bool, Refusal> {
        let Some(key) = self.key().clone() else { return self.is_abandoned(store) };
        store.read(|connection| Ok(!keys::stands(connection, &key)?))
    }

    fn is_abandoned(&self, store: &Store) -> Result<bool, Refusal> {
        let is_it = |(_, one): &(i64, Value)| self.is_of(one) && one["verb"]["id"] == verb("abandoned");
        Ok(self.told(store)?.iter().any(is_it))
    }

    /// When the last statement of the session came, or the session began, in microseconds since 1970.
    fn last_said(&self, store: &Store) -> Result<i64, Refusal> {
        let told = self.told(store)?;
        Ok(told.iter().filter(|(_, one)| self.is_of(one)).map(|(stored, _)| *stored).max().unwrap_or(self.began))
    }

    fn is_of(&self, statement: &Value) -> bool {
        let session = statement["context"]["extensions"].get(extension("sessionid"));
        session.and_then(Value::as_str) == Some(self.id.to_string().as_str())
    }

    /// What was told in the registration, with when it was stored.
    fn told(&self, store: &Store) -> Result<Vec<(i64, Value)>, Refusal> {
        let mentions = vec![(Facet::Registration, self.registration().to_owned())];
        let filter = Filter { mentions, limit: LOOKED_AT, ..Filter::default() };
        let page = store.read(|connection| list::page(connection, &filter))?;
        let read = |(stored, body): (i64, String)| Some((stored, serde_json::from_str(&body).ok()?));
        Ok(page.statements.into_iter().filter_map(read).collect())
    }
}

/// Whether the learner may move on. Source: cmi5, 13.1.4.
fn is_met(move_on: &str, completed: bool, passed: bool) -> bool {
    match move_on {
        "Completed" => completed,
        "Passed" => passed,
        "CompletedAndPassed" => completed && passed,
        "CompletedOrPassed" => completed || passed,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_met;

    #[test]
    fn who_may_move_on_is_as_the_standard_has_it() {
        for (move_on, met) in [
            ("NotApplicable", [true, true, true, true]),
            ("Completed", [false, true, false, true]),
            ("Passed", [false, false, true, true]),
            ("CompletedAndPassed", [false, false, false, true]),
            ("CompletedOrPassed", [false, true, true, true]),
        ] {
            let found = [(false, false), (true, false), (false, true), (true, true)];
            assert_eq!(found.map(|(completed, passed)| is_met(move_on, completed, passed)), met, "{move_on}");
        }
    }
}
