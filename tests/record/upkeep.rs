//! What is done with a store while it serves: purged, made to forget, stopped, asked how it is.

use crate::server::{Server, agent, encode, key_file, said, statement};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;

#[test]
fn a_person_is_forgotten_while_the_store_serves() {
    let server = Server::start(&[]);
    let ann = json!({"objectType": "Agent", "name": "Ann Secret", "account": {"homePage": "https://lms.example.org", "name": "ann|1"}});
    let of = |actor: &Value| {
        let mut own = statement("bob", "did", "a");
        own["actor"] = actor.clone();
        own
    };
    let mut group = statement("bob", "did", "a");
    group["actor"] = json!({"objectType": "Group", "member": [ann, {"mbox": "mailto:bob@example.org"}]});
    let mut taught = statement("bob", "did", "a");
    taught["context"] = json!({"instructor": ann});
    server.keep(&of(&ann));
    server.keep(&group);
    let (taught, other) = (server.keep(&taught), server.keep(&statement("bob", "did", "a")));
    let agent = encode(&ann.to_string());
    let state = format!("activities/state?activityId={}&agent={agent}&stateId=s", encode("http://example.org/a"));
    assert_eq!(server.ask("PUT", &state, "{\"a\":1}").status, 204);
    let forget = |more: &[&str]| {
        let out = server.command(&[&["forget", "--account", "https://lms.example.org|ann|1"], more].concat());
        (String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (done, left) = forget(&[]);
    assert!(done.contains("2 statement(s), 1 document(s), 0 launch(es)") && left.contains('1'), "{done}{left}");
    assert_eq!(server.ask("GET", &state, "").status, 404);
    assert_eq!(server.found(""), [other.clone(), taught]);
    let (done, _) = forget(&["--everywhere"]);
    assert!(done.contains("1 statement(s), 0 document(s)"), "{done}");
    assert_eq!(server.found(""), [other]);
    for name in ["record.sqlite", "record.sqlite-wal"] {
        let bytes = std::fs::read(server.folder.join(name)).unwrap_or_default();
        for trace in ["Ann Secret", "ann|1"] {
            assert!(!bytes.windows(trace.len()).any(|window| window == trace.as_bytes()), "{trace} is in {name}");
        }
    }
    // Who comes back is somebody new, and is found.
    let again = server.keep(&of(&ann));
    assert_eq!(server.found(&format!("agent={agent}")), [again]);
}

#[test]
fn what_is_old_goes_and_what_is_new_stays() {
    let server = Server::start(&[]);
    let old = server.keep(&statement("ann", "did", "a"));
    assert_eq!(server.found(""), [old]);
    let kept = server.command(&["purge", "--older-than", "1d"]);
    assert!(String::from_utf8(kept.stdout).unwrap().contains("0 statement(s)"));
    let state =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    server.ask("PUT", &state, "{}");
    let purged = server.command(&["purge", "--older-than", "1us"]);
    assert!(String::from_utf8(purged.stdout).unwrap().contains("1 statement(s), 1 document(s) and 0 launch(es)"));
    assert_eq!((server.found(""), server.ask("GET", &state, "").status), (vec![], 404));
    let new = server.keep(&statement("ann", "did", "a"));
    assert_eq!(server.found(&format!("agent={}", agent("ann"))), [new], "the running store knows what went");
    for bad in ["soon", "-1d", "0d"] {
        assert_eq!(server.command(&["purge", &format!("--older-than={bad}")]).status.code(), Some(2), "{bad}");
    }
}

#[test]
fn nobody_is_stored_under_their_name_where_pseudonyms_are_kept() {
    let key = std::env::temp_dir().join(format!("cartable-pseudonyms-{}", std::process::id()));
    std::fs::write(&key, [7; 32]).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let server = Server::start(&["--pseudonyms", key.to_str().unwrap()]);
    let id = server.keep(&statement("ann", "did", "a"));
    assert_eq!(server.found(&format!("agent={}", agent("ann"))), vec![id.clone()], "whoever knows the name finds it");
    let stored = server.ask("GET", &format!("statements?statementId={id}"), "").text();
    assert!(!stored.contains("ann"), "{stored}");
    let forgotten =
        server.command(&["forget", "--mbox", "mailto:ann@example.org", "--pseudonyms", key.to_str().unwrap()]);
    assert!(String::from_utf8(forgotten.stdout).unwrap().contains("1 statement(s)"));
    let _ = std::fs::remove_file(key);
}

#[test]
fn a_store_that_is_told_to_stop_finishes_what_is_under_way() {
    let mut server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let body = statement("ann", "did", "b").to_string();
    let mut stream = server.connect();
    let head = format!(
        "POST /xapi/statements HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nX-Experience-API-Version: 1.0.3\r\n\
         Content-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        server.all,
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The server asks for the body, so it has taken the request on.
    let mut asked = [0; "HTTP/1.1 100 Continue\r\n\r\n".len()];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    let told = Command::new("kill").args(["-TERM", &server.process.id().to_string()]).status();
    assert!(told.unwrap().success());
    stream.write_all(body.as_bytes()).unwrap();
    let answer = crate::http::answer(stream, false).expect("an answer");
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(server.process.wait().unwrap().code(), Some(0));
    assert!(!server.folder.join("record.sqlite-wal").exists(), "the log is folded into the data base");
}

#[test]
fn health_and_metrics_tell_of_nobody() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    server.found(&format!("agent={}", agent("ann")));
    let get = |path: &str| {
        server.send(format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").as_bytes()).unwrap()
    };
    assert_eq!((get("/health").status, get("/health").text().as_str()), (200, "ok\n"));
    let metrics = get("/metrics").text();
    assert!(metrics.contains("cartable_record_statements_received_total 1\n"), "{metrics}");
    assert!(metrics.contains("requests_total{resource=\"statements\",status=\"2xx\"} 2\n"), "{metrics}");
    assert!(!metrics.contains("ann"));
}

#[test]
fn a_store_of_pseudonyms_is_run_with_its_key_or_not_at_all() {
    let (right, wrong) = (key_file("right", 7), key_file("wrong", 8));
    let flag = |path: &Path| vec!["--pseudonyms".to_owned(), path.to_str().unwrap().to_owned()];
    let mut server = Server::start(&[&flag(&right)[0], &flag(&right)[1]]);
    server.keep(&statement("ann", "did", "a"));
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let ann = ["forget", "--mbox", "mailto:ann@example.org"].map(str::to_owned).to_vec();
    let serve = ["serve", "--listen", "127.0.0.1:0"].map(str::to_owned).to_vec();
    for (run, words) in [
        ([serve.clone(), vec![]].concat(), "--pseudonyms KEYFILE"),
        ([serve, flag(&wrong)].concat(), "another key"),
        ([ann.clone(), vec![]].concat(), "--pseudonyms KEYFILE"),
        ([ann.clone(), flag(&wrong)].concat(), "another key"),
    ] {
        let out = server.command(&run.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(out.status.code() == Some(2) && said(&out).contains(words), "{run:?}: {}", said(&out));
    }
    let out = server.command(&[ann, flag(&right)].concat().iter().map(String::as_str).collect::<Vec<_>>());
    assert!(out.status.success() && said(&out).contains("1 statement(s)"), "{}", said(&out));
    // A store that has names keeps them; an empty one may be begun again with a key.
    let mut server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let out = server.command(&["serve", "--listen", "127.0.0.1:0", &flag(&right)[0], &flag(&right)[1]]);
    assert!(out.status.code() == Some(2) && said(&out).contains("new store"), "{}", said(&out));
    let mut empty = Server::start(&[]);
    empty.kill_and_restart(&[&flag(&right)[0], &flag(&right)[1]]);
    let _ = (std::fs::remove_file(right), std::fs::remove_file(wrong));
}

#[test]
fn home_origins_and_retention_are_remembered() {
    let mut server = Server::start(&["--home", "https://lrs.example.org", "--origin", "https://moodle.example.org"]);
    let allowed = |server: &Server| {
        let headers = [("Origin", "https://moodle.example.org")];
        let answer = server.ask_with(&server.all, "1.0.3", "GET", "statements", &headers, b"");
        answer.headers.contains_key("access-control-allow-origin")
    };
    let home = |server: &Server| {
        let id = server.keep(&statement("ann", "did", "a"));
        let stored = server.ask("GET", &format!("statements?statementId={id}"), "").json();
        stored["authority"]["account"]["homePage"].as_str().unwrap().to_owned()
    };
    for flags in [[].as_slice(), &[]] {
        server.kill_and_restart(flags);
        assert_eq!((home(&server).as_str(), allowed(&server)), ("https://lrs.example.org", true));
    }
    server.kill_and_restart(&["--origin", "none"]);
    assert!(!allowed(&server));
    assert_eq!(said(&server.command(&["keep"])), "Kept without limit.\n");
    let out = server.command(&["purge"]);
    assert!(out.status.code() == Some(2) && said(&out).contains("record keep"), "{}", said(&out));
    for (age, code) in [("2y", 0), ("soon", 2), ("1us", 0)] {
        assert_eq!(server.command(&["keep", age]).status.code(), Some(code), "{age}");
    }
    assert!(said(&server.command(&["purge"])).contains("2 statement(s)"));
    assert!(said(&server.command(&["keep", "forever"])).contains("without limit"));
    assert_eq!(server.command(&["purge"]).status.code(), Some(2));
}

#[test]
fn nobody_is_forgotten_in_vain() {
    let server = Server::start(&[]);
    let mut known = statement("ann", "did", "a");
    known["actor"] = json!({"account": {"homePage": "https://m.example", "name": "7"}});
    server.keep(&known);
    for (account, near) in [
        ("https://m.example/|7", Some("https://m.example|7")),
        ("http://m.example|7", Some("https://m.example|7")),
        ("https://m.example|7 ", Some("https://m.example|7'")),
        ("https://m.example|8", None),
    ] {
        let out = server.command(&["forget", "--account", account]);
        assert!(
            out.status.code() == Some(1) && said(&out).contains("Nobody of that name"),
            "{account}: {}",
            said(&out)
        );
        assert_eq!(near.is_some_and(|near| said(&out).contains(near)), near.is_some(), "{account}: {}", said(&out));
        assert_eq!(said(&out).contains("Did you mean"), near.is_some(), "{account}: {}", said(&out));
    }
    server.keep(&statement("ann", "did", "a"));
    let out = server.command(&["forget", "--mbox", "mailto:Ann@example.org"]);
    assert!(said(&out).contains("--mbox 'mailto:ann@example.org'"), "{}", said(&out));
    assert_eq!(server.command(&["forget", "--account", "https://m.example|7"]).status.code(), Some(0));
}

#[test]
fn names_do_not_cross_the_network_in_clear() {
    let server = Server::start(&[]);
    let out = server.command(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(out.status.code() == Some(2) && said(&out).contains("--behind-proxy"), "{}", said(&out));
}
