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
fn get(server: &Server, method: &str, url: &str) -> crate::http::Answer {
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
    let icon = get(&server, "GET", &format!("http://{}/favicon.ico", server.address));
    assert_eq!((icon.status, icon.headers["cache-control"].as_str()), (204, "max-age=86400"));
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
    let mut terminated = said(&query["actor"], registration, "terminated");
    let cmi5 = json!([{"id": "https://w3id.org/xapi/cmi5/context/categories/cmi5"}]);
    terminated["context"]["contextActivities"] = json!({"category": cmi5});
    let elsewhere = "6a6a6a6a-0000-4000-8000-000000000001";
    let cases = [
        ("PUT", state(&query["actor"], "LMS.LaunchData"), json!({}), 403),
        ("DELETE", state(&query["actor"], "LMS.LaunchData"), json!(null), 403),
        ("PUT", state(&query["actor"], "mine"), json!({}), 204),
        ("PUT", state(&query["actor"], "mine").replace(registration, elsewhere), json!({}), 403),
        ("GET", state(&query["actor"], "mine").replace(registration, elsewhere), json!(null), 403),
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
        // Others may say the verb of a part of theirs; only cmi5's own ends the session.
        ("POST", "statements".to_owned(), said(&query["actor"], registration, "terminated"), 200),
        ("POST", "statements".to_owned(), terminated, 200),
        ("GET", state(&query["actor"], "mine"), json!(null), 401),
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
    // Its key names the learner.
    let purged = server.command(&["purge", "--older-than", "1us"]);
    assert!(purged.status.success() && String::from_utf8_lossy(&purged.stdout).contains("1 launch(es)"), "{purged:?}");
    let listed = String::from_utf8(server.command(&["key", "list"]).stdout).unwrap();
    assert!(!listed.lines().any(|line| line.contains("session")), "{listed}");
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

/// A course in the manner of ADL's samples: two units, whose page appends `/activities/state` to the endpoint as it comes.
fn course(folder: &Path) -> PathBuf {
    let unit = |n: u8| {
        format!(
            "<au id='https://example.org/course/{n}' moveOn='Completed'><title><langstring lang='en'>{n}</langstring></title>\
             <description><langstring lang='en'>{n}</langstring></description><url>unit{n}.html</url></au>"
        )
    };
    let structure = format!(
        "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'><course id='https://example.org/course'>\
         <title><langstring lang='en'>c</langstring></title><description><langstring lang='en'>c</langstring></description></course>\
         {}{}</courseStructure>",
        unit(1),
        unit(2)
    );
    let mut tree = cartable::tree::Tree::default();
    tree.put("cmi5.xml", structure);
    tree.put("unit1.html", "<!doctype html><title>one</title>");
    tree.put("unit2.html", "<!doctype html><title>two</title>");
    let archive = folder.join("course.zip");
    std::fs::write(&archive, cartable::tree::zip(&tree, cartable::tree::Packing::Quick).unwrap()).unwrap();
    archive
}

/// What such a course asks, from its launch to its end, and what is answered.
fn play(server: &Server, url: &str) -> Vec<u16> {
    let query = query(url);
    let token = get(server, "POST", &query["fetch"]);
    let key = format!("Basic {}", token.json()["auth-token"].as_str().unwrap());
    let endpoint = query["endpoint"].split_once("/xapi").unwrap().1.to_owned();
    assert_eq!(endpoint, "/", "the endpoint of a launch ends with a slash, as most courses expect");
    let ask = |method: &str, path: String, body: &Value| {
        let json = [("Content-Type", "application/json")];
        // `ask_with` puts `/xapi/` in front, as an endpoint does.
        server.ask_with(&key, "1.0.3", method, &path, &json, body.to_string().as_bytes()).status
    };
    let state = format!(
        "/activities/state?activityId={}&agent={}&registration={}&stateId=LMS.LaunchData",
        encode(&query["activityId"]),
        encode(&query["actor"]),
        query["registration"]
    );
    let profile = format!("/agents/profile?profileId=cmi5LearnerPreferences&agent={}", encode(&query["actor"]));
    let mut said = statement("x", "x", "x");
    said["actor"] = serde_json::from_str(&query["actor"]).unwrap();
    said["context"] = json!({"registration": query["registration"]});
    vec![
        ask("GET", state, &json!(null)),
        ask("GET", profile, &json!(null)),
        ask("POST", "/statements".to_owned(), &said),
        ask("POST", "//statements/".trim_end_matches('/').to_owned(), &said),
    ]
}

#[test]
fn a_course_that_appends_a_path_to_the_endpoint_as_it_comes_is_played() {
    let (server, url) = launch(course, &[]);
    assert_eq!(get(&server, "GET", &url).text(), "<!doctype html><title>one</title>");
    assert_eq!(get(&server, "GET", &url.replacen("/unit1", "//unit1", 1)).status, 200);
    assert_eq!(play(&server, &url), [200, 404, 200, 200]);
}

#[test]
fn any_unit_of_a_course_is_launched() {
    let (server, url) = launch(course, &["--unit", "2"]);
    assert_eq!(get(&server, "GET", &url).text(), "<!doctype html><title>two</title>");
    assert_eq!(play(&server, &url), [200, 404, 200, 200]);
    for beyond in ["0", "3"] {
        let package = server.folder.join("course.zip");
        let out = server.command(&["launch", package.to_str().unwrap(), "--listen", "127.0.0.1:0", "--unit", beyond]);
        let said = String::from_utf8(out.stderr).unwrap();
        assert!(out.status.code() == Some(2) && said.contains("2 unit(s)"), "{said}");
    }
}

/// `--open` gives the address to what opens addresses on this system.
#[cfg(target_os = "linux")]
#[test]
fn a_launch_opens_the_browser_where_it_is_told_to() {
    let folder = std::env::temp_dir().join(format!("cartable-open-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (browser, note) = (folder.join("xdg-open"), folder.join("note"));
    std::fs::write(&browser, format!("#!/bin/sh\nprintf %s \"$1\" > '{}'\n", note.display())).unwrap();
    std::fs::set_permissions(&browser, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
    let (_server, url) = crate::server::launch_in(course, &["--open"], &[("PATH", &path)]);
    let until = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while std::fs::read_to_string(&note).unwrap_or_default() != url && std::time::Instant::now() < until {
        std::thread::yield_now();
    }
    assert_eq!(std::fs::read_to_string(&note).unwrap(), url);
    let _ = std::fs::remove_dir_all(folder);
}
