//! Statements: what is taken, what is refused, what comes back.

use crate::server::{Server, statement};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ID: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";

#[test]
fn a_statement_comes_back_with_what_the_store_adds() {
    let server = Server::start(&[]);
    let sent = statement("ann", "did", "a");
    let id = server.keep(&sent);
    for (version, added) in [("1.0.3", "1.0.0"), ("2.0.0", "1.0.0")] {
        let answer = server.ask_with(&server.all, version, "GET", &format!("statements?statementId={id}"), &[], b"");
        let got = answer.json();
        for part in ["actor", "verb", "object"] {
            assert_eq!(got[part], sent[part]);
        }
        assert_eq!((got["version"].as_str(), got["stored"].as_str()), (Some(added), got["timestamp"].as_str()));
        assert_eq!(got["authority"]["objectType"], "Agent");
        assert_eq!(answer.headers["x-experience-api-version"], version);
        assert!(answer.headers["last-modified"].ends_with(" GMT"));
        assert!(answer.headers["x-experience-api-consistent-through"].as_str() >= got["stored"].as_str().unwrap());
    }
    let head = server.ask("HEAD", &format!("statements?statementId={id}"), "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert!(head.headers["content-length"].parse::<usize>().unwrap() > 100);
}

#[test]
fn an_id_is_given_once() {
    let server = Server::start(&[]);
    let mut sent = statement("ann", "did", "a");
    let put =
        |statement: &Value| server.ask("PUT", &format!("statements?statementId={ID}"), &statement.to_string()).status;
    assert_eq!(put(&sent), 204);
    assert_eq!(put(&sent), 204, "the same again says nothing new");
    sent["object"]["definition"] = json!({"name": {"en": "another name is no other statement"}});
    assert_eq!(put(&sent), 204);
    sent["verb"]["id"] = "http://example.org/verbs/other".into();
    assert_eq!(put(&sent), 409);
    sent["id"] = ID.into();
    assert_eq!(server.ask("POST", "statements", &sent.to_string()).status, 409);
    assert_eq!(server.found("verb=http://example.org/verbs/did"), [ID]);
    // A batch is kept whole or not at all.
    let batch = json!([statement("bob", "did", "b"), sent]);
    assert_eq!(server.ask("POST", "statements", &batch.to_string()).status, 409);
    let mut twice = statement("bob", "did", "b");
    twice["id"] = "0f0e0d0c-0b0a-4908-8706-0504030201ff".into();
    assert_eq!(server.ask("POST", "statements", &json!([twice, twice]).to_string()).status, 400);
    assert_eq!(server.found("").len(), 1);
}

#[test]
fn a_statement_is_taken_back() {
    let server = Server::start(&[]);
    let id = server.keep(&statement("ann", "did", "a"));
    let voiding = |target: &str| {
        let mut voiding = statement("ann", "x", "x");
        voiding["verb"]["id"] = "http://adlnet.gov/expapi/verbs/voided".into();
        voiding["object"] = json!({"objectType": "StatementRef", "id": target});
        voiding
    };
    let status = |query: String| server.ask("GET", &format!("statements?{query}"), "").status;
    let void = server.keep(&voiding(&id));
    assert_eq!(status(format!("statementId={id}")), 404);
    assert_eq!(status(format!("voidedStatementId={id}")), 200);
    assert_eq!(
        server.found("activity=http://example.org/a"),
        vec![void.clone()],
        "what took it back is found in its place"
    );
    server.keep(&voiding(&void));
    assert_eq!(status(format!("statementId={void}")), 200, "what takes back cannot be taken back");
    // The taking back may come first.
    server.keep(&voiding(ID));
    let mut late = statement("bob", "did", "late");
    late["id"] = ID.into();
    server.keep(&late);
    assert_eq!(status(format!("statementId={ID}")), 404);
    assert_eq!(status(format!("voidedStatementId={ID}")), 200);
}

#[test]
fn a_version_is_needed_and_answered() {
    let server = Server::start(&["--fallback-version", "1.0.3"]);
    let cases = [
        ("1.0", 200, "1.0.3"),
        ("1.0.2", 200, "1.0.3"),
        ("2.0", 200, "2.0.0"),
        ("2.0.9", 200, "2.0.0"),
        ("", 400, "1.0.3"),
        ("0.95", 400, "1.0.3"),
        ("1.1.0", 400, "1.0.3"),
        ("3.0.0", 400, "1.0.3"),
    ];
    for (version, status, answered) in cases {
        let answer = server.ask_with(&server.all, version, "GET", "statements", &[], b"");
        assert_eq!(
            (answer.status, answer.headers["x-experience-api-version"].as_str()),
            (status, answered),
            "{version}"
        );
    }
    let about = server.ask_with("", "", "GET", "about", &[], b"");
    assert_eq!((about.status, about.json()["version"].clone()), (200, json!(["1.0.3", "2.0.0"])));
}

#[test]
fn the_alternate_syntax_is_that_of_1_0_and_not_of_2_0() {
    let server = Server::start(&[]);
    let form = [("Content-Type", "application/x-www-form-urlencoded")];
    let content = crate::server::encode(&statement("ann", "did", "a").to_string());
    let put = format!("statementId={ID}&content={content}");
    let with_key = format!("{put}&Authorization={}&X-Experience-API-Version=1.0.3", crate::server::encode(&server.all));
    let cases = [
        ("2.0.0", "PUT", "", put.as_str(), 400),
        ("1.0.3", "PUT", "&statementId=x", &put, 400),
        ("1.0.3", "PUT", "", "statementId=0", 400),
        ("1.0.3", "BREW", "", &put, 400),
        ("1.0.3", "PUT", "", &put, 204),
        ("1.0.3", "GET", "", "limit=1", 200),
    ];
    for (version, method, more, body, status) in cases {
        let path = format!("statements?method={method}{more}");
        let answer = server.ask_with(&server.all, version, "POST", &path, &form, body.as_bytes());
        assert_eq!(answer.status, status, "{version} {path} {}", answer.text());
    }
    let answer = server.ask_with("", "", "POST", "statements?method=PUT", &form, with_key.as_bytes());
    assert_eq!(answer.status, 204, "the key may be in the form: {}", answer.text());
    let answer = server.ask_with("", "1.0.3", "POST", "statements?method=PUT", &form, put.as_bytes());
    assert_eq!(answer.status, 401);
}

#[test]
fn an_attachment_comes_back_as_it_was() {
    let server = Server::start(&[]);
    let content = b"\x00\xff\r\n--not the boundary\r\n";
    let sha2: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    let mut sent = statement("ann", "did", "a");
    sent["attachments"] = json!([{"usageType": "http://example.org/usage", "display": {"en": "bytes"},
        "contentType": "application/x-bytes", "length": content.len(), "sha2": sha2}]);
    let part = |headers: String| {
        let mut body =
            format!("--b\r\nContent-Type: application/json\r\n\r\n{sent}\r\n--b\r\n{headers}\r\n\r\n").into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--b--\r\n");
        body
    };
    let good = format!(
        "Content-Type: application/x-bytes\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}"
    );
    let post = |kind: &str, body: &[u8]| {
        server.ask_with(&server.all, "1.0.3", "POST", "statements", &[("Content-Type", kind)], body).status
    };
    let mixed = "multipart/mixed; boundary=b";
    let cases = [
        ("multipart/form-data; boundary=b", part(good.clone())),
        ("multipart/mixed", part(good.clone())),
        (mixed, part(good.replace("binary", "base64"))),
        (mixed, part(good.replace(&sha2, &"0".repeat(64)))),
        (mixed, part("Content-Transfer-Encoding: binary".to_owned())),
        (mixed, format!("--b\r\nContent-Type: application/json\r\n\r\n{sent}\r\n--b--\r\n").into_bytes()),
        (mixed, part(good.clone())[..200].to_vec()),
        ("application/json", sent.to_string().into_bytes()),
    ];
    for (kind, body) in cases {
        assert_eq!(post(kind, &body), 400, "{kind}: {}", String::from_utf8_lossy(&body));
    }
    assert_eq!(post(mixed, &part(good)), 200);
    let answer = server.ask("GET", "statements?attachments=true", "");
    assert!(answer.headers["content-type"].starts_with("multipart/mixed; boundary="));
    assert!(answer.body.windows(content.len()).any(|window| window == content));
    assert!(answer.text().contains(&format!("X-Experience-API-Hash: {sha2}")));
    assert_eq!(server.found("attachments=false").len(), 1);
    // Whoever has seen an answer cannot write an attachment that the next one is cut by.
    let again = server.ask("GET", "statements?attachments=true", "");
    assert_ne!(answer.headers["content-type"], again.headers["content-type"]);
}

/// What cannot be said in UTC stays as it was sent.
#[test]
fn a_time_at_the_edge_of_the_calendar_comes_back_as_it_was() {
    let server = Server::start(&[]);
    for (sent, expected) in [
        ("0000-01-01T00:00:00+10:00", "0000-01-01T00:00:00+10:00"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"),
        ("9999-12-31T23:59:59-02:00", "9999-12-31T23:59:59-02:00"),
        ("2026-11-20T10:00:00+01:00", "2026-11-20T09:00:00Z"),
    ] {
        let mut one = statement("ann", "did", "a");
        one["timestamp"] = sent.into();
        let kind = [("Content-Type", "application/json")];
        let answer = server.ask_with(&server.all, "2.0.0", "POST", "statements", &kind, one.to_string().as_bytes());
        assert_eq!(answer.status, 200, "{sent}: {}", answer.text());
        let id = answer.json()[0].as_str().unwrap().to_owned();
        let path = format!("statements?statementId={id}");
        let got = server.ask_with(&server.all, "2.0.0", "GET", &path, &[], b"").json();
        assert_eq!(got["timestamp"], expected);
    }
}
