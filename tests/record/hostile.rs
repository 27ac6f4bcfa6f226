//! What strangers and broken programs send: each is answered by a clear status or not at all, none brings the store down or makes
//! it grow, and what was answered is kept.

use crate::base::HELD;
use crate::http::{Answer, answer};
use crate::server::{Server, agent, statement};
use serde_json::json;
use std::io::Write;
use std::sync::Mutex;
use std::time::Duration;

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// A name, a request without its key and version, and the statuses that it may have; 0 is to hang up.
type Case = (&'static str, Vec<u8>, &'static [u16]);

fn request(line: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut all = format!(
        "{line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nKEY\r\nX-Experience-API-Version: 1.0.3\r\n{headers}\r\n"
    )
    .into_bytes();
    all.extend_from_slice(body);
    all
}

fn post(headers: &str, body: &[u8]) -> Vec<u8> {
    request("POST /xapi/statements", &format!("{headers}Content-Length: {}\r\n", body.len()), body)
}

fn cases() -> Vec<Case> {
    let json = "Content-Type: application/json\r\n";
    let mixed = "Content-Type: multipart/mixed; boundary=b\r\n";
    let good = statement("ann", "did", "a").to_string();
    let deep = |depth: usize| format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
    let mut extended = statement("ann", "did", "a");
    extended["context"] = json!({"extensions": {"http://example.org/deep": "DEEP"}});
    let nested = extended.to_string().replace("\"DEEP\"", &deep(20_000));
    let state =
        "/xapi/activities/state?activityId=http://x.org/a&stateId=s&agent=%7B%22mbox%22%3A%22mailto:a%40x.org%22%7D";
    vec![
        (
            "huge, as it says",
            request("POST /xapi/statements", &format!("{json}Content-Length: 99999999999\r\n"), b"["),
            &[413],
        ),
        ("huge, as it is", post(json, "[1,".repeat(2 << 20).as_bytes()), &[413]),
        (
            "huge, in chunks",
            request(
                "POST /xapi/statements",
                &format!("{json}Transfer-Encoding: chunked\r\n"),
                chunks(9 << 20).as_slice(),
            ),
            &[413],
        ),
        ("a negative length", request("POST /xapi/statements", "Content-Length: -1\r\n", b""), &[400]),
        ("two lengths", request("POST /xapi/statements", "Content-Length: 1\r\nContent-Length: 2\r\n", b"{}"), &[400]),
        ("deep arrays", post(json, "[".repeat(1 << 20).as_bytes()), &[400]),
        ("deep objects", post(json, deep(100_000).as_bytes()), &[400]),
        ("a deep extension", post(json, nested.as_bytes()), &[400]),
        ("truncated JSON", post(json, &good.as_bytes()[..good.len() - 7]), &[400]),
        (
            "a truncated body",
            request("POST /xapi/statements", &format!("{json}Content-Length: 5000\r\n"), good.as_bytes()),
            &[400, 0],
        ),
        ("no body", post(json, b""), &[400]),
        ("no content type", post("", good.as_bytes()), &[400]),
        ("a wrong content type", post("Content-Type: text/xml\r\n", good.as_bytes()), &[400]),
        ("a wrong charset", post("Content-Type: application/json; charset=utf-16\r\n", good.as_bytes()), &[400]),
        ("no UTF-8", post(json, b"{\"actor\":\"\xff\xfe\"}"), &[400]),
        ("UTF-16", post(json, b"\xff\xfe{\0}\0"), &[400]),
        ("a lone surrogate", post(json, br#"{"actor":"\ud800"}"#), &[400]),
        ("a key twice", post(json, good.replacen('{', "{\"verb\":{\"id\":\"http://x.org/v\"},", 1).as_bytes()), &[400]),
        ("a key twice, deep", post(json, good.replacen("\"name\":{", "\"name\":{\"en\":\"x\",", 1).as_bytes()), &[400]),
        ("a number beyond all", post(json, b"{\"result\":{\"score\":{\"raw\":1e999}}}"), &[400]),
        ("no statement", post(json, b"\"statement\""), &[400]),
        ("a list of anything", post(json, b"[1,null,\"a\",[],{}]"), &[400]),
        ("an actor that is none", post(json, br#"{"actor":1,"verb":2,"object":3}"#), &[400]),
        ("multipart without parts", post(mixed, b"--b--\r\n"), &[400]),
        ("multipart without an end", post(mixed, b"--b\r\nContent-Type: application/json\r\n\r\n{}"), &[400]),
        ("multipart without a boundary", post("Content-Type: multipart/mixed\r\n", b"--b\r\n\r\n--b--"), &[400]),
        (
            "multipart of another kind",
            post("Content-Type: multipart/form-data; boundary=b\r\n", b"--b\r\n\r\n--b--"),
            &[400],
        ),
        ("ten thousand parts", post(mixed, "--b\r\n\r\n\r\n".repeat(10_000).as_bytes()), &[400]),
        (
            "a long boundary",
            post(&format!("Content-Type: multipart/mixed; boundary={}\r\n", "b".repeat(4000)), b"--b"),
            &[400],
        ),
        ("a flood of headers", request("GET /xapi/statements", &"X-A: b\r\n".repeat(5_000), b""), &[431]),
        (
            "one long header",
            request("GET /xapi/statements", &format!("X-A: {}\r\n", "b".repeat(1 << 20)), b""),
            &[431, 0],
        ),
        (
            "a long address",
            request(&format!("GET /xapi/statements?verb=http://x.org/{}", "v".repeat(20_000)), "", b""),
            &[400, 414, 431],
        ),
        ("a header that is none", request("GET /xapi/statements", "no colon\r\n", b""), &[400]),
        (
            "a smuggled request",
            request(
                "POST /xapi/statements",
                &format!("{json}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"),
                b"0\r\n\r\nGET /xapi/statements HTTP/1.1\r\n\r\n",
            ),
            &[400],
        ),
        ("a path upwards", request("GET /xapi/../../etc/passwd", "", b""), &[404]),
        ("a path upwards, hidden", request("GET /xapi/%2e%2e/%2e%2e/etc/passwd", "", b""), &[404]),
        ("a path with a zero", request("GET /xapi/statements%00", "", b""), &[404]),
        ("a path with slashes", request("GET //xapi//statements", "", b""), &[200]),
        ("a whole address", request("GET http://elsewhere.org/xapi/nothing", "", b""), &[404]),
        ("no path", request("GET *", "", b""), &[400, 404]),
        ("an unknown method", request("BREW /xapi/statements", "", b""), &[405]),
        ("DELETE of statements", request("DELETE /xapi/statements", "", b""), &[405]),
        ("no HTTP", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), &[400, 0]),
        ("half a parameter", request("GET /xapi/statements?%", "", b""), &[400]),
        ("no UTF-8 in a query", request("GET /xapi/statements?verb=%ff%fe", "", b""), &[400]),
        (
            "SQL in a query",
            request("GET /xapi/statements?verb=http://x.org/';DROP%20TABLE%20statement;--", "", b""),
            &[400],
        ),
        (
            "a state without a name",
            request(&format!("PUT {}", state.replace("&stateId=s", "")), "Content-Length: 2\r\n", b"{}"),
            &[400],
        ),
        (
            "an ETag that is none",
            request(&format!("PUT {state}"), "If-Match: \"\"\"\"\"\r\nContent-Length: 2\r\n", b"{}"),
            &[412],
        ),
        (
            "an ETag of bytes",
            request(&format!("PUT {state}"), "If-Match: \u{7f}\u{e9}\r\nContent-Length: 2\r\n", b"{}"),
            &[400, 412],
        ),
        (
            "a form that is none",
            request(
                "POST /xapi/statements?method=PUT",
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 5\r\n",
                b"%%%=%",
            ),
            &[400],
        ),
        (
            "a form that brings a header in",
            request("POST /xapi/statements?method=GET", "Content-Length: 29\r\n", b"If-Match=%0d%0aX-Evil%3A%20yes"),
            &[400],
        ),
    ]
}

/// Bytes in chunks, as many as wanted, without an end.
fn chunks(bytes: usize) -> Vec<u8> {
    let chunk = format!("10000\r\n{}\r\n", "[".repeat(0x10000));
    chunk.repeat(bytes / 0x10000).into_bytes()
}

fn send(server: &Server, bytes: &[u8]) -> Option<Answer> {
    let at = bytes.windows(5).position(|window| window == b"\nKEY\r");
    let Some(at) = at else { return server.send(bytes) };
    let whole = [&bytes[..=at], format!("Authorization: {}", server.all).as_bytes(), &bytes[at + 4..]].concat();
    server.send(&whole)
}

#[test]
fn each_is_answered_and_the_store_goes_on() {
    let server = Server::start(&["--rate", "100000"]);
    let cases = cases();
    let wrong = Mutex::new(Vec::new());
    // Sixty-four at a time, each case several times over.
    std::thread::scope(|scope| {
        for thread in 0..64 {
            let (server, cases, wrong) = (&server, &cases, &wrong);
            scope.spawn(move || {
                for (name, bytes, statuses) in cases.iter().skip(thread % 8).step_by(8) {
                    let status = send(server, bytes).map_or(0, |answer| answer.status);
                    if !statuses.contains(&status) {
                        wrong.lock().unwrap().push(format!("{name}: {status}"));
                    }
                }
            });
        }
    });
    assert_eq!(wrong.into_inner().unwrap(), Vec::<String>::new());
    assert_eq!(server.found(""), Vec::<String>::new(), "nothing of it was kept");
    server.keep(&statement("ann", "did", "a"));
    assert!(peak_mib(&server).is_none_or(|peak| peak < 150.0), "{:?} MiB", peak_mib(&server));
}

/// The greatest memory of the process, where the system tells.
fn peak_mib(server: &Server) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.process.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}

#[test]
fn who_is_slow_is_let_go_and_keeps_nobody_waiting() {
    let server = Server::start(&["--connections", "70", "--patience", "2"]);
    let mut slow = Vec::new();
    for number in 0..60 {
        let mut stream = server.connect();
        let half = match number % 2 {
            0 => "GET /xapi/statements HTTP/1.1\r\nHost: x\r\nX-Slow: ".to_owned(),
            _ => format!(
                "POST /xapi/statements HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nX-Experience-API-Version: 1.0.3\r\n\
                 Content-Type: application/json\r\nContent-Length: 2000\r\n\r\n{{",
                server.all
            ),
        };
        stream.write_all(half.as_bytes()).unwrap();
        slow.push(stream);
    }
    assert_eq!(server.ask("GET", "statements", "").status, 200, "others are served meanwhile");
    for (number, stream) in slow.into_iter().enumerate() {
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let status = answer(stream, false).map_or(0, |answer| answer.status);
        assert!([0, 408].contains(&status), "{number}: {status}");
    }
    assert_eq!(server.ask("GET", "statements", "").status, 200);
}

#[test]
fn one_address_does_not_have_all_connections() {
    let server = Server::start(&["--connections", "16"]);
    let mut open: Vec<_> = (0..16).map(|_| server.connect()).collect();
    // The last two of an address are hung up on at once, and not when its others are.
    for stream in open.split_off(14) {
        assert!(answer(stream, false).is_none());
    }
    for stream in &mut open {
        stream.write_all(b"GET /xapi/about HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    }
    for stream in open {
        assert_eq!(answer(stream, false).map(|answer| answer.status), Some(200));
    }
}

#[test]
fn who_does_not_read_is_let_go_and_fills_no_memory() {
    let server = Server::start(&["--patience", "2"]);
    let state = format!("activities/state?activityId=http%3A%2F%2Fx.org%2Fa&agent={}&stateId=s", agent("ann"));
    let large = vec![b'x'; 4_000_000];
    let put = server.ask_with(&server.all, "1.0.3", "PUT", &state, &[("Content-Type", "text/plain")], &large);
    assert_eq!(put.status, 204);
    let before = peak_mib(&server);
    let unread: Vec<_> = (0..24)
        .map(|_| {
            let mut stream = server.connect();
            let request = format!(
                "GET /xapi/{state} HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nX-Experience-API-Version: 1.0.3\r\n\r\n",
                server.all
            );
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    assert_eq!(server.ask("POST", "statements", &statement("ann", "did", "a").to_string()).status, 200);
    assert_eq!(server.ask("GET", &state, "").body.len(), large.len(), "whoever reads gets it whole");
    // An answer that waits is there once: 24 of them are 92 MiB.
    let more = peak_mib(&server).zip(before).map(|(peak, before)| peak - before);
    assert!(more.is_none_or(|more| more < 120.0 + HELD), "{more:?} MiB more than {before:?}");
    drop(unread);
}

#[test]
fn what_was_answered_is_there_after_a_kill() {
    let mut server = Server::start(&["--rate", "100000"]);
    let answered = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let (server, answered) = (&server, &answered);
            scope.spawn(move || {
                for number in 0.. {
                    let batch: Vec<_> =
                        (0..20).map(|n| statement("ann", "did", &format!("{thread}-{number}-{n}"))).collect();
                    let body = json!(batch).to_string();
                    let mut head = format!(
                        "POST /xapi/statements HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: {}\r\n",
                        server.all
                    );
                    head.push_str(&format!(
                        "X-Experience-API-Version: 1.0.3\r\n{}: {}\r\nContent-Length: {}\r\n\r\n{body}",
                        JSON.0,
                        JSON.1,
                        body.len()
                    ));
                    let Ok(mut stream) = std::net::TcpStream::connect(&server.address) else { break };
                    let _ = stream.write_all(head.as_bytes());
                    let Some(answer) = answer(stream, false) else { break };
                    assert_eq!(answer.status, 200, "{}", answer.text());
                    let ids: Vec<String> = serde_json::from_slice(&answer.body).unwrap();
                    answered.lock().unwrap().extend(ids);
                }
            });
        }
        // In the middle of it, once enough was answered.
        while answered.lock().unwrap().len() < 400 {
            std::thread::yield_now();
        }
        let killed = std::process::Command::new("kill").args(["-9", &server.process.id().to_string()]).status();
        assert!(killed.unwrap().success());
    });
    server.kill_and_restart(&[]);
    let (mut stored, mut path) =
        (std::collections::BTreeSet::new(), format!("statements?limit=1000&agent={}", agent("ann")));
    while !path.is_empty() {
        let page = server.ask("GET", &path, "").json();
        stored.extend(page["statements"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap().to_owned()));
        path = page["more"].as_str().unwrap().trim_start_matches("/xapi/").to_owned();
    }
    let answered = answered.into_inner().unwrap();
    let lost: Vec<_> = answered.iter().filter(|id| !stored.contains(*id)).collect();
    assert!(lost.is_empty() && answered.len() >= 400, "{} of {} lost", lost.len(), answered.len());
    assert_eq!(stored.len() % 20, 0, "a batch is there whole or not at all");
}
