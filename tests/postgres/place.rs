//! Where a store may be: an address that is right, a data base that is one, and words where it is not.

use crate::base::data;
use crate::cluster::{Cluster, cluster};
use crate::server::{Server, agent, encode, said, serve_in, statement};
use sha2::Digest;
use std::process::{Command, Output};

/// Runs a command on the data base at an address.
pub fn on(url: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
    command.env_remove("PGPASSWORD");
    command.arg("record").args(arguments).args(["--messages", "en", "--data", url]).output().unwrap()
}

fn name(what: &str) -> String {
    format!("{what}-{}", std::process::id())
}

#[test]
fn whoever_is_wrong_is_told_and_no_password_is() {
    let url = cluster().url("postgres");
    let other = name("other");
    cluster().make(&other);
    cluster().client(&other).batch_execute("CREATE TABLE mine (a int)").unwrap();
    let empty = name("empty");
    cluster().make(&empty);
    let socket = url.split_once("host=").unwrap().1;
    let shut = name("shut");
    cluster().make(&shut);
    let mut client = cluster().client(&shut);
    client.batch_execute("CREATE ROLE me LOGIN; REVOKE CREATE ON SCHEMA public FROM public").unwrap();
    client.batch_execute("ALTER ROLE me CONNECTION LIMIT 5; CREATE ROLE many LOGIN CONNECTION LIMIT 0").unwrap();
    let add = vec!["key", "add", "--name", "a", "--scope", "all"];
    let status = vec!["status"];
    let open = std::env::temp_dir().join(name("open"));
    std::fs::write(&open, "*:*:*:*:secret").unwrap();
    let cases = [
        (cluster().url(&empty), &status, "there is no record store here"),
        (cluster().url(&other), &add, "not"),
        (format!("postgres://nobody:secret@/none?host={socket}"), &status, "does not let this user in"),
        (format!("postgres://me:secret@/none?host={socket}"), &status, "no database of this name"),
        (format!("postgres://me:secret@/{shut}?host={socket}"), &add, "owner of the database"),
        (format!("postgres://many:secret@/{shut}?host={socket}"), &status, "no connection left"),
        (
            format!("postgres://me:secret@/{shut}?host={socket}&options=-cdefault_transaction_read_only%3Don"),
            &add,
            "promote",
        ),
        (
            format!(
                "postgres://me:secret@/{shut}?host={socket}&options=-cdefault_transaction_read_only%3Don&target_session_attrs=read-write"
            ),
            &status,
            "promote",
        ),
        ("postgres://me:secret@/x?host=/nowhere".to_owned(), &status, "no socket"),
        ("postgres://me:secret@127.0.0.1:1/x".to_owned(), &status, "no server answers there"),
        ("postgres://me:secret@nowhere.invalid/x".to_owned(), &status, "no computer of this name"),
        (format!("postgres://me:secret@/x?host={socket}&sslmode=perhaps"), &status, "sslmode=perhaps"),
        (format!("postgres://me:secret@/x?host={socket}&unheard=secret"), &status, "cannot be read"),
        ("postgres://me:secret@127.0.0.1:port/x".to_owned(), &status, "cannot be read"),
        (format!("postgres://me@/x?host={socket}&passfile=/nowhere"), &status, "/nowhere"),
        (format!("postgres://me@/x?host={socket}&passfile={}", open.display()), &status, "chmod 600"),
        ("postgres://me@h/x?sslrootcert=/nowhere".to_owned(), &status, "/nowhere"),
    ];
    for (url, arguments, words) in cases {
        let out = on(&url, arguments);
        let said = said(&out);
        assert_eq!(out.status.code(), Some(3), "{url}: {said}");
        assert!(said.contains(words) && !said.contains("secret") && !said.contains("panicked"), "{url}: {said}");
    }
    std::fs::remove_file(open).unwrap();
}

#[test]
fn a_password_that_is_wrong_or_wanting_is_told() {
    let cluster = Cluster::listening();
    cluster.client("postgres").batch_execute("CREATE ROLE me LOGIN PASSWORD 'right'").unwrap();
    cluster.admit("host all me 127.0.0.1/32 scram-sha-256");
    let host = cluster.host();
    for (who, words) in [
        ("me:wrong", "refuses this user with this password"),
        ("me", "wants a password"),
        ("me:right", "there is no record store here"),
        ("nobody:wrong", "does not let this user in"),
    ] {
        let told = said(&on(&format!("postgres://{who}@{host}/postgres"), &["status"]));
        assert!(told.contains(words) && !told.contains("wrong") && !told.contains("right@"), "{who}: {told}");
    }
}

#[test]
fn an_older_program_refuses_what_a_newer_one_has_made() {
    let server = Server::start(&[]);
    server.keep(&statement("ann", "did", "a"));
    let name = server.folder.file_name().unwrap().to_str().unwrap().to_owned();
    let url = cluster().url(&name);
    assert_eq!(on(&url, &["export"]).status.code(), Some(0));
    cluster().client(&name).batch_execute("UPDATE setting SET value = '99' WHERE name = 'schema'").unwrap();
    for arguments in [vec!["export"], vec!["key", "add", "--name", "a", "--scope", "all"]] {
        assert_eq!(on(&url, &arguments).status.code(), Some(3), "{arguments:?}");
    }
}

#[test]
fn a_copy_in_a_file_is_not_made_of_it() {
    let server = Server::start(&[]);
    let copy = server.folder.join("copy.sqlite");
    let out = server.command(&["backup", "--to", copy.to_str().unwrap()]);
    assert_eq!((out.status.code(), copy.exists()), (Some(3), false), "{}", said(&out));
    assert!(said(&out).contains("pg_dump"), "{}", said(&out));
    let status: serde_json::Value =
        serde_json::from_slice(&server.command(&["status", "--format", "json"]).stdout).unwrap();
    assert!(status["bytes"].as_u64() > Some(10_000) && status["statements"] == 0, "{status}");
}

/// `stored` is given by the clock of the data base, so that a node whose own is wrong orders nothing anew.
#[test]
fn what_was_stored_ahead_stays_in_order() {
    let server = Server::start(&[]);
    let first = server.keep(&statement("ann", "did", "a"));
    let name = server.folder.file_name().unwrap().to_str().unwrap().to_owned();
    let five_minutes =
        "UPDATE mention SET stored = stored + 300000000; UPDATE statement SET stored = stored + 300000000";
    cluster().client(&name).batch_execute(five_minutes).unwrap();
    let second = server.keep(&statement("ann", "did", "b"));
    assert_eq!(server.found("ascending=true"), [first, second]);
}

#[test]
fn a_text_that_it_cannot_keep_is_refused() {
    let server = Server::start(&[]);
    let mut odd = statement("ann", "did", "a");
    odd["actor"] = serde_json::json!({"account": {"homePage": "http://example.org", "name": "a\0b"}});
    let answer = server.ask("POST", "statements", &odd.to_string());
    assert_eq!((answer.status, answer.text().contains("U+0000")), (400, true), "{}", answer.text());
    let mut long = statement("ann", "did", "a");
    // Nothing that could be pressed together.
    let noise: String = (0..60u8).flat_map(|n| sha2::Sha256::digest([n])).map(|byte| format!("{byte:02x}")).collect();
    long["object"]["id"] = format!("http://example.org/{noise}").into();
    let answer = server.ask("POST", "statements", &long.to_string());
    assert_eq!((answer.status, answer.text().contains("too long")), (400, true), "{}", answer.text());
    server.keep(&statement("ann", "did", "a"));
}

#[test]
fn a_store_moves_to_a_file_and_back_and_loses_nothing() {
    let server = Server::start(&[]);
    for n in 0..30 {
        server.keep(&statement(&format!("u{}", n % 4), "did", &format!("a{n}")));
    }
    let drawn = server.attach(&statement("cy", "drew", "d"), &[b"what was drawn"]);
    let path =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("u1"));
    assert_eq!(server.ask("PUT", &path, "{\"a\":1}").status, 204);
    let first = data(&server.folder).into_string().unwrap();
    let file = server.folder.join("moved.sqlite").into_os_string().into_string().unwrap();
    let second = name("moved");
    cluster().make(&second);
    let second = cluster().url(&second);
    let go = |from: &str, to: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cartable"));
        command.args(["record", "move", "--messages", "en", "--from", from, "--to", to]).output().unwrap()
    };
    for (from, to) in [(&first, &file), (&file, &second)] {
        let out = go(from, to);
        let words = "31 statement(s), 1 document(s), 1 attachment(s), 1 key(s)";
        assert!(out.status.success() && said(&out).contains(words), "{}", said(&out));
    }
    assert_eq!(go(&file, &second).status.code(), Some(3), "it is not empty any more");
    let exported = |url: &str| on(url, &["export"]).stdout;
    assert!(exported(&first) == exported(&second) && exported(&file) == exported(&second));
    assert!(on(&second, &["progress", "--check"]).status.success());
    // Whoever has a key goes on with the other one, and what is new there is new.
    let (process, address) = serve_in(second.as_ref(), &server.folder, &[], &[]);
    let moved = Server { process, address, folder: server.folder.join("second"), all: server.all.clone() };
    assert_eq!(moved.ask("GET", &path, "").text(), "{\"a\":1}");
    let page = moved.ask("GET", &format!("statements?statementId={drawn}&attachments=true"), "").text();
    assert!(page.contains("what was drawn"), "{page}");
    let new = moved.keep(&statement("zoe", "did", "elsewhere"));
    assert_eq!(moved.found(&format!("agent={}", agent("zoe"))), [new]);
}
