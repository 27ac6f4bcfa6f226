//! Two statements with one id.

use super::{cut, put, whole};
use cartable::xapi::statement::same;
use serde_json::{Value, json};

#[test]
fn what_a_store_may_change_makes_no_other_statement() {
    let changes: &[(&str, Value)] = &[
        ("/id", json!("706FDBFD-D9B5-533F-9C81-46A5B0646F2A")),
        ("/stored", json!("2027-01-01T00:00:00Z")),
        ("/authority", json!({"mbox": "mailto:b@example.org"})),
        ("/version", json!("1.0.3")),
        ("/attachments", json!([])),
        ("/timestamp", json!("2026-11-20T11:14:00.123+02:00")),
        ("/timestamp", json!("2026-11-20T09:14:00.123000Z")),
        ("/verb/display", json!({"de": "beantwortete"})),
        ("/object/definition", json!({"name": {"en": "another"}})),
        (
            "/context/contextActivities/parent",
            json!([{"objectType": "Activity", "id": "https://deck.example.org/t1", "definition": {}}]),
        ),
        ("/context/registration", json!("0191F2C4-6F6B-7C31-8A54-3C7A2F1F9B10")),
        ("/actor/objectType", json!("Agent")),
        ("/result/duration", json!("PT1H2.504S")),
        ("/result/score/raw", json!(5.0)),
    ];
    for (pointer, value) in changes {
        let mut other = whole();
        put(&mut other, pointer, value.clone());
        assert!(same(&whole(), &other) && same(&other, &whole()), "{pointer} {value}");
    }
    for pointer in [
        "/stored",
        "/authority",
        "/version",
        "/attachments",
        "/timestamp",
        "/verb/display",
        "/object/definition",
        "/object/objectType",
    ] {
        let mut other = whole();
        cut(&mut other, pointer);
        assert!(same(&whole(), &other), "without {pointer}");
    }
}

#[test]
fn what_a_store_may_not_change_makes_another_statement() {
    let changes: &[(&str, Value)] = &[
        ("/actor/name", json!("b")),
        ("/actor/account/name", json!("7F3A")),
        ("/verb/id", json!("http://adlnet.gov/expapi/verbs/Answered")),
        ("/object/id", json!("https://deck.example.org/t1-s01/q3")),
        ("/result/duration", json!("PT62.5S")),
        ("/result/duration", json!("PT1H2.51S")),
        ("/result/success", json!(false)),
        ("/result/extensions/https:~1~1deck.example.org~1e", json!(1)),
        ("/context/contextActivities/other", json!([])),
        ("/context/language", json!("en")),
        ("/context/team/member/0/name", json!("b")),
        ("/timestamp", json!("2026-11-20T09:14:00.124Z")),
    ];
    for (pointer, value) in changes {
        let mut other = whole();
        put(&mut other, pointer, value.clone());
        assert!(!same(&whole(), &other), "{pointer} {value}");
    }
    for pointer in ["/result", "/context", "/result/score/min"] {
        let mut other = whole();
        cut(&mut other, pointer);
        assert!(!same(&whole(), &other), "without {pointer}");
    }
}

#[test]
fn the_members_of_a_group_have_no_order_and_a_mailbox_has_a_host() {
    let group = |members: [&str; 2]| {
        let mut statement = whole();
        let members = members.map(|mbox| json!({"mbox": mbox}));
        statement["actor"] = json!({"objectType": "Group", "member": members});
        statement
    };
    let (a, b) = ("mailto:a@example.org", "mailto:b@EXAMPLE.org");
    assert!(same(&group([a, b]), &group(["mailto:b@example.org", a])));
    assert!(!same(&group([a, b]), &group([a, a])));
    assert!(!same(&group([a, b]), &group([a, "mailto:B@example.org"])));
}

/// What a store answers was not read by us.
#[test]
fn what_is_no_statement_is_compared_without_a_panic() {
    for (pointer, value) in [
        ("/result/duration", json!("PT1.0éS")),
        ("/result/duration", json!(1)),
        ("/actor/mbox", json!("a")),
        ("/timestamp", json!("é")),
        ("/context/contextActivities", json!([1])),
        ("/context/team/member", json!("a")),
        ("/object", json!([])),
        ("/verb", json!(null)),
    ] {
        let mut other = whole();
        put(&mut other, pointer, value.clone());
        assert!(!same(&whole(), &other), "{pointer} {value}");
    }
    assert!(!same(&whole(), &json!([])) && !same(&json!("a"), &whole()));
}
