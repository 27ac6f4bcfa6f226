//! Whether two statements say the same. Source: xAPI 1.0.3, part 2, 2.3.1 (immutability and comparison); xAPI 2.0, 4.2.3.

use jiff::Timestamp;
use serde_json::{Map, Value};

/// What the store gives itself, or what describes and does not say.
const SET_BY_THE_STORE: [&str; 4] = ["id", "stored", "authority", "version"];

/// Whether a statement that arrives says what is stored under its id.
pub fn same(stored: &Value, arriving: &Value) -> bool {
    let (mut a, mut b) = (essence(stored), essence(arriving));
    // A timestamp that the client did not give was given by the store.
    if b.get("timestamp").is_none() {
        a.as_object_mut().map(|statement| statement.remove("timestamp"));
        b.as_object_mut().map(|statement| statement.remove("timestamp"));
    }
    a == b
}

/// What a statement says, in one form.
fn essence(statement: &Value) -> Value {
    let mut essence = statement.clone();
    if let Some(object) = essence.as_object_mut() {
        for name in SET_BY_THE_STORE {
            object.remove(name);
        }
    }
    normalize(&mut essence, "");
    essence
}

fn normalize(value: &mut Value, name: &str) {
    match value {
        Value::Object(object) => {
            // What describes a verb or an activity belongs to it and not to the statement.
            if name == "verb" {
                object.remove("display");
            }
            object.remove("definition");
            normalize_object(object);
            if name == "attachments" || name == "extensions" {
                return;
            }
            for (name, inner) in object.iter_mut() {
                normalize(inner, name);
            }
        }
        Value::Array(all) => {
            all.iter_mut().for_each(|inner| normalize(inner, name));
            if name == "member" {
                all.sort_by_key(ToString::to_string);
            }
        }
        Value::String(text) => normalize_text(text, name),
        _ => {}
    }
}

/// A kind that is understood is left out; a single context activity is a list of one.
fn normalize_object(object: &mut Map<String, Value>) {
    if object.get("objectType").is_some_and(|kind| kind == "Agent" || kind == "Activity") {
        object.remove("objectType");
    }
    if let Some(lists) = object.get_mut("contextActivities").and_then(Value::as_object_mut) {
        for list in lists.values_mut().filter(|list| !list.is_array()) {
            *list = Value::Array(vec![list.take()]);
        }
    }
}

fn normalize_text(text: &mut String, name: &str) {
    match name {
        "timestamp" => {
            if let Ok(moment) = text.parse::<Timestamp>() {
                *text = moment.to_string();
            }
        }
        "duration" => *text = duration(text),
        "sha2" | "mbox_sha1sum" => text.make_ascii_lowercase(),
        "id" | "registration" if uuid::Uuid::parse_str(text).is_ok() => text.make_ascii_lowercase(),
        _ => {}
    }
}

/// A duration to a hundredth of a second, which is as far as it counts. Source: xAPI 1.0.3, part 2, 4.6.
fn duration(text: &str) -> String {
    let Some((whole, rest)) = text.split_once('.') else { return text.to_owned() };
    let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits: String = rest.chars().take_while(char::is_ascii_digit).take(2).collect();
    match digits.trim_end_matches('0') {
        "" => format!("{whole}{unit}"),
        digits => format!("{whole}.{digits}{unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_store_gives_and_what_describes_does_not_count() {
        let stored = json!({"id": "a", "actor": {"objectType": "Agent", "mbox": "mailto:a@x"}, "stored": "s",
            "verb": {"id": "v", "display": {"en": "did"}}, "timestamp": "2026-01-01T00:00:00Z", "authority": {},
            "object": {"id": "o", "definition": {"name": {"en": "n"}}}, "version": "1.0.0",
            "result": {"duration": "PT1.504S"}, "context": {"contextActivities": {"parent": [{"id": "p"}]}}});
        let arriving = json!({"actor": {"mbox": "mailto:a@x"}, "verb": {"id": "v"},
            "object": {"objectType": "Activity", "id": "o"}, "result": {"duration": "PT1.5S"},
            "context": {"contextActivities": {"parent": {"id": "p"}}}});
        assert!(same(&stored, &arriving));
        for (place, other) in [("/verb/id", "w"), ("/object/id", "q"), ("/actor/mbox", "mailto:b@x")] {
            let mut different = arriving.clone();
            *different.pointer_mut(place).expect("is there") = other.into();
            assert!(!same(&stored, &different), "{place}");
        }
        let mut later = arriving.clone();
        later["timestamp"] = "2026-01-01T01:00:00+01:00".into();
        assert!(same(&stored, &later), "one moment in two zones");
        later["timestamp"] = "2026-01-01T01:00:00Z".into();
        assert!(!same(&stored, &later));
    }
}
