//! Statements: what the standard forbids is refused with its rule and its place, what it allows is read, and two with one id are
//! the same or not.

mod anything;
mod faults;
mod good;
mod same;

use cartable::diagnostic::Locale;
use cartable::xapi::statement::{Fault, Version, parse, read, rules};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A statement with every part that one can have in 1.0.3.
fn whole() -> Value {
    let agent = json!({"name": "a", "account": {"homePage": "https://lms.example.org", "name": "7f3a"}});
    json!({
        "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2a",
        "actor": agent,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/answered", "display": {"en": "answered", "fr-BE": "a répondu"}},
        "object": {
            "objectType": "Activity",
            "id": "https://deck.example.org/t1-s01/q2",
            "definition": {
                "name": {"en": "a"}, "description": {"en": "b"}, "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "moreInfo": "https://deck.example.org/more", "extensions": {"https://deck.example.org/e": null},
                "interactionType": "choice", "correctResponsesPattern": ["a[,]b"],
                "choices": [{"id": "a", "description": {"en": "A"}}, {"id": "b"}]
            }
        },
        "result": {
            "score": {"scaled": 0.5, "raw": 5, "min": 0, "max": 10}, "success": true, "completion": false, "response": "a",
            "duration": "PT1H2.5S", "extensions": {"https://deck.example.org/e": {"deep": [null]}}
        },
        "context": {
            "registration": "0191f2c4-6f6b-7c31-8a54-3c7a2f1f9b10", "instructor": agent, "revision": "1", "platform": "p", "language": "fr",
            "team": {"objectType": "Group", "member": [agent]},
            "statement": {"objectType": "StatementRef", "id": "0191f2c4-6f6b-7c31-8a54-3c7a2f1f9b11"},
            "contextActivities": {"parent": {"id": "https://deck.example.org/t1"}, "category": [{"id": "https://deck.example.org/c"}]},
            "extensions": {"https://deck.example.org/e": ""}
        },
        "timestamp": "2026-11-20T09:14:00.123Z", "stored": "2026-11-20T09:14:01Z", "authority": agent, "version": "1.0.0",
        "attachments": [{
            "usageType": "https://deck.example.org/u", "display": {"en": "a"}, "contentType": "text/plain; charset=utf-8", "length": 3,
            "sha2": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "fileUrl": "https://deck.example.org/f"
        }]
    })
}

/// Puts a value at a place of a statement; nothing (`Value::Null` with `cut`) takes the key away.
fn put(statement: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match statement.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.insert(key.replace("~1", "/"), value)),
        Value::Array(all) => all[key.parse::<usize>().unwrap()] = value,
        other => panic!("{parent} is {other}"),
    }
}

fn cut(statement: &mut Value, pointer: &str) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    statement.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
}

fn codes(faults: &[Fault]) -> Vec<(&str, &str)> {
    faults.iter().map(|fault| (fault.rule.code, fault.pointer.as_str())).collect()
}

#[test]
fn every_rule_is_broken_by_a_case() {
    let broken: BTreeSet<&str> =
        faults::CASES.iter().map(|case| case.code).chain(["X001", "X002", "X006", "X025", "X026", "X027"]).collect();
    let all: BTreeSet<&str> = rules::RULES.iter().map(|rule| rule.code).collect();
    assert_eq!(broken, all);
    for rule in rules::RULES {
        assert!(!rules::clause(rule, Version::One).is_empty() && !rules::clause(rule, Version::Two).is_empty());
    }
}

#[test]
fn what_is_no_json_or_says_a_thing_twice_is_refused() {
    for (text, code, value) in [
        ("", "X001", "1:0"),
        ("{\"a\":\n 1,}", "X001", "2:4"),
        ("{} {}", "X001", "1:4"),
        ("{\"a\": NaN}", "X001", "1:7"),
        (r#"{"a":{"b":1,"c":2,"b":1}}"#, "X002", "b"),
        (r#"{"a":1,"\u0061":1}"#, "X002", "a"),
    ] {
        let fault = parse(text.as_bytes(), Version::One).unwrap_err();
        assert_eq!((fault.rule.code, fault.value.as_str()), (code, value), "{text}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(parse(deep.as_bytes(), Version::One).unwrap_err().rule.code, "X027");
    let fault = parse(b"{\"a\":\n [1e999]}", Version::One).unwrap_err();
    assert_eq!((fault.rule.code, fault.value.split(':').next()), ("X027", Some("2")));
    assert_eq!(parse(b"\xff", Version::One).unwrap_err().rule.code, "X001");
    let value = parse(whole().to_string().as_bytes(), Version::One).unwrap();
    assert_eq!(value, whole());
    assert!(read(&value, Version::One).is_ok());
}

#[test]
fn a_fault_says_where_and_by_which_clause_in_both_languages() {
    let mut statement = whole();
    statement["verb"]["id"] = "answered".into();
    let faults = read(&statement, Version::One).unwrap_err();
    let said = |locale| faults[0].text(locale);
    assert_eq!(said(Locale::En), "/verb/id: “answered” is not an IRI (xAPI 1.0.3, Data 2.2).");
    assert_eq!(said(Locale::Fr), "/verb/id : « answered » n’est pas un IRI (xAPI 1.0.3, Data 2.2).");
}
