//! What the standard allows.

use super::{put, whole};
use cartable::xapi::statement::{Actor, Identifier, Object, Version, read};
use serde_json::{Value, json};

#[test]
fn what_the_standard_allows_is_read() {
    for (pointer, value) in [
        ("/id", json!("706FDBFD-D9B5-533F-9C81-46A5B0646F2A")),
        ("/id", json!("12345678-1234-5678-1234-567812345678")),
        ("/actor", json!({"objectType": "Agent", "mbox": "mailto:Å.b+c@example.org"})),
        ("/actor", json!({"mbox_sha1sum": "EBD31E95054c018b10727ccffd2ef2ec3a016ee9"})),
        ("/actor", json!({"openid": "https://a.example.org/"})),
        ("/actor", json!({"objectType": "Group", "mbox": "mailto:a@example.org"})),
        ("/object", json!({"id": "urn:isbn:1"})),
        ("/verb", json!({"id": "tag:example.org,2026:é"})),
        ("/result", json!({})),
        ("/result/duration", json!("P4W")),
        ("/result/duration", json!("P3Y1M29DT4H35M59.14S")),
        ("/result/duration", json!("PT0,5H")),
        ("/result/duration", json!("PT16559.123456S")),
        ("/result/score", json!({"raw": 3e2})),
        ("/timestamp", json!("2026-02-28t09:14:00.123456789123z")),
        ("/timestamp", json!("2026-11-20T09:14:00+02:00")),
        ("/timestamp", json!("2026-11-20T09:14:60Z")),
        ("/context/language", json!("zh-Hant-CN-x-private1-private2")),
        ("/context/language", json!("i-klingon")),
        ("/context/language", json!("de-CH-1901")),
        ("/context/language", json!("zh-cmn-Hans-CN")),
        ("/context/language", json!("en-US-u-islamcal-a-bb")),
        ("/context/contextActivities/other", json!([])),
        ("/attachments", json!([])),
        ("/version", json!("1.0")),
        ("/version", json!("1.0.9")),
        (
            "/authority",
            json!({"objectType": "Group", "member": [{"openid": "https://a.example.org"}, {"mbox": "mailto:a@example.org"}]}),
        ),
        ("/object/definition/correctResponsesPattern", json!([])),
    ] {
        let mut statement = whole();
        put(&mut statement, pointer, value.clone());
        for version in [Version::One, Version::Two] {
            let read = read(&statement, version);
            assert!(read.is_ok(), "{pointer} {value}: {:#?}", read.err());
        }
    }
}

/// xAPI 1.0.3, Data 4.5 asks for ISO 8601 and only advises the rest; 2.0.0 asks for RFC 3339.
#[test]
fn short_time_zones_are_of_1_0_3() {
    for text in ["2026-11-20T09:14:00", "2026-11-20T09:14:00+02", "2026-11-20T09:14:00.5-0230"] {
        let mut statement = whole();
        statement["timestamp"] = text.into();
        assert!(read(&statement, Version::One).is_ok(), "{text}");
        assert!(read(&statement, Version::Two).is_err(), "{text}");
    }
    let mut statement = whole();
    statement["timestamp"] = "2026-11-20T09:14:00+02".into();
    let moment = read(&statement, Version::One).unwrap().timestamp().unwrap();
    assert_eq!(moment.to_string(), "2026-11-20T07:14:00Z");
}

#[test]
fn the_parts_of_a_statement_are_there_and_the_whole_is_what_was_sent() {
    let value = whole();
    let statement = read(&value, Version::One).unwrap();
    assert!(std::ptr::eq(statement.raw(), &value));
    let account = Identifier::Account { home_page: "https://lms.example.org", name: "7f3a" };
    assert_eq!(statement.actor().identifier(), Some(account));
    assert_eq!(statement.verb().id, "http://adlnet.gov/expapi/verbs/answered");
    let Object::Activity(activity) = statement.object() else { panic!("no activity") };
    assert_eq!(activity.definition.as_ref().unwrap().interaction, Some("choice"));
    let result = statement.result().unwrap();
    assert_eq!((result.score.unwrap().raw(), result.success), (Some(5.0), Some(true)));
    let context = statement.context();
    let activities: Vec<_> = context.activities.iter().map(|(key, activity)| (*key, activity.id)).collect();
    assert_eq!(activities, [("parent", "https://deck.example.org/t1"), ("category", "https://deck.example.org/c")]);
    assert_eq!(context.team.as_ref().unwrap().members().len(), 1);
    assert_eq!(statement.attachments()[0].length, 3);
    assert!(matches!(statement.authority(), Some(Actor::Agent(_))));
    assert_eq!(statement.voids(), None);
}

#[test]
fn a_voiding_statement_names_the_one_it_voids() {
    let id = "706fdbfd-d9b5-533f-9c81-46a5b0646f2b";
    let statement = json!({
        "actor": {"mbox": "mailto:a@example.org"},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": id}
    });
    let read = read(&statement, Version::Two).unwrap();
    assert_eq!(read.voids().unwrap().to_string(), id);
}

#[test]
fn the_examples_of_the_vocabulary_are_statements() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/xapi/examples");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 10);
    for path in files {
        let value: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        for version in [Version::One, Version::Two] {
            assert!(read(&value, version).is_ok(), "{}", path.display());
        }
    }
}

#[test]
fn versions_have_names() {
    for (text, version) in [
        ("1.0", Some(Version::One)),
        ("1.0.3", Some(Version::One)),
        ("2.0", Some(Version::Two)),
        ("2.0.0", Some(Version::Two)),
        ("", None),
        ("1", None),
        ("1.1.0", None),
        ("0.95", None),
        ("1.0.", None),
        ("1.05", None),
        ("2.1.0", None),
    ] {
        assert_eq!(Version::named(text), version, "{text}");
    }
}
