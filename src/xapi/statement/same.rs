//! Whether two statements with one id are the same statement (xAPI 1.0.3, Data 2.3.1; 2.0.0, 4.2.4): what a store may add or
//! change does not count, nor what is no part of a statement; everything else does.

use super::{Version, forms};
use serde_json::{Map, Value};

/// Whether two statements are the same. One of them has been read without faults; the other may be what a store made of it.
pub fn same(one: &Value, other: &Value) -> bool {
    let (mut one, mut other) = (plain(one), plain(other));
    // A store that was given no time gives one.
    if let (Some(a), Some(b)) = (one.as_object_mut(), other.as_object_mut())
        && !(a.contains_key("timestamp") && b.contains_key("timestamp"))
    {
        a.remove("timestamp");
        b.remove("timestamp");
    }
    one == other
}

/// A statement or a sub-statement without what does not count.
fn plain(statement: &Value) -> Value {
    let Some(fields) = statement.as_object() else { return statement.clone() };
    let kept = fields.iter().filter_map(|(key, value)| {
        let value = match key.as_str() {
            "stored" | "authority" | "version" | "attachments" => return None,
            "id" => lower(value),
            "timestamp" => moment(value),
            "actor" => actor(value),
            "verb" => without(value, "display"),
            "object" => object(value),
            "result" => result(value),
            "context" => context(value),
            _ => value.clone(),
        };
        Some((key.clone(), value))
    });
    Value::Object(kept.collect())
}

fn object(value: &Value) -> Value {
    match value["objectType"].as_str() {
        Some("Agent" | "Group") => actor(value),
        Some("SubStatement") => plain(value),
        Some("StatementRef") => with(value, "id", lower),
        _ => activity(value),
    }
}

/// The definition is the activity's and not the statement's; `Activity` is what an object is by default.
fn activity(value: &Value) -> Value {
    without(&without(value, "definition"), "objectType")
}

/// The host of a mailbox and a checksum have no case; the members of a group have no order.
fn actor(value: &Value) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    if fields.get("objectType").is_some_and(|kind| kind == "Agent") {
        fields.remove("objectType");
    }
    change(&mut fields, "mbox_sha1sum", lower);
    change(&mut fields, "mbox", |mbox| {
        let (user, host) = mbox.as_str().and_then(|text| text.rsplit_once('@')).unwrap_or_default();
        Value::from(format!("{user}@{}", host.to_ascii_lowercase()))
    });
    change(&mut fields, "member", |members| {
        let mut all: Vec<Value> = members.as_array().into_iter().flatten().map(actor).collect();
        all.sort_by_key(Value::to_string);
        Value::Array(all)
    });
    Value::Object(fields)
}

/// Durations are texts, of which no more than hundredths of a second count (Data 4.6).
fn result(value: &Value) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    change(&mut fields, "duration", |duration| {
        let text = duration.as_str().unwrap_or_default();
        match text.strip_suffix('S').and_then(|text| text.split_once(['.', ','])) {
            Some((whole, fraction)) => {
                let hundredths: String = fraction.chars().take(2).collect();
                let kept = hundredths.trim_end_matches('0');
                Value::from(if kept.is_empty() { format!("{whole}S") } else { format!("{whole}.{kept}S") })
            }
            None => duration.clone(),
        }
    });
    change(&mut fields, "score", numbers);
    Value::Object(fields)
}

fn context(value: &Value) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    change(&mut fields, "registration", lower);
    change(&mut fields, "statement", |reference| with(reference, "id", lower));
    change(&mut fields, "instructor", actor);
    change(&mut fields, "team", actor);
    for key in ["contextAgents", "contextGroups"] {
        change(&mut fields, key, |all| {
            let all = all.as_array().into_iter().flatten();
            all.map(|one| with(&with(one, "agent", actor), "group", actor)).collect()
        });
    }
    change(&mut fields, "contextActivities", |lists| {
        let lists = lists.as_object().into_iter().flatten();
        let list = |value: &Value| match value {
            Value::Array(all) => all.iter().map(activity).collect(),
            alone => Value::Array(vec![activity(alone)]),
        };
        Value::Object(lists.map(|(key, value)| (key.clone(), list(value))).collect())
    });
    Value::Object(fields)
}

fn change(fields: &mut Map<String, Value>, key: &str, to: impl Fn(&Value) -> Value) {
    if let Some(value) = fields.get_mut(key) {
        *value = to(value);
    }
}

fn with(value: &Value, key: &str, to: impl Fn(&Value) -> Value) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    change(&mut fields, key, to);
    Value::Object(fields)
}

fn without(value: &Value, key: &str) -> Value {
    let mut fields = value.as_object().cloned().unwrap_or_default();
    fields.remove(key);
    Value::Object(fields)
}

fn lower(value: &Value) -> Value {
    value.as_str().map_or_else(|| value.clone(), |text| Value::from(text.to_ascii_lowercase()))
}

/// 1 and 1.0 are one number.
fn numbers(value: &Value) -> Value {
    let fields = value.as_object().into_iter().flatten();
    Value::Object(fields.map(|(key, number)| (key.clone(), number.as_f64().into())).collect())
}

fn moment(value: &Value) -> Value {
    let at = value.as_str().and_then(|text| forms::timestamp(text, Version::One));
    at.map_or_else(|| value.clone(), |at| Value::from(at.to_string()))
}
