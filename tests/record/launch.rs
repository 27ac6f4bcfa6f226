//! Packages that this program built, launched against the store, up to where the module itself begins to speak.

use crate::server::{Server, encode, launch, statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package of the shipped deck in a format.
fn package(folder: &Path, format: &str) -> PathBuf {
    let mut build = Command::new(env!("CARGO_BIN_EXE_cartable"));
    build.args(["build", "content", "--to", format, "--lang", "fr", "--out"]).arg(folder.join("packages"));
    let built = build.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let archives = std::fs::read_dir(folder.join("packages")).unwrap().map(|entry| entry.unwrap().path());
    archives.filter(|path| path.extension().is_some_and(|ending| ending == "zip")).min().unwrap()
}

/// The query of an address.
fn query(url: &str) -> BTreeMap<String, String> {
    let query = url.split_once('?').unwrap().1;
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

/// A plain request for an address of the store.
fn get(server: &Server, method: &str, url: &str) -> crate::server::Answer {
    let path = url.split_once("//").unwrap().1.split_once('/').unwrap().1;
    let request = format!("{method} /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    server.send(request.as_bytes()).unwrap()
}

#[test]
fn a_cmi5_package_finds_what_its_platform_has_to_prepare() {
    let (server, url) = launch(|folder| package(folder, "cmi5"), &["--account", "https://lms.example.org|7"]);
    let page = get(&server, "GET", &url);
    assert_eq!((page.status, page.headers["content-type"].as_str()), (200, "text/html; charset=utf-8"));
    assert!(page.text().contains("module.js"));
    let base = url.rsplit_once('/').unwrap().0;
    assert_eq!(get(&server, "GET", &format!("{base}/module.js")).status, 200);
    assert_eq!(get(&server, "GET", &format!("{base}/../../etc/passwd")).status, 404);
    assert_eq!(get(&server, "GET", &url.replace("/play/", "/play/x")).status, 404, "nobody guesses the way in");
    let query = query(&url);
    let token = get(&server, "POST", &query["fetch"]);
    assert_eq!((token.status, token.headers["content-type"].as_str()), (200, "application/json"));
    let again = get(&server, "POST", &query["fetch"]);
    assert_eq!((again.status, again.json()["error-code"].clone()), (200, json!("1")), "the token is given once");
    let key = format!("Basic {}", token.json()["auth-token"].as_str().unwrap());
    let registration = &query["registration"];
    let ask = |method: &str, path: &str, body: &Value| {
        server.ask_with(
            &key,
            "1.0.3",
            method,
            path,
            &[("Content-Type", "application/json")],
            body.to_string().as_bytes(),
        )
    };
    let state = |actor: &str, name: &str| {
        format!(
            "activities/state?activityId={}&agent={}&registration={registration}&stateId={name}",
            encode(&query["activityId"]),
            encode(actor)
        )
    };
    let data = ask("GET", &state(&query["actor"], "LMS.LaunchData"), &json!(null)).json();
    let publisher = &data["contextTemplate"]["contextActivities"]["grouping"][0]["id"];
    assert_eq!((&data["launchMode"], data["moveOn"].is_string()), (&json!("Normal"), true));
    assert!(publisher.is_string() && *publisher != json!(query["activityId"]), "the activity is the store's own");
    let launched = server.found("verb=http://adlnet.gov/expapi/verbs/launched");
    assert_eq!(launched.len(), 1, "the store said so before");
    // What the launch may do, and for whom.
    let other = query["actor"].replace("\"7\"", "\"8\"");
    let said = |actor: &str, registration: &str, verb: &str| {
        let mut said = statement("x", "x", "x");
        said["actor"] = serde_json::from_str(actor).unwrap();
        said["verb"]["id"] = format!("http://adlnet.gov/expapi/verbs/{verb}").into();
        said["context"] = json!({"registration": registration});
        said
    };
    let elsewhere = "6a6a6a6a-0000-4000-8000-000000000001";
    let cases = [
        ("PUT", state(&query["actor"], "LMS.LaunchData"), json!({}), 403),
        ("DELETE", state(&query["actor"], "LMS.LaunchData"), json!(null), 403),
        ("PUT", state(&query["actor"], "mine"), json!({}), 204),
        ("GET", state(&query["actor"], "mine"), json!(null), 200),
        ("GET", state(&other, "mine"), json!(null), 403),
        (
            "GET",
            format!("agents/profile?profileId=cmi5LearnerPreferences&agent={}", encode(&query["actor"])),
            json!(null),
            404,
        ),
        ("GET", "statements".to_owned(), json!(null), 403),
        ("POST", "statements".to_owned(), said(&other, registration, "initialized"), 403),
        ("POST", "statements".to_owned(), said(&query["actor"], elsewhere, "initialized"), 403),
        ("POST", "statements".to_owned(), said(&query["actor"], registration, "initialized"), 200),
        ("POST", "statements".to_owned(), said(&query["actor"], registration, "terminated"), 200),
    ];
    for (method, path, body, status) in cases {
        let answer = ask(method, &path, &body);
        assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
    }
    let listed = String::from_utf8(server.command(&["key", "list"]).stdout).unwrap();
    assert!(
        listed.lines().any(|line| line.contains("session") && line.contains("(ended)")),
        "the session has ended: {listed}"
    );
}

#[test]
fn a_tincan_package_has_all_in_its_address() {
    let (server, url) = launch(|folder| package(folder, "xapi"), &[]);
    assert_eq!(get(&server, "GET", &url).status, 200);
    let query = query(&url);
    let path = format!(
        "activities/state?activityId={}&agent={}&registration={}",
        encode(&query["activity_id"]),
        encode(&query["actor"]),
        query["registration"]
    );
    let answer = server.ask_with(&query["auth"], "1.0.3", "GET", &path, &[], b"");
    assert_eq!((answer.status, answer.json()), (200, json!([])));
    assert_eq!(server.ask_with(&query["auth"], "1.0.3", "GET", "statements", &[], b"").status, 403);
}
