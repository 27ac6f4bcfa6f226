//! The report pages: who gets in, what a stranger is told, and that they say what the report of the same statements says.

use crate::http::Answer;
use crate::server::{Server, encode};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::process::Command;

const FORM: &str = "application/x-www-form-urlencoded";

/// A statement about a situation, as a module sends it.
fn done(learner: usize, verb: &str, situation: usize) -> Value {
    json!({
        "actor": {"account": {"homePage": "https://lms.example.org", "name": format!("secret-{learner}")}},
        "verb": {"id": format!("http://adlnet.gov/expapi/verbs/{verb}")},
        "object": {"id": format!("https://d.example.org/t1-s0{situation}"), "definition": {
            "type": "http://adlnet.gov/expapi/activities/lesson", "name": {"en": format!("Story <{situation}>")}}},
        "context": {"language": "fr", "contextActivities": {"parent": [{"id": "https://d.example.org/modules/t1"}]}},
        "timestamp": "2026-11-20T10:00:00Z",
    })
}

fn ask(server: &Server, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: store\r\nConnection: close\r\n");
    if method == "POST" {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let bytes = format!("{head}\r\n{body}").into_bytes();
    let mut stream = server.connect();
    std::io::Write::write_all(&mut stream, &bytes).unwrap_or_default();
    crate::http::answer(stream, method == "HEAD").expect("an answer")
}

/// The fields of the form for a key, from the header that carries it.
fn fields(header: &str) -> String {
    let pair = STANDARD.decode(header.strip_prefix("Basic ").unwrap()).unwrap();
    let pair = String::from_utf8(pair).unwrap();
    let (id, secret) = pair.split_once(':').unwrap();
    format!("id={}&secret={}", encode(id), encode(secret))
}

fn enter(server: &Server, body: &str) -> Answer {
    let headers = [("Content-Type", FORM), ("Sec-Fetch-Site", "same-origin"), ("Origin", "null")];
    ask(server, "POST", "/report/sign-in?lang=en", &headers, body)
}

/// The cookie of somebody who signs in with a key.
fn cookie(server: &Server, header: &str) -> String {
    let answer = enter(server, &fields(header));
    assert_eq!((answer.status, answer.headers["location"].as_str()), (303, "/report?lang=en"), "{}", answer.text());
    let cookie = &answer.headers["set-cookie"];
    for part in ["; HttpOnly", "; SameSite=Strict", "; Path=/report", "; Max-Age=28800"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    cookie.split(';').next().unwrap().to_owned()
}

fn see(server: &Server, path: &str, cookie: &str) -> Answer {
    ask(server, "GET", path, &[("Cookie", cookie)], "")
}

#[test]
fn whoever_may_read_sees_the_pages_until_they_sign_out_or_the_key_ends() {
    let server = Server::start(&[]);
    (0..14).for_each(|learner| drop(server.keep(&done(learner, "completed", learner % 2))));
    let key = server.key("read");
    let cookie = cookie(&server, &key);
    let page = see(&server, "/report?lang=en", &cookie);
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(text.contains("Everybody: 14 learners") && text.contains("Story &lt;1&gt;"), "{text}");
    assert!(!text.contains("secret-") && !text.contains("<script"), "{text}");
    for (language, word) in [("fr", "Tout le monde"), ("en", "Everybody"), ("ro", "lang=\"ro\""), ("el", "lang=\"el\"")]
    {
        assert!(see(&server, &format!("/report?lang={language}"), &cookie).text().contains(word), "{language}");
    }
    let latest = see(&server, "/report/latest?lang=en", &cookie).text();
    assert_eq!(latest.matches("Someone went through “Story &lt;").count(), 14, "{latest}");
    assert!(!latest.contains("secret-"));
    let head = ask(&server, "HEAD", "/report?lang=en", &[("Cookie", &cookie)], "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    let out =
        ask(&server, "POST", "/report/sign-out?lang=en", &[("Cookie", &cookie), ("Sec-Fetch-Site", "same-origin")], "");
    assert_eq!((out.status, out.headers["set-cookie"].contains("Max-Age=0")), (303, true));
    assert_eq!(see(&server, "/report", &cookie).status, 303, "the cookie is of no use after that");
    let again = self::cookie(&server, &key);
    let id = fields(&key).split('&').next().unwrap().replace("id=", "");
    assert_eq!(server.command(&["key", "revoke", &id]).status.code(), Some(0));
    assert_eq!(see(&server, "/report", &again).status, 303, "a key that has ended shows nothing more");
    assert_eq!(enter(&server, &fields(&key)).status, 403, "nor does it come in again");
}

#[test]
fn every_answer_has_strict_headers_and_no_other_origin_may_read_it() {
    let server = Server::start(&["--origin", "https://moodle.example.org"]);
    let cookie = cookie(&server, &server.key("read"));
    for (method, path) in [
        ("GET", "/report"),
        ("GET", "/report/latest"),
        ("GET", "/report/sign-in"),
        ("GET", "/report?key=a"),
        ("PUT", "/report"),
        ("POST", "/report/sign-out"),
        ("GET", "/report/sign-out"),
    ] {
        let origin = ("Origin", "https://moodle.example.org");
        let answer = ask(&server, method, path, &[("Cookie", &cookie), origin], "");
        let header = |name: &str| answer.headers.get(name).map_or("", String::as_str);
        assert_eq!(header("cache-control"), "no-store", "{method} {path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{method} {path}");
        assert_eq!(header("referrer-policy"), "no-referrer", "{method} {path}");
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{method} {path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{method} {path}: {policy}");
        assert_eq!(header("access-control-allow-origin"), "", "{method} {path}");
    }
}

/// What strangers send, and the status that they get. Nobody of them gets a cookie.
#[test]
fn bad_requests_are_refused() {
    let server = Server::start(&[]);
    let other = Server::start(&[]);
    let (read, write) = (server.key("read"), server.key("write"));
    let strange = cookie(&other, &other.key("read"));
    let (good, writing) = (fields(&read), fields(&write));
    let own = ("Sec-Fetch-Site", "same-origin");
    let form = ("Content-Type", FORM);
    let huge = format!("{good}&more={}", "a".repeat(5_000));
    let wrong = format!("{}x", good);
    let (id, _) = good.split_once('&').unwrap();
    type Case<'a> = (&'a str, &'a str, &'a str, Vec<(&'a str, &'a str)>, &'a str, u16);
    let cases: Vec<Case<'_>> = vec![
        ("no cookie", "GET", "/report", vec![], "", 303),
        ("no cookie", "HEAD", "/report/latest", vec![], "", 303),
        ("a cookie of another store", "GET", "/report", vec![("Cookie", &strange)], "", 303),
        ("a cookie that is none", "GET", "/report", vec![("Cookie", "cartable-report=; =; ;;")], "", 303),
        ("the key in a header is for xAPI", "GET", "/report", vec![("Authorization", &read)], "", 303),
        ("a key in the address", "GET", "/report?key=abc", vec![], "", 400),
        ("a key in the address of the form", "POST", "/report/sign-in?id=a&secret=b", vec![form, own], "", 400),
        ("the form by GET", "GET", "/report/sign-in?id=a&secret=b", vec![], "", 400),
        ("a wrong secret", "POST", "/report/sign-in", vec![form, own], &wrong, 403),
        ("a key that is none", "POST", "/report/sign-in", vec![form, own], "id=nobody&secret=none", 403),
        ("a key that may not read", "POST", "/report/sign-in", vec![form, own], &writing, 403),
        ("a field is missing", "POST", "/report/sign-in", vec![form, own], id, 400),
        ("nothing", "POST", "/report/sign-in", vec![form, own], "", 400),
        ("another type", "POST", "/report/sign-in", vec![("Content-Type", "application/json"), own], "{}", 400),
        ("no type", "POST", "/report/sign-in", vec![own], &good, 400),
        ("a huge form", "POST", "/report/sign-in", vec![form, own], &huge, 413),
        ("from another site", "POST", "/report/sign-in", vec![form, ("Sec-Fetch-Site", "cross-site")], &good, 403),
        ("from a neighbour", "POST", "/report/sign-in", vec![form, ("Sec-Fetch-Site", "same-site")], &good, 403),
        ("another origin", "POST", "/report/sign-in", vec![form, ("Origin", "https://evil.example.org")], &good, 403),
        ("an origin that hides", "POST", "/report/sign-in", vec![form, ("Origin", "null")], &good, 403),
        ("no word of the origin", "POST", "/report/sign-in", vec![form], &good, 403),
        ("to sign somebody out", "POST", "/report/sign-out", vec![("Origin", "https://evil.example.org")], "", 403),
        ("to sign out by a link", "GET", "/report/sign-out", vec![], "", 405),
        ("to write", "POST", "/report", vec![own], "", 405),
        ("to delete", "DELETE", "/report/latest", vec![own], "", 405),
        ("another page", "GET", "/report/learners", vec![], "", 404),
        ("a language that is none", "GET", "/report/sign-in?lang=%22%3E%3Cb%3E", vec![], "", 200),
    ];
    for (name, method, path, headers, body, status) in &cases {
        let answer = ask(&server, method, path, headers, body);
        assert_eq!(answer.status, *status, "{name}: {}", answer.text());
        assert!(!answer.headers.contains_key("set-cookie"), "{name}");
        assert!(!answer.headers.contains_key("www-authenticate"), "{name}");
        assert!(!answer.text().contains("<b>"), "{name}");
        let there = answer.headers.get("location").map_or("", String::as_str);
        assert!(*status != 303 || there.starts_with("/report/sign-in?lang="), "{name}: {there}");
    }
    let own_origin = [form, ("Origin", "http://store")];
    assert_eq!(
        ask(&server, "POST", "/report/sign-in", &own_origin, &good).status,
        303,
        "older browsers name the origin"
    );
}

#[test]
fn guessing_makes_an_address_wait_here_as_well() {
    let server = Server::start(&[]);
    let (mine, other) = (server.key("read"), server.key("read"));
    let wrong = format!("{}x", fields(&mine));
    (0..10).for_each(|_| assert_eq!(enter(&server, &wrong).status, 403));
    let answer = enter(&server, &wrong);
    assert_eq!((answer.status, answer.headers["retry-after"].as_str()), (429, "60"));
    assert!(answer.text().contains("Too many wrong attempts"), "{}", answer.text());
    assert_eq!(enter(&server, &fields(&mine)).status, 429, "the right secret waits as well");
    assert_eq!(server.ask_with(&mine, "1.0.3", "GET", "statements", &[], b"").status, 429, "one count for both doors");
    cookie(&server, &other);
}

#[test]
fn over_https_the_cookie_goes_no_other_way() {
    for (flags, secure) in
        [(&["--home", "https://lrs.example.org"][..], true), (&["--behind-proxy"], true), (&[], false)]
    {
        let server = Server::start(flags);
        let answer = enter(&server, &fields(&server.key("read")));
        assert_eq!(answer.headers["set-cookie"].contains("; Secure"), secure, "{flags:?}");
    }
}

/// The tables of a page, without what surrounds them.
fn tables(html: &str) -> String {
    let sections = html.split("<section class=\"view look-").skip(1);
    sections.map(|section| section.split("</section>").next().unwrap()).collect()
}

/// Suppressed as in the file: with a group of four, of seven and of many, with a voided statement and somebody forgotten, the page
/// says, cell by cell, what `cartable report` says of the same data base.
#[test]
fn a_page_says_what_the_report_of_the_same_store_says() {
    let server = Server::start(&["--timezone", "Europe/Athens"]);
    let key = server.key("read");
    for learner in 0..26 {
        for situation in 0..=learner % 3 {
            let mut one = done(learner, if learner % 4 == 0 { "initialized" } else { "completed" }, situation);
            let team = if learner < 4 {
                "small"
            } else if learner < 11 {
                "middle"
            } else {
                "large"
            };
            one["context"]["team"] =
                json!({"objectType": "Group", "account": {"homePage": "https://lms.example.org", "name": team}});
            one["timestamp"] = json!(format!("2026-11-{:02}T22:30:00Z", 1 + learner));
            let id = server.keep(&one);
            if learner == 20 {
                let mut void = done(99, "voided", 0);
                void["object"] = json!({"objectType": "StatementRef", "id": id});
                server.keep(&void);
            }
        }
    }
    let forgotten = server.command(&["forget", "--account", "https://lms.example.org|secret-25"]);
    assert_eq!(forgotten.status.code(), Some(0));
    let cookie = cookie(&server, &key);
    let out = server.folder.join("file.html");
    for language in ["fr", "en", "ro", "el"] {
        let mut report = Command::new(env!("CARGO_BIN_EXE_cartable"));
        report.arg("report").arg(server.folder.join("record.sqlite")).arg("--out").arg(&out);
        report.args(["--lang", language, "--timezone", "Europe/Athens"]).current_dir(&server.folder);
        assert_eq!(report.output().unwrap().status.code(), Some(0));
        let (file, page) =
            (std::fs::read_to_string(&out).unwrap(), see(&server, &format!("/report?lang={language}"), &cookie).text());
        assert!(tables(&file).contains("0–4") && tables(&file).contains("situations-2"), "{file}");
        assert_eq!(tables(&page), tables(&file), "{language}");
    }
    assert_eq!(server.command(&["progress", "--check"]).status.code(), Some(0));
    assert_eq!(server.command(&["progress", "--rebuild"]).status.code(), Some(0));
    assert_eq!(server.command(&["progress"]).status.code(), Some(2), "one of the two is to be said");
}
