//! What is done with a store while it serves: copied, exported, purged, made to forget, stopped.

use crate::server::{Server, agent, encode, statement};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn a_backup_and_an_export_have_everything() {
    let server = Server::start(&[]);
    let ids: Vec<String> = (0..30).map(|n| server.keep(&statement("ann", "did", &format!("a{n}")))).collect();
    let copy = server.folder.join("copy.sqlite");
    let made = server.command(&["backup", "--to", copy.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{made:?}");
    server.keep(&statement("ann", "did", "later"));
    let exported = |data: &std::path::Path| -> Vec<String> {
        let mut export = Command::new(env!("CARGO_BIN_EXE_cartable"));
        let out = export.args(["record", "export", "--data"]).arg(data).output().unwrap();
        let lines = String::from_utf8(out.stdout).unwrap();
        let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
        lines.lines().map(id).collect()
    };
    assert_eq!(exported(&copy), ids, "the copy is of its moment, in the order in which they came");
    assert_eq!(exported(&server.folder.join("record.sqlite")).len(), 31);
    let file = server.folder.join("all.ndjson");
    assert_eq!(server.command(&["export", "--to", file.to_str().unwrap()]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(file).unwrap().lines().count(), 31);
}

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
    assert!(done.contains("2 statement(s) and 1 document(s)") && left.contains('1'), "{done}{left}");
    assert_eq!(server.ask("GET", &state, "").status, 404);
    assert_eq!(server.found(""), [other.clone(), taught]);
    let (done, _) = forget(&["--everywhere"]);
    assert!(done.contains("1 statement(s) and 0 document(s)"), "{done}");
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
    assert!(String::from_utf8(purged.stdout).unwrap().contains("1 statement(s) and 1 document(s)"));
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

/// Runs a command on a data base, which there need not be.
fn on(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.arg("record").args(arguments).args(["--messages", "en", "--data"]).arg(data).output().unwrap()
}

fn said(out: &Output) -> String {
    String::from_utf8_lossy(&[out.stdout.as_slice(), &out.stderr].concat()).into_owned()
}

#[test]
fn a_backup_replaces_an_earlier_one_of_the_same_store_and_nothing_else() {
    let (a, b) = (Server::start(&[]), Server::start(&[]));
    a.keep(&statement("ann", "did", "a"));
    let kept = b.keep(&statement("bob", "did", "b"));
    let path = |name: &str| a.folder.join(name).to_str().unwrap().to_owned();
    let served = b.folder.join("record.sqlite").to_str().unwrap().to_owned();
    let (copy, theirs, text) = (path("copy.sqlite"), path("theirs.sqlite"), path("text"));
    std::fs::write(&text, "mine").unwrap();
    let backup = |server: &Server, to: &str, more: &[&str]| {
        let out = server.command(&[&["backup", "--to", to], more].concat());
        (out.status.code(), said(&out))
    };
    assert_eq!(backup(&b, &theirs, &[]).0, Some(0));
    assert_eq!(
        (backup(&a, &copy, &[]).0, backup(&a, &copy, &[]).0),
        (Some(0), Some(0)),
        "an earlier backup of the same store"
    );
    let before: Vec<_> = [&theirs, &text].map(|path| std::fs::read(path).unwrap()).into();
    for to in [&theirs, &text] {
        let (code, said) = backup(&a, to, &[]);
        assert!(
            code == Some(3) && said.contains("no backup of this store") && said.contains("--force"),
            "{to}: {said}"
        );
    }
    assert_eq!(before, [&theirs, &text].map(|path| std::fs::read(path).unwrap()), "nothing was written");
    let own = a.folder.join("record.sqlite").to_str().unwrap().to_owned();
    for (to, more) in [(&served, [].as_slice()), (&served, &["--force"]), (&own, &["--force"])] {
        let (code, said) = backup(&a, to, more);
        assert!(code == Some(3), "{to}: {said}");
    }
    b.keep(&statement("bob", "did", "c"));
    assert!(b.found("").contains(&kept) && b.found("").len() == 2, "the store that is served has all of its own");
    // A backup that somebody begins to serve is a store of its own from then on.
    let restored = on(Path::new(&copy), &["key", "add", "--name", "x", "--scope", "all"]);
    assert_eq!(restored.status.code(), Some(0));
    assert_eq!(backup(&a, &copy, &[]).0, Some(3), "a store is no backup any more");
    for to in [&copy, &theirs, &text] {
        assert_eq!(backup(&a, to, &["--force"]).0, Some(0), "{to}");
    }
    let names = std::fs::read_dir(&a.folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(names.filter(|name| name.contains(".part")).count(), 0);
}

#[test]
fn an_export_replaces_nothing_unless_it_is_told_to_and_is_its_owners_alone() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let other = Server::start(&[]);
    let served = other.folder.join("record.sqlite");
    let file = server.folder.join("all.ndjson");
    let export = |to: &Path, more: &[&str]| {
        let out = server.command(&[&["export", "--to", to.to_str().unwrap()], more].concat());
        (out.status.code(), said(&out))
    };
    assert_eq!(export(&file, &[]).0, Some(0));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    std::fs::write(&file, "mine").unwrap();
    let (code, said) = export(&file, &[]);
    assert!(code == Some(3) && said.contains("exists"), "{said}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    assert_eq!(export(&served, &["--force"]).0, Some(3), "never a store that is served");
    assert_eq!(other.ask("GET", "statements", "").status, 200);
    assert_eq!((export(&file, &["--force"]).0, export(&server.folder, &["--force"]).0), (Some(0), Some(3)));
}

#[test]
fn a_command_that_looks_for_a_store_makes_none() {
    let folder = std::env::temp_dir().join(format!("cartable-none-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (data, to) = (folder.join("nope.sqlite"), folder.join("to"));
    let (to, account) = (to.to_str().unwrap(), "https://lms.example.org|1");
    let commands: &[&[&str]] = &[
        &["backup", "--to", to],
        &["export"],
        &["export", "--to", to],
        &["forget", "--account", account],
        &["purge", "--older-than", "1d"],
        &["purge"],
        &["keep", "1y"],
        &["key", "list"],
        &["key", "revoke", "0000000000000000"],
        &["status"],
    ];
    for command in commands {
        let out = on(&data, command);
        assert_eq!(out.status.code(), Some(3), "{command:?}: {}", said(&out));
        assert!(said(&out).contains("no record store here"), "{command:?}: {}", said(&out));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "{command:?}");
    }
    // An empty file is no store either, and a data base of something else stays as it is.
    std::fs::write(&data, "").unwrap();
    for command in commands {
        assert_eq!(
            (on(&data, command).status.code(), std::fs::metadata(&data).unwrap().len()),
            (Some(3), 0),
            "{command:?}"
        );
    }
    std::fs::remove_file(&data).unwrap();
    rusqlite::Connection::open(&data).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    let before = std::fs::read(&data).unwrap();
    for command in commands.iter().chain([&["key", "add", "--name", "x", "--scope", "all"].as_slice()]) {
        assert_eq!(
            (on(&data, command).status.code(), std::fs::read(&data).unwrap() == before),
            (Some(3), true),
            "{command:?}"
        );
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// A key of pseudonyms in a file.
fn key_file(name: &str, byte: u8) -> PathBuf {
    let path = std::env::temp_dir().join(format!("cartable-key-{name}-{}", std::process::id()));
    std::fs::write(&path, [byte; 32]).unwrap();
    #[cfg(unix)]
    std::fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    path
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
fn a_store_of_the_first_version_is_read_and_says_what_it_is() {
    let right = key_file("old", b'k');
    let flags = ["--pseudonyms", right.to_str().unwrap()];
    for (flags, without) in [([].as_slice(), Some(0)), (&flags, Some(2))] {
        let mut server = Server::start(flags);
        let id = server.keep(&statement("ann", "did", "a"));
        server.process.kill().unwrap();
        server.process.wait().unwrap();
        // As the first version made it.
        let data = rusqlite::Connection::open(server.folder.join("record.sqlite")).unwrap();
        data.execute_batch(
            "DROP TABLE setting; DROP TABLE progress; ALTER TABLE key DROP COLUMN used; PRAGMA user_version = 1",
        )
        .unwrap();
        drop(data);
        let lines = server.command(&["export"]);
        assert!(String::from_utf8(lines.stdout).unwrap().contains(&id));
        let forget = server.command(&["forget", "--mbox", "mailto:cy@example.org"]);
        assert_eq!(forget.status.code(), without.map(|code| code.max(1)), "nobody is there, or the key is missing");
        server.kill_and_restart(flags);
        assert_eq!(server.found(""), [id]);
        let status: Value = serde_json::from_slice(&server.command(&["status", "--format", "json"]).stdout).unwrap();
        assert_eq!(status["pseudonyms"], json!(!flags.is_empty()));
    }
    let _ = std::fs::remove_file(right);
    // What comes from later is left alone.
    let server = Server::start(&[]);
    let copy = server.folder.join("copy.sqlite");
    assert!(server.command(&["backup", "--to", copy.to_str().unwrap()]).status.success());
    rusqlite::Connection::open(&copy).unwrap().execute_batch("PRAGMA user_version = 99").unwrap();
    assert_eq!(on(&copy, &["export"]).status.code(), Some(3));
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
fn status_says_what_is_stored_and_when_keys_and_backups_were_last_used() {
    let server = Server::start(&[]);
    let unused = server.key("read");
    server.keep(&statement("ann", "did", "a"));
    let status =
        || -> Value { serde_json::from_slice(&server.command(&["status", "--format", "json"]).stdout).unwrap() };
    let before = status();
    assert_eq!((&before["statements"], &before["documents"], &before["backup"]), (&json!(1), &json!(0), &json!(null)));
    let used: Vec<bool> = before["keys"].as_array().unwrap().iter().map(|key| key["used"].is_string()).collect();
    assert_eq!((used, unused.is_empty()), (vec![true, false], false));
    let copy = server.folder.join("copy.sqlite");
    assert!(server.command(&["backup", "--to", copy.to_str().unwrap()]).status.success());
    assert!(status()["backup"].is_string() && status()["bytes"].as_u64() > Some(10_000));
    let human = said(&server.command(&["status"]));
    assert!(human.contains("1 statement(s)") && human.contains("under their names"), "{human}");
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
fn a_clock_that_was_wrong_is_told_and_does_not_make_time_stamps_wrong() {
    let mut server = Server::start(&[]);
    let old = server.keep(&statement("ann", "did", "a"));
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let data = rusqlite::Connection::open(server.folder.join("record.sqlite")).unwrap();
    // Four years ahead.
    data.execute_batch(
        "UPDATE mention SET stored = stored + 126230400000000; UPDATE statement SET stored = stored + 126230400000000",
    )
    .unwrap();
    drop(data);
    let out = Command::new("timeout")
        .args(["-s", "TERM", "2", env!("CARGO_BIN_EXE_cartable"), "record", "serve", "--listen", "127.0.0.1:0"])
        .args(["--messages", "en", "--data"])
        .arg(server.folder.join("record.sqlite"))
        .output()
        .unwrap();
    assert!(said(&out).contains("Check the clock"), "{}", said(&out));
    server.kill_and_restart(&[]);
    let new = server.keep(&statement("ann", "did", "b"));
    let stored = server.ask("GET", &format!("statements?statementId={new}"), "").json();
    let (timestamp, stored) = (stored["timestamp"].as_str().unwrap(), stored["stored"].as_str().unwrap());
    assert!(timestamp[..4] < stored[..4], "{timestamp} {stored}");
    assert_eq!(server.found("ascending=true"), [old, new], "the order is that of arrival");
}

#[test]
fn names_do_not_cross_the_network_in_clear() {
    let server = Server::start(&[]);
    let out = server.command(&["serve", "--listen", "0.0.0.0:0"]);
    assert!(out.status.code() == Some(2) && said(&out).contains("--behind-proxy"), "{}", said(&out));
}
