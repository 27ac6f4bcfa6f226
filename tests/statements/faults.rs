//! What the standard forbids, a row a case: what is put where into a good statement, and the rule and the place that are named.

use super::{codes, cut, put, whole};
use cartable::xapi::statement::{Version, read};
use serde_json::{Value, json};

pub struct Case {
    pub code: &'static str,
    pointer: &'static str,
    value: &'static str,
    /// Where the fault is; the pointer itself where this is empty.
    at: &'static str,
}

const fn case(code: &'static str, pointer: &'static str, value: &'static str) -> Case {
    Case { code, pointer, value, at: "" }
}

const fn at(code: &'static str, pointer: &'static str, value: &'static str, at: &'static str) -> Case {
    Case { code, pointer, value, at }
}

pub const CASES: &[Case] = &[
    case("X003", "/actor", "[]"),
    case("X003", "/verb/id", "1"),
    case("X003", "/verb/display", r#""answered""#),
    case("X003", "/verb/display/en", "1"),
    case("X003", "/result/success", r#""true""#),
    case("X003", "/result/score/raw", r#""5""#),
    case("X003", "/result/response", "5"),
    case("X003", "/context/contextActivities/parent", "1"),
    case("X003", "/attachments", "{}"),
    case("X003", "/attachments/0", "1"),
    case("X003", "/attachments/0/length", r#""3""#),
    case("X003", "/object/definition/correctResponsesPattern", r#""a""#),
    case("X003", "/object/definition/correctResponsesPattern/0", "1"),
    case("X003", "/context/extensions", "[]"),
    case("X003", "/actor/account/name", "1"),
    case("X004", "/actor/name", "null"),
    case("X004", "/result", "null"),
    case("X004", "/object/definition/description", "null"),
    case("X005", "/Actor", "{}"),
    case("X005", "/more", "{}"),
    case("X005", "/verb/name", r#""a""#),
    case("X005", "/actor/mBox", r#""mailto:a@example.org""#),
    case("X005", "/result/score/median", "1"),
    case("X005", "/context/contextActivities/Parent", "[]"),
    case("X005", "/context/contextAgents", "[]"),
    case("X005", "/object/definition/choices/0/name", r#""a""#),
    case("X007", "/actor/objectType", r#""agent""#),
    case("X007", "/actor/objectType", r#""Activity""#),
    case("X007", "/object/objectType", r#""activity""#),
    case("X007", "/object/definition/interactionType", r#""Choice""#),
    case("X007", "/context/statement/objectType", r#""Activity""#),
    case("X007", "/context/team/member/0/objectType", r#""Group""#),
    case("X008", "/verb/id", r#""answered""#),
    case("X008", "/verb/id", r#""""#),
    case("X008", "/verb/id", r#""http://""#),
    case("X008", "/verb/id", r#""http://a b""#),
    case("X008", "/object/id", r#""/t1""#),
    case("X008", "/object/definition/type", r#""module""#),
    case("X008", "/object/definition/moreInfo", r#""more""#),
    case("X008", "/actor/account/homePage", r#""lms.example.org""#),
    case("X008", "/result/extensions/e", "1"),
    case("X008", "/object/definition/extensions/a b", "1"),
    case("X008", "/attachments/0/usageType", r#""u""#),
    case("X009", "/id", r#""706fdbfdd9b5533f9c8146a5b0646f2a""#),
    case("X009", "/id", r#""706fdbfd-d9b5-533f-9c81-46a5b0646f2""#),
    case("X009", "/id", r#""m06fdbfd-d9b5-533f-9c81-46a5b0646f2a""#),
    case("X009", "/id", r#""{706fdbfd-d9b5-533f-9c81-46a5b0646f2a}""#),
    case("X009", "/context/registration", r#""1""#),
    case("X009", "/context/statement/id", r#""1""#),
    case("X010", "/timestamp", r#""2026-11-20""#),
    case("X010", "/timestamp", r#""20/11/2026 09:14""#),
    case("X010", "/timestamp", r#""2026-13-20T09:14:00Z""#),
    case("X010", "/timestamp", r#""2026-11-20T25:14:00Z""#),
    case("X010", "/timestamp", r#""2026-11-20T09:14:00.Z""#),
    case("X010", "/timestamp", r#""2026-11-20T09:14:00-00:00""#),
    case("X010", "/timestamp", r#""2026-11-20T09:14:00-00""#),
    case("X010", "/timestamp", r#""2026-11-20T09:14:00+1""#),
    case("X010", "/timestamp", r#""2026-11-20T09:14:00Zé""#),
    case("X010", "/stored", r#""now""#),
    case("X011", "/result/duration", r#""1H""#),
    case("X011", "/result/duration", r#""P""#),
    case("X011", "/result/duration", r#""PT""#),
    case("X011", "/result/duration", r#""P1DT""#),
    case("X011", "/result/duration", r#""P4W1D""#),
    case("X011", "/result/duration", r#""PT1M1H""#),
    case("X011", "/result/duration", r#""PT1.5M1S""#),
    case("X011", "/result/duration", r#""PT1.S""#),
    case("X011", "/result/duration", r#""PT-1S""#),
    case("X011", "/result/duration", r#""PT1""#),
    case("X011", "/result/duration", r#""P0001-00-00T00:00:00""#),
    case("X011", "/result/duration", r#""PTéS""#),
    case("X012", "/verb/display/frenchlanguage", r#""a""#),
    case("X012", "/verb/display/a", r#""a""#),
    case("X012", "/verb/display/fr_FR", r#""a""#),
    case("X012", "/verb/display/en-a-bb-a-cc", r#""a""#),
    case("X012", "/verb/display/de-1901-1901", r#""a""#),
    case("X012", "/verb/display/x", r#""a""#),
    case("X012", "/object/definition/name/", r#""a""#),
    case("X012", "/context/language", r#""en-""#),
    case("X013", "/actor/mbox", r#""mailto:a@example.org""#),
    case("X013", "/actor", r#"{"name": "a"}"#),
    case("X013", "/authority", "{}"),
    case("X013", "/context/team/member/0", "{}"),
    at("X013", "/actor/openid", r#""https://a.example.org""#, "/actor"),
    case("X014", "/actor", r#"{"mbox": "a@example.org"}"#),
    case("X014", "/actor", r#"{"mbox": "mailto:a"}"#),
    case("X014", "/actor", r#"{"mbox": "mailto:@example.org"}"#),
    case("X014", "/actor", r#"{"mbox": "mailto:a b@example.org"}"#),
    case("X015", "/actor", r#"{"mbox_sha1sum": "ebd31e95054c018b10727ccffd2ef2ec3a016ee"}"#),
    case("X015", "/actor", r#"{"mbox_sha1sum": "gbd31e95054c018b10727ccffd2ef2ec3a016ee9"}"#),
    case("X016", "/actor", r#"{"objectType": "Group"}"#),
    case("X016", "/context/team", r#"{"objectType": "Group", "member": []}"#),
    case("X017", "/result/score/scaled", "1.1"),
    case("X017", "/result/score/scaled", "-1.1"),
    case("X017", "/result/score/raw", "11"),
    case("X017", "/result/score/raw", "-1"),
    case("X017", "/result/score", r#"{"min": 3, "max": 3}"#),
    at(
        "X018",
        "/object",
        r#"{"objectType": "StatementRef", "id": "706fdbfd-d9b5-533f-9c81-46a5b0646f2b"}"#,
        "/context/revision",
    ),
    case("X019", "/verb/id", r#""http://adlnet.gov/expapi/verbs/voided""#),
    case("X020", "/authority", r#"{"objectType": "Group", "member": [{"openid": "https://a.example.org"}]}"#),
    case("X020", "/authority", r#"{"objectType": "Group", "openid": "https://a.example.org"}"#),
    case("X021", "/version", r#""1.1.0""#),
    case("X021", "/version", r#""2.0.0""#),
    case("X021", "/version", r#""1.0.""#),
    case("X021", "/version", r#""1.0.x""#),
    case("X022", "/object/definition/scale", "[]"),
    case("X023", "/object/definition/choices/1/id", r#""a""#),
    case("X024", "/attachments/0/length", "-1"),
    case("X024", "/attachments/0/length", "1.5"),
    case("X024", "/attachments/0/contentType", r#""text""#),
    case("X024", "/attachments/0/sha2", r#""abc""#),
];

/// The place of the fault: some faults are of the whole of which the change is a part.
fn place(case: &Case) -> String {
    let up = |pointer: &str, by: usize| pointer.rsplitn(by + 1, '/').last().unwrap_or_default().to_owned();
    match (case.code, case.pointer) {
        _ if !case.at.is_empty() => case.at.to_owned(),
        ("X013", "/actor/mbox") => up(case.pointer, 1),
        ("X014" | "X015", _) => {
            format!("{}/{}", case.pointer, if case.code == "X014" { "mbox" } else { "mbox_sha1sum" })
        }
        ("X017", "/result/score") => "/result/score/min".to_owned(),
        ("X019", _) => "/object".to_owned(),
        ("X023", _) => up(case.pointer, 1),
        _ => case.pointer.to_owned(),
    }
}

#[test]
fn what_the_standard_forbids_is_refused_by_its_rule_at_its_place() {
    for case in CASES {
        let mut statement = whole();
        put(&mut statement, case.pointer, serde_json::from_str(case.value).unwrap());
        let faults =
            read(&statement, Version::One).err().unwrap_or_else(|| panic!("{} {} passed", case.pointer, case.value));
        let found = codes(&faults);
        assert!(found.contains(&(case.code, &place(case))), "{} {}: {found:?}", case.pointer, case.value);
    }
}

#[test]
fn what_is_required_is_missed() {
    for (pointer, at) in [
        ("/actor", ""),
        ("/verb", ""),
        ("/object", ""),
        ("/verb/id", "/verb"),
        ("/object/id", "/object"),
        ("/actor/account/name", "/actor/account"),
        ("/actor/account/homePage", "/actor/account"),
        ("/context/statement/id", "/context/statement"),
        ("/context/statement/objectType", "/context/statement"),
        ("/attachments/0/sha2", "/attachments/0"),
        ("/attachments/0/display", "/attachments/0"),
        ("/object/definition/choices/0/id", "/object/definition/choices/0"),
    ] {
        let mut statement = whole();
        cut(&mut statement, pointer);
        assert_eq!(codes(&read(&statement, Version::One).unwrap_err()), [("X006", at)], "{pointer}");
    }
    assert_eq!(codes(&read(&Value::Null, Version::One).unwrap_err()), [("X004", "")]);
}

#[test]
fn a_sub_statement_is_a_statement_with_less() {
    let mut inner = whole();
    ["/id", "/stored", "/authority", "/version"].iter().for_each(|key| cut(&mut inner, key));
    inner["objectType"] = "SubStatement".into();
    let mut statement = whole();
    cut(&mut statement, "/context");
    statement["object"] = inner.clone();
    assert!(read(&statement, Version::One).is_ok());
    statement["object"]["id"] = whole()["id"].clone();
    statement["object"]["verb"]["id"] = "x".into();
    assert_eq!(
        codes(&read(&statement, Version::One).unwrap_err()),
        [("X005", "/object/id"), ("X008", "/object/verb/id")]
    );
    statement["object"] = inner.clone();
    statement["object"]["object"] = inner;
    assert_eq!(codes(&read(&statement, Version::One).unwrap_err()), [("X007", "/object/object/objectType")]);
}

#[test]
fn all_faults_are_named_in_one_go() {
    let mut statement = whole();
    statement["id"] = "1".into();
    statement["verb"]["id"] = "x".into();
    statement["result"]["score"]["scaled"] = json!(7);
    statement["context"]["language"] = "?".into();
    let found = ["X009", "X008", "X017", "X012"];
    assert_eq!(
        codes(&read(&statement, Version::One).unwrap_err()).iter().map(|fault| fault.0).collect::<Vec<_>>(),
        found
    );
}

#[test]
fn context_agents_and_groups_are_of_2_0_0() {
    let agent = json!({"mbox": "mailto:a@example.org"});
    let mut statement = whole();
    put(
        &mut statement,
        "/context/contextAgents",
        json!([{"objectType": "contextAgent", "agent": agent, "relevantTypes": ["https://a.example.org/t"]}]),
    );
    put(
        &mut statement,
        "/context/contextGroups",
        json!([{"objectType": "contextGroup", "group": {"objectType": "Group", "member": [agent]}}]),
    );
    assert!(read(&statement, Version::Two).is_ok());
    let found = [("X005", "/context/contextAgents"), ("X005", "/context/contextGroups")];
    assert_eq!(codes(&read(&statement, Version::One).unwrap_err()), found);
    for (pointer, value, code) in [
        ("/context/contextAgents/0/objectType", json!("ContextAgent"), "X007"),
        ("/context/contextAgents/0/agent", json!({}), "X013"),
        ("/context/contextAgents/0/relevantTypes", json!([]), "X006"),
        ("/context/contextAgents/0/relevantTypes/0", json!("t"), "X008"),
        ("/context/contextGroups/0/group", agent, "X006"),
    ] {
        let mut broken = statement.clone();
        put(&mut broken, pointer, value);
        assert_eq!(codes(&read(&broken, Version::Two).unwrap_err())[0], (code, pointer));
    }
}
