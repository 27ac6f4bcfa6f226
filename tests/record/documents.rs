//! Documents: state and profiles, and that nobody overwrites what somebody else has just written.

use crate::server::{Server, agent, encode};
use serde_json::json;

#[test]
fn a_document_is_set_merged_and_removed() {
    let server = Server::start(&[]);
    let state =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    let profile = format!("activities/profile?activityId={}&profileId=p", encode("http://example.org/a"));
    let person = format!("agents/profile?agent={}&profileId=p", agent("ann"));
    for path in [&state, &profile, &person] {
        assert_eq!(server.ask("GET", path, "").status, 404, "{path}");
        assert_eq!(server.ask("POST", path, "{\"a\":1,\"b\":{\"c\":1}}").status, 204, "{path}");
        assert_eq!(server.ask("POST", path, "{\"b\":{\"d\":2}}").status, 204, "{path}");
        let got = server.ask("GET", path, "");
        assert_eq!(got.json(), json!({"a": 1, "b": {"d": 2}}), "the first level is merged: {path}");
        assert_eq!(got.headers["etag"].len(), 42, "a SHA-1 in quotes");
        assert!(got.headers.contains_key("last-modified"));
        for bad in ["[1]", "no JSON", "{\"a\":1,\"a\":2}"] {
            assert_eq!(server.ask("POST", path, bad).status, 400, "{path} {bad}");
        }
        let list = server.ask("GET", path.rsplit_once('&').unwrap().0, "");
        assert_eq!(list.json().as_array().unwrap().len(), 1, "{path}");
        let since = format!("{}&since=2999-01-01T00:00:00Z", path.rsplit_once('&').unwrap().0);
        assert_eq!(server.ask("GET", &since, "").json(), json!([]));
        assert_eq!(server.ask("GET", &format!("{path}&other=1"), "").status, 400);
        assert_eq!(server.ask("DELETE", path, "").status, 204, "{path}");
        assert_eq!(server.ask("GET", path, "").status, 404, "{path}");
    }
    let text = [("Content-Type", "text/plain; charset=latin1"), ("If-None-Match", "*")];
    let put = server.ask_with(&server.all, "1.0.3", "PUT", &profile, &text, b"\xe9");
    assert_eq!(put.status, 204);
    let got = server.ask("GET", &profile, "");
    assert_eq!(
        (got.body.as_slice(), got.headers["content-type"].as_str()),
        (&b"\xe9"[..], "text/plain; charset=latin1")
    );
    assert_eq!(server.ask("POST", &profile, "{}").status, 400, "what is no JSON is not merged");
}

#[test]
fn state_has_a_registration_and_goes_all_at_once() {
    let server = Server::start(&[]);
    let base = format!("activities/state?activityId={}&agent={}", encode("http://example.org/a"), agent("ann"));
    let one = "&registration=6a6a6a6a-0000-4000-8000-000000000001";
    for path in [format!("{base}&stateId=s"), format!("{base}&stateId=s{one}"), format!("{base}&stateId=t{one}")] {
        assert_eq!(server.ask("PUT", &path, &format!("\"{}\"", path.len())).status, 204);
    }
    assert_ne!(
        server.ask("GET", &format!("{base}&stateId=s"), "").body,
        server.ask("GET", &format!("{base}&stateId=s{one}"), "").body
    );
    assert_eq!(server.ask("GET", &format!("{base}{one}"), "").json(), json!(["s", "t"]));
    assert_eq!(server.ask("DELETE", &format!("{base}{one}"), "").status, 204);
    assert_eq!(server.ask("GET", &format!("{base}{one}"), "").json(), json!([]));
    assert_eq!(server.ask("GET", &format!("{base}&stateId=s"), "").status, 200);
}

#[test]
fn nobody_overwrites_what_they_have_not_seen() {
    let server = Server::start(&[]);
    let state =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    let profile = format!("agents/profile?agent={}&profileId=p", agent("ann"));
    let (wrong, many) = ("\"0000000000000000000000000000000000000000\"", "\"1\", W/\"2\", \"ETAG\"");
    // Version, document, method, header, its value, status. ETAG stands for the right one.
    let cases = [
        ("1.0.3", &profile, "PUT", "", "", 400),
        ("1.0.3", &profile, "PUT", "If-Match", "*", 412),
        ("1.0.3", &profile, "PUT", "If-None-Match", "*", 204),
        ("1.0.3", &profile, "PUT", "If-None-Match", "*", 412),
        ("1.0.3", &profile, "PUT", "", "", 409),
        ("2.0.0", &profile, "PUT", "", "", 409),
        ("1.0.3", &profile, "PUT", "If-Match", wrong, 412),
        ("1.0.3", &profile, "PUT", "If-Match", "no ETag", 412),
        ("1.0.3", &profile, "POST", "If-Match", wrong, 412),
        ("2.0.0", &profile, "DELETE", "If-Match", wrong, 412),
        ("1.0.3", &profile, "PUT", "If-Match", "\"ETAG\"", 204),
        ("2.0.0", &profile, "POST", "If-Match", many, 204),
        ("2.0.0", &profile, "DELETE", "If-Match", "\"ETAG\"", 204),
        ("2.0.0", &state, "PUT", "", "", 204),
        ("2.0.0", &state, "PUT", "", "", 409),
        ("1.0.3", &state, "PUT", "", "", 204),
        ("1.0.3", &state, "PUT", "If-None-Match", "\"ETAG\"", 412),
    ];
    for (number, (version, path, method, header, value, status)) in cases.into_iter().enumerate() {
        let before = server.ask("GET", path, "");
        let tag = before.headers.get("etag").map_or("", |tag| tag.trim_matches('"'));
        let value = value.replace("ETAG", tag);
        let headers = [("Content-Type", "application/json"), (header, value.as_str())];
        let headers = &headers[..if header.is_empty() { 1 } else { 2 }];
        let body = format!("{{\"n\":{number}}}");
        let answer = server.ask_with(&server.all, version, method, path, headers, body.as_bytes());
        assert_eq!(answer.status, status, "case {number}: {}", answer.text());
        if status >= 400 {
            assert!(!answer.body.is_empty(), "case {number} says why");
            assert_eq!(server.ask("GET", path, "").body, before.body, "case {number} changes nothing");
        }
    }
}

#[test]
fn whoever_writes_a_document_is_told_its_etag_and_can_write_again_without_asking() {
    let server = Server::start(&["--origin", "https://moodle.example.org"]);
    let state =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    let profile = format!("activities/profile?activityId={}&profileId=p", encode("http://example.org/a"));
    for (path, version) in [(&state, "1.0.3"), (&profile, "2.0.0")] {
        let mut tag = ("If-None-Match", "*".to_owned());
        for (method, body) in [("PUT", "{\"a\":1}"), ("PUT", "{\"b\":2}"), ("POST", "{\"c\":3}"), ("PUT", "{}")] {
            let headers =
                [("Content-Type", "application/json"), ("Origin", "https://moodle.example.org"), (tag.0, &tag.1)];
            let put = server.ask_with(&server.all, version, method, path, &headers, body.as_bytes());
            assert_eq!(put.status, 204, "{method} {path}: {}", put.text());
            assert!(
                put.headers["access-control-expose-headers"].contains("etag"),
                "a page of another origin may read it"
            );
            let got = server.ask_with(&server.all, version, "GET", path, &[], b"");
            assert_eq!(put.headers["etag"], got.headers["etag"], "{method} {path}");
            tag = ("If-Match", put.headers["etag"].clone());
        }
    }
}
