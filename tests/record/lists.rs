//! Lists: filters, order, pages, forms.

use crate::server::{Server, agent, encode, statement};
use serde_json::json;

#[test]
fn a_filter_finds_what_it_names() {
    let server = Server::start(&[]);
    let registration = "6a6a6a6a-0000-4000-8000-000000000001";
    let plain = server.keep(&statement("ann", "did", "a"));
    let mut rich = statement("bob", "read", "b");
    rich["context"] = json!({"registration": registration, "instructor": {"mbox": "mailto:ann@example.org"},
        "contextActivities": {"parent": {"id": "http://example.org/a"}}});
    let rich = server.keep(&rich);
    let mut about = statement("cy", "noted", "x");
    about["object"] = json!({"objectType": "StatementRef", "id": rich});
    let about = server.keep(&about);
    let mut inner = statement("dee", "planned", "x");
    inner["object"] = json!({"objectType": "SubStatement", "actor": {"mbox": "mailto:eve@example.org"},
        "verb": {"id": "http://example.org/verbs/did"}, "object": {"id": "http://example.org/c"}});
    let inner = server.keep(&inner);
    let (ann, eve) = (agent("ann"), agent("eve"));
    let cases = [
        ("", vec![&inner, &about, &rich, &plain]),
        ("ascending=true", vec![&plain, &rich, &about, &inner]),
        ("limit=2", vec![&inner, &about]),
        ("verb=http://example.org/verbs/did", vec![&plain]),
        ("activity=http://example.org/a", vec![&plain]),
        ("activity=http://example.org/a&related_activities=true", vec![&about, &rich, &plain]),
        ("activity=http://example.org/c&related_activities=true", vec![&inner]),
        (&format!("agent={ann}"), vec![&plain]),
        (&format!("agent={ann}&related_agents=true"), vec![&about, &rich, &plain]),
        (&format!("agent={eve}&related_agents=true"), vec![&inner]),
        (&format!("registration={}", registration.to_uppercase()), vec![&about, &rich]),
        (&format!("agent={ann}&related_agents=true&verb=http://example.org/verbs/read"), vec![&about, &rich]),
        ("verb=http://example.org/verbs/nothing", vec![]),
        ("since=2999-01-01T00:00:00Z", vec![]),
        ("until=2999-01-01T00:00:00%2B01:00&limit=1", vec![&inner]),
    ];
    for (query, expected) in cases {
        assert_eq!(server.found(query).iter().collect::<Vec<_>>(), expected, "{query}");
    }
    // Since excludes its moment, until does not.
    let stored =
        server.ask("GET", &format!("statements?statementId={rich}"), "").json()["stored"].as_str().unwrap().to_owned();
    assert_eq!(server.found(&format!("since={stored}")), [inner, about]);
    assert_eq!(server.found(&format!("until={stored}")), [rich, plain]);
}

#[test]
fn a_list_goes_on_where_the_page_before_ended() {
    let server = Server::start(&[]);
    let batch: Vec<_> = (0..25).map(|n| statement("ann", "did", &format!("a{n}"))).collect();
    let ids: Vec<String> =
        serde_json::from_slice(&server.ask("POST", "statements", &json!(batch).to_string()).body).unwrap();
    for (order, expected) in [("true", ids.clone()), ("false", ids.iter().rev().cloned().collect())] {
        let mut path = format!("statements?limit=10&ascending={order}&agent={}", agent("ann"));
        let (mut seen, mut pages) = (Vec::new(), 0);
        while !path.is_empty() {
            let page = server.ask("GET", &path, "").json();
            seen.extend(page["statements"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned()));
            // What comes meanwhile does not shift the pages of a list that goes back in time.
            if order == "false" {
                server.keep(&statement("ann", "did", "meanwhile"));
            }
            path = page["more"].as_str().unwrap().trim_start_matches("/xapi/").to_owned();
            pages += 1;
        }
        assert_eq!((seen, pages), (expected, 3), "{order}");
    }
}

#[test]
fn a_bad_query_is_refused() {
    let server = Server::start(&[]);
    let id = "0f0e0d0c-0b0a-4908-8706-050403020100";
    let cases = [
        "statementId=1".to_owned(),
        format!("statementId={id}&voidedStatementId={id}"),
        format!("statementId={id}&limit=1"),
        format!("voidedStatementId={id}&agent={}", agent("ann")),
        "StatementId=x".to_owned(),
        "unknown=1".to_owned(),
        "limit=-1".to_owned(),
        "limit=ten".to_owned(),
        "limit=1&limit=2".to_owned(),
        "since=yesterday".to_owned(),
        "since=2026-01-01".to_owned(),
        "agent=ann".to_owned(),
        "agent=%7B%7D".to_owned(),
        "agent=%FF".to_owned(),
        "verb=did".to_owned(),
        "activity=a%20b:c".to_owned(),
        "registration=1".to_owned(),
        "ascending=yes".to_owned(),
        "format=full".to_owned(),
        "cursor=x".to_owned(),
    ];
    for query in cases {
        let answer = server.ask("GET", &format!("statements?{query}"), "");
        assert_eq!(answer.status, 400, "{query}: {}", answer.text());
        assert!(answer.headers.contains_key("x-experience-api-consistent-through"), "{query}");
    }
    let answer = server.ask("GET", &format!("statements?statementId={id}"), "");
    assert_eq!(answer.status, 404);
}

#[test]
fn a_form_gives_no_more_than_was_asked() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    // What is learnt later of an activity is what canonical gives.
    let mut later = statement("bob", "did", "a");
    later["object"]["definition"] = json!({"name": {"de": "A"}, "type": "http://example.org/type"});
    server.keep(&later);
    let get = |query: &str, language: &str| {
        let path = format!("statements?agent={}&{query}", agent("ann"));
        server.ask_with(&server.all, "1.0.3", "GET", &path, &[("Accept-Language", language)], b"").json()["statements"]
            [0]
        .clone()
    };
    let exact = get("format=exact", "fr");
    assert_eq!(exact["object"]["definition"]["name"], json!({"en": "a", "fr": "a (fr)"}));
    let ids = get("format=ids", "");
    assert_eq!(
        (&ids["object"], &ids["verb"]),
        (&json!({"id": "http://example.org/a"}), &json!({"id": "http://example.org/verbs/did"}))
    );
    assert_eq!(ids["actor"], json!({"objectType": "Agent", "mbox": "mailto:ann@example.org"}));
    let canonical = get("format=canonical", "de;q=0.1, fr");
    assert_eq!(canonical["object"]["definition"], json!({"name": {"fr": "a (fr)"}, "type": "http://example.org/type"}));
    assert_eq!(canonical["verb"]["display"], json!({"fr": "did (fr)"}));
    let activity = server.ask("GET", &format!("activities?activityId={}", encode("http://example.org/a")), "").json();
    assert_eq!(activity["definition"]["name"], json!({"en": "a", "fr": "a (fr)", "de": "A"}));
    let person = server.ask("GET", &format!("agents?agent={}", agent("ann")), "").json();
    assert_eq!(person, json!({"objectType": "Person", "name": ["ann"], "mbox": ["mailto:ann@example.org"]}));
}
