//! All of a store goes to another one over xAPI: here, one of our own, and what stands in between does its worst.

use crate::base::data;
use crate::between::{Deed, Request, between};
use crate::http::Answer;
use crate::server::{Server, agent, encode, pair, said, statement, until};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// No store of the tests is to be slow because it is busy.
const FLAGS: [&str; 2] = ["--rate", "1000000"];

/// The command that takes a store to an address with a key.
pub fn command(from: &Server, to: &str, key: &str) -> Command {
    let pair = pair(key);
    let (id, secret) = pair.split_once(':').unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.args(["record", "move", "--messages", "en", "--to", to, "--from"]).arg(data(&from.folder));
    command.env("CARTABLE_LRS_KEY", id).env("CARTABLE_LRS_SECRET", secret).current_dir(&from.folder);
    command
}

fn take(from: &Server, to: &str, key: &str) -> Output {
    command(from, to, key).output().unwrap()
}

fn url(server: &Server) -> String {
    format!("http://{}/xapi/", server.address)
}

/// Takes a statement back.
fn void(server: &Server, id: &str) -> String {
    let mut voiding = statement("teacher", "voided", "a");
    voiding["verb"]["id"] = json!("http://adlnet.gov/expapi/verbs/voided");
    voiding["object"] = json!({"objectType": "StatementRef", "id": id});
    server.keep(&voiding)
}

/// Where a document of each kind is, and one with a registration.
fn documents() -> [String; 4] {
    let activity = encode("http://example.org/a+b?c=d&e");
    let account = encode(r#"{"account":{"homePage":"https://m.example/","name":"Ann & Bob 7"}}"#);
    [
        format!("activities/state?activityId={activity}&agent={}&stateId=s", agent("ann")),
        format!(
            "activities/state?activityId={activity}&agent={account}&stateId=s%2F1&registration=\
             12345678-1234-4234-8234-123456789012"
        ),
        format!("activities/profile?activityId={activity}&profileId=p"),
        format!("agents/profile?agent={account}&profileId=%C3%A9"),
    ]
}

fn put(server: &Server, path: &str, kind: &str, content: &[u8]) {
    let headers = [("Content-Type", kind), ("If-None-Match", "*")];
    let answer = server.ask_with(&server.all, "1.0.3", "PUT", path, &headers, content);
    assert_eq!(answer.status, 204, "{path}: {}", answer.text());
}

/// All statements that are not voided, oldest first.
fn list(server: &Server) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), "statements?ascending=true&limit=500".to_owned());
    loop {
        let page = server.ask("GET", &next, "").json();
        all.extend(page["statements"].as_array().unwrap().clone());
        match page["more"].as_str().unwrap_or_default().strip_prefix("/xapi/") {
            Some(more) => next = more.to_owned(),
            None => return all,
        }
    }
}

/// A statement without what the other store says itself.
fn bare(mut statement: Value) -> Value {
    for own in ["stored", "authority"] {
        statement.as_object_mut().unwrap().remove(own);
    }
    statement
}

#[test]
fn all_that_a_store_has_is_in_the_other_one_and_read_back() {
    let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
    let early = other.keep(&statement("zoe", "did", "elsewhere"));
    let mut ids: Vec<String> =
        (0..250).map(|n| server.keep(&statement(&format!("u{}", n % 7), "did", &format!("a{n}")))).collect();
    let large = [vec![b'x'; 700_000], vec![b'y'; 700_000]];
    ids.push(server.attach(&statement("cy", "drew", "d1"), &[b"what was drawn", &large[0]]));
    ids.push(server.attach(&statement("cy", "drew", "d2"), &[b"what was drawn", &large[1]]));
    let gone = server.attach(&statement("cy", "drew", "d3"), &[b"taken back"]);
    ids.push(void(&server, &gone));
    for path in &documents()[..3] {
        put(&server, path, "application/json; charset=utf-8", br#"{ "a":1 }"#);
    }
    put(&server, &documents()[3], "image/png", b"\0\xff");
    let (writes, largest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (counted, measured) = (Arc::clone(&writes), Arc::clone(&largest));
    let to = between(&[&other.address], move |request| {
        counted.fetch_add(usize::from(!request.line.starts_with("GET")), Ordering::SeqCst);
        measured.fetch_max(request.body.len(), Ordering::SeqCst);
        Deed::Pass
    });
    let words = "254 statement(s), 1 of them voided, 5 attachment(s), 4 document(s)";
    let out = take(&server, &to, &other.all);
    assert!(out.status.success() && said(&out).contains(words), "{}", said(&out));
    let largest = largest.load(Ordering::SeqCst);
    assert!((700_000..1_300_000).contains(&largest), "large attachments go one by one: {largest} bytes");
    let there = list(&other).into_iter().filter(|one| one["id"] != json!(early)).map(bare).collect::<Vec<_>>();
    assert_eq!(there, list(&server).into_iter().map(bare).collect::<Vec<_>>(), "in the same order");
    for (name, id) in [("statementId", &ids[250]), ("statementId", &ids[251]), ("voidedStatementId", &gone)] {
        let path = format!("statements?{name}={id}&attachments=true");
        let (here, there) = (server.ask("GET", &path, ""), other.ask("GET", &path, ""));
        // What stands between the parts is another each time.
        let contents = |answer: &Answer| {
            let boundary = answer.headers["content-type"].split_once("boundary=").unwrap().1;
            answer.text().split(boundary).skip(2).map(str::to_owned).collect::<Vec<_>>()
        };
        assert!(there.status == 200 && contents(&here) == contents(&there), "{id}");
    }
    for path in documents() {
        let (here, there) = (server.ask("GET", &path, ""), other.ask("GET", &path, ""));
        assert_eq!((here.body, &here.headers["content-type"]), (there.body, &there.headers["content-type"]), "{path}");
    }
    let mut status = Command::new(env!("CARGO_BIN_EXE_cartable"));
    status.args(["record", "status", "--format", "json", "--data"]).arg(data(&server.folder));
    let status: Value = serde_json::from_slice(&status.current_dir(&server.folder).output().unwrap().stdout).unwrap();
    let all_sent = json!([{"to": to.trim_end_matches('/'), "sent": 254, "waiting": 0, "rejected": 0}]);
    assert_eq!(status["forwarded"], all_sent);
    // Said again, nothing is sent, and all is compared.
    let before = writes.load(Ordering::SeqCst);
    let out = command(&server, &to, &other.all).args(["--format", "json"]).output().unwrap();
    let told: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(
        json!([told["statements"], told["voided"], told["attachments"], told["documents"], told["differences"]]),
        json!([254, 1, 5, 4, []])
    );
    assert_eq!(writes.load(Ordering::SeqCst), before);
}

#[test]
fn one_that_is_killed_goes_on_where_it_was() {
    let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
    let ids: Vec<String> = (0..1_000).map(|n| server.keep(&statement("ann", "did", &format!("a{n}")))).collect();
    let (posts, hangs) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(true)));
    let (counted, is_hanging) = (Arc::clone(&posts), Arc::clone(&hangs));
    let sent = Arc::new(AtomicUsize::new(0));
    let all_sent = Arc::clone(&sent);
    let to = between(&[&other.address], move |request| {
        if !request.line.starts_with("POST") {
            return Deed::Pass;
        }
        let statements: Vec<Value> = serde_json::from_slice(&request.body).unwrap();
        all_sent.fetch_add(statements.len(), Ordering::SeqCst);
        match counted.fetch_add(1, Ordering::SeqCst) {
            // The store takes the fourth batch, and nobody hears of it.
            3 if is_hanging.load(Ordering::SeqCst) => Deed::Instead(request.body.clone(), "500 no", String::new()),
            4 if is_hanging.load(Ordering::SeqCst) => Deed::Hang,
            _ => Deed::Pass,
        }
    });
    let mut first = command(&server, &to, &other.all).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the fifth batch is under way", || posts.load(Ordering::SeqCst) == 5);
    first.kill().unwrap();
    first.wait().unwrap();
    hangs.store(false, Ordering::SeqCst);
    let out = take(&server, &to, &other.all);
    assert!(out.status.success() && said(&out).contains("1000 statement(s)"), "{}", said(&out));
    let there: Vec<String> = list(&other).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(there, ids, "each once, in order");
    let sent = sent.load(Ordering::SeqCst);
    assert!(sent <= 1_200, "what was taken before is not sent again: {sent} sent");
}

/// What stands in front of the other store, the key that is used, and what is said: exit code and words.
type Case = (&'static str, Box<dyn Fn(&Request) -> Deed + Send + Sync>, &'static str, i32, &'static str);

/// Says this to the first requests whose line begins so, and lets the others pass.
fn says(
    start: &'static str,
    times: usize,
    status: &'static str,
    text: &'static str,
) -> Box<dyn Fn(&Request) -> Deed + Send + Sync> {
    let count = AtomicUsize::new(0);
    Box::new(move |request| {
        let is_meant = request.line.starts_with(start) && count.fetch_add(1, Ordering::SeqCst) < times;
        if is_meant { Deed::Say(status, text) } else { Deed::Pass }
    })
}

#[test]
fn a_store_that_does_not_take_all_is_told_and_never_called_whole() {
    const EVER: usize = usize::MAX;
    let passes = || says("-", 0, "", "");
    let busy = "429 busy\r\nRetry-After: 1";
    let cases: [Case; 17] = [
        ("all is well", passes(), "all", 0, "is in http"),
        ("a key that nobody knows", passes(), "none", 4, "refuses the keys"),
        ("a key that only reads", passes(), "read", 4, "refuses the keys"),
        ("a key that reads nothing back", passes(), "write", 4, "refuses the keys"),
        ("busy for a while", says("POST", 2, busy, ""), "all", 0, "is in http"),
        ("busy with documents for a while", says("PUT", 2, busy, ""), "all", 0, "is in http"),
        ("busy with pages for a while", says("GET /xapi/statements", 2, busy, ""), "all", 0, "is in http"),
        ("busy for an hour", says("POST", EVER, "429 busy\r\nRetry-After: 3600", ""), "all", 4, "not work now: 429"),
        (
            "busy with documents for an hour",
            says("PUT", EVER, "503 busy\r\nRetry-After: 3600", "full"),
            "all",
            4,
            "full",
        ),
        ("nothing there", says("", EVER, "404 no", "no such page"), "all", 4, "address is right"),
        ("elsewhere", says("", EVER, "302 there\r\nLocation: https://a.example/", ""), "all", 4, "a.example"),
        (
            "a page of a proxy for a list",
            says("GET /xapi/statements", EVER, "200 OK", "<html>"),
            "all",
            4,
            "address is right",
        ),
        (
            "statements are refused",
            says("POST", EVER, "400 no", "not liked"),
            "all",
            1,
            "refused this statement: 400 Bad Request: not liked",
        ),
        ("a document is refused", says("PUT", EVER, "413 large", "too large"), "all", 1, "refused this document: 413"),
        (
            "a document is taken and lost",
            says("PUT", EVER, "204 done", ""),
            "all",
            1,
            "took this document and does not have it",
        ),
        ("all statements are lost", lost(EVER), "all", 1, "took this statement and does not have it"),
        ("attachments are lost", without_attachments(), "all", 1, "does not have the attachment"),
    ];
    for (name, deed, key, code, words) in cases {
        let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
        server.attach(&statement("cy", "drew", "d"), &[b"what was drawn"]);
        server.keep(&statement("ann", "did", "a"));
        put(&server, &documents()[0], "text/plain", b"a");
        let key = if key == "none" { format!("Basic {}", STANDARD.encode("a:b")) } else { other.key(key) };
        let out = take(&server, &between(&[&other.address], deed), &key);
        assert_eq!((out.status.code(), said(&out).contains(words)), (Some(code), true), "{name}: {}", said(&out));
        assert_eq!(said(&out).contains("is in http"), code == 0, "{name}: {}", said(&out));
    }
}

/// Takes statements and keeps none of them, so many times.
fn lost(times: usize) -> Box<dyn Fn(&Request) -> Deed + Send + Sync> {
    let count = AtomicUsize::new(0);
    Box::new(move |request| {
        if !request.line.starts_with("POST") || count.fetch_add(1, Ordering::SeqCst) >= times {
            return Deed::Pass;
        }
        let text = String::from_utf8_lossy(&request.body).into_owned();
        let json = text.lines().find(|line| line.starts_with('[')).unwrap();
        let statements: Vec<Value> = serde_json::from_str(json).unwrap();
        let ids: Vec<&Value> = statements.iter().map(|one| &one["id"]).collect();
        // A question that changes nothing goes on in its place.
        Deed::Instead(b"[]".to_vec(), "200 OK\r\nContent-Type: application/json", json!(ids).to_string())
    })
}

/// Gives statements back without what they brought.
fn without_attachments() -> Box<dyn Fn(&Request) -> Deed + Send + Sync> {
    Box::new(|request| {
        if request.line.contains("attachments=true") {
            Deed::Say("200 OK\r\nContent-Type: application/json", "{}")
        } else {
            Deed::Pass
        }
    })
}

#[test]
fn what_the_other_store_lost_is_sent_again() {
    let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
    let gone = server.keep(&statement("ann", "did", "a"));
    let voiding = void(&server, &gone);
    server.keep(&statement("ann", "did", "b"));
    let (id, times) = (voiding.clone(), AtomicUsize::new(0));
    let to = between(&[&other.address], move |request| {
        if !request.line.starts_with("POST") || times.fetch_add(1, Ordering::SeqCst) > 0 {
            return Deed::Pass;
        }
        let mut all: Vec<Value> = serde_json::from_slice(&request.body).unwrap();
        let told = json!(all.iter().map(|one| &one["id"]).collect::<Vec<_>>()).to_string();
        all.retain(|one| one["id"] != json!(id));
        Deed::Instead(json!(all).to_string().into_bytes(), "200 OK\r\nContent-Type: application/json", told)
    });
    let out = take(&server, &to, &other.all);
    for words in [
        &format!("{voiding}: the other store took this statement and does not have it"),
        &format!("{gone}: this statement is voided in this store and not in the other one"),
        "2 difference(s). Read back and the same: 1 statement(s), 0 of them voided",
    ] {
        assert!(out.status.code() == Some(1) && said(&out).contains(words), "{words}: {}", said(&out));
    }
    let out = take(&server, &to, &other.all);
    assert!(out.status.success() && said(&out).contains("3 statement(s), 1 of them voided"), "{}", said(&out));
}

#[test]
fn what_comes_meanwhile_is_left_to_the_next_run() {
    let (server, other) = (Arc::new(Server::start(&FLAGS)), Server::start(&FLAGS));
    server.keep(&statement("ann", "did", "a"));
    // What stands in between stays until the end of all tests, and must not keep the store.
    let (shared, is_first) = (Arc::downgrade(&server), AtomicBool::new(true));
    let to = between(&[&other.address], move |request| {
        if request.line.starts_with("GET /xapi/statements") && is_first.swap(false, Ordering::SeqCst) {
            shared.upgrade().unwrap().keep(&statement("bob", "did", "b"));
        }
        Deed::Pass
    });
    for count in 1..=2 {
        let out = take(&server, &to, &other.all);
        let words = format!(": {count} statement(s)");
        assert!(out.status.success() && said(&out).contains(&words), "{words}: {}", said(&out));
    }
}

#[test]
fn what_the_other_store_has_is_left_as_it_is() {
    let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
    let mut same = statement("ann", "did", "a");
    same["id"] = json!("00000000-0000-4000-8000-000000000001");
    let mut ours = same.clone();
    ours["id"] = json!("00000000-0000-4000-8000-000000000002");
    let mut theirs = ours.clone();
    theirs["result"] = json!({"success": true});
    for (server, one) in [(&server, &same), (&server, &ours), (&other, &same), (&other, &theirs)] {
        let mut one = one.clone();
        one["timestamp"] = json!("2026-11-20T09:14:00Z");
        server.keep(&one);
    }
    let taken_back = server.keep(&statement("ann", "did", "b"));
    let document = &documents()[0];
    put(&server, document, "text/plain", b"ours");
    put(&other, document, "text/plain", b"theirs");
    void(&other, &taken_back);
    let out = take(&server, &url(&other), &other.all);
    for words in [
        "00000000-0000-4000-8000-000000000002: the other store has another statement under this id",
        &format!("{taken_back}: this statement is voided in the other store"),
        "activities/state http://example.org/a+b?c=d&e mbox mailto:ann@example.org s: the other store has another document",
        "the same: 1 statement(s), 0 of them voided, 0 attachment(s), 0 document(s)",
    ] {
        assert!(out.status.code() == Some(1) && said(&out).contains(words), "{words}: {}", said(&out));
    }
    assert_eq!(other.ask("GET", document, "").text(), "theirs");
    let kept = other.ask("GET", "statements?statementId=00000000-0000-4000-8000-000000000002", "").json();
    assert_eq!(kept["result"], json!({"success": true}));
}

#[test]
fn keys_go_to_no_address_that_is_none() {
    let server = Server::start(&[]);
    for (to, words) in [
        ("http://lrs.example.org/xapi", "https only"),
        ("https://a:b@lrs.example.org/xapi", "nothing else"),
        ("https://", "address of a record store"),
    ] {
        let out = take(&server, to, &server.all);
        assert_eq!((out.status.code(), said(&out).contains(words)), (Some(2), true), "{to}: {}", said(&out));
    }
}

#[test]
fn two_do_not_send_at_once() {
    let (server, other) = (Server::start(&FLAGS), Server::start(&FLAGS));
    server.keep(&statement("ann", "did", "a"));
    let asked = Arc::new(AtomicBool::new(false));
    let noted = Arc::clone(&asked);
    let to = between(&[&other.address], move |_| {
        noted.store(true, Ordering::SeqCst);
        Deed::Hang
    });
    let mut first = command(&server, &to, &other.all).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    until("the first one sends", || asked.load(Ordering::SeqCst));
    let out = take(&server, &to, &other.all);
    assert!(out.status.code() == Some(4) && said(&out).contains("Another process"), "{}", said(&out));
    first.kill().unwrap();
    first.wait().unwrap();
}
