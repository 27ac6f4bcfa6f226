//! Keys: what each may do, how one ends, what guessing costs, and which pages may ask.

use crate::server::{self, Server, agent, encode, statement};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

#[test]
fn a_key_may_do_what_its_scope_says() {
    let server = Server::start(&[]);
    let statement = statement("ann", "did", "a").to_string();
    let ann = agent("ann");
    let state = format!("activities/state?activityId={}&agent={ann}&stateId=s", encode("http://example.org/a"));
    let profile = format!("agents/profile?agent={ann}&profileId=p");
    // Request, and the status for the scopes write, read and all; 0 is anything that is no refusal.
    let cases = [
        ("POST", "statements".to_owned(), [200, 403, 200]),
        ("GET", "statements".to_owned(), [403, 200, 200]),
        ("GET", "statements?statementId=0f0e0d0c-0b0a-4908-8706-050403020100".to_owned(), [403, 404, 404]),
        ("HEAD", "statements".to_owned(), [403, 200, 200]),
        ("PUT", state.clone(), [204, 403, 204]),
        ("GET", state.clone(), [200, 403, 200]),
        ("DELETE", state, [204, 403, 204]),
        ("GET", profile.clone(), [404, 404, 404]),
        ("POST", profile, [403, 403, 204]),
        ("GET", format!("agents?agent={ann}"), [403, 200, 200]),
        ("GET", format!("activities?activityId={}", encode("http://example.org/a")), [403, 200, 200]),
        ("GET", "about".to_owned(), [200, 200, 200]),
    ];
    let keys = ["write", "read", "all"].map(|scope| server.key(scope));
    for (method, path, statuses) in cases {
        for (key, status) in keys.iter().zip(statuses) {
            let body = if matches!(method, "POST" | "PUT") { statement.as_bytes() } else { b"" };
            let answer = server.ask_with(key, "1.0.3", method, &path, &[("Content-Type", "application/json")], body);
            assert_eq!(answer.status, status, "{method} {path}: {}", answer.text());
        }
    }
}

#[test]
fn what_is_no_key_stays_outside() {
    let server = Server::start(&[]);
    let pair = server::pair(&server.all);
    let (id, secret) = pair.split_once(':').unwrap();
    let basic = |pair: &str| format!("Basic {}", STANDARD.encode(pair));
    let wrong = [
        String::new(),
        "Basic".to_owned(),
        "Basic !!!".to_owned(),
        format!("Bearer {secret}"),
        basic(id),
        basic(&format!("{id}:")),
        basic(&format!("{id}:{secret}x")),
        basic(&format!("0000000000000000:{secret}")),
    ];
    for key in wrong {
        let answer = server.ask_with(&key, "1.0.3", "GET", "statements", &[], b"");
        assert_eq!((answer.status, answer.headers["www-authenticate"].starts_with("Basic")), (401, true), "{key}");
    }
    assert_eq!(server.ask("GET", "statements", "").status, 200);
}

#[test]
fn guessing_makes_an_address_wait_and_whoever_is_known_goes_on() {
    let server = Server::start(&["--behind-proxy"]);
    let ask = |key: &str, address: &str| {
        server.ask_with(key, "1.0.3", "GET", "statements", &[("X-Forwarded-For", address)], b"").status
    };
    assert_eq!(ask(&server.all, "192.0.2.1"), 200);
    let guess = format!("Basic {}", STANDARD.encode("0123456789abcdef:guess"));
    let statuses: Vec<u16> = (0..12).map(|_| ask(&guess, "192.0.2.1")).collect();
    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(ask(&server.all, "192.0.2.1"), 200, "a key that was seen goes on");
    let new = server.key("read");
    assert_eq!(ask(&new, "192.0.2.1"), 200, "an old package that many open keeps no new key out");
    let pair = server::pair(&server.key("read"));
    let guess = format!("Basic {}", STANDARD.encode(format!("{}:guess", pair.split_once(':').unwrap().0)));
    let statuses: Vec<u16> = (0..12).map(|_| ask(&guess, "192.0.2.1")).collect();
    assert_eq!(statuses, [401, 401, 401, 401, 401, 401, 401, 401, 401, 401, 429, 429], "nor is a real id guessed at");
    assert_eq!(ask(&server.key("read"), "198.51.100.1, 192.0.2.2"), 200, "nor does another address");
}

#[test]
fn a_key_ends_and_its_secret_is_nowhere() {
    let server = Server::start(&[]);
    let pair = server::pair(&server.all);
    let (id, secret) = pair.split_once(':').unwrap();
    let listed = server.command(&["key", "list"]);
    let listed = String::from_utf8(listed.stdout).unwrap();
    assert!(listed.contains(id) && !listed.contains(secret), "{listed}");
    for entry in std::fs::read_dir(&server.folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "the secret is on the disk");
    }
    let unseen = server.key("all");
    let pair = server::pair(&unseen);
    assert_eq!(server.ask("GET", "statements", "").status, 200);
    for id in [id, pair.split_once(':').unwrap().0] {
        assert_eq!(server.command(&["key", "revoke", id]).status.code(), Some(0));
    }
    for key in [&server.all, &server.all, &unseen] {
        let answer = server.ask_with(key, "1.0.3", "GET", "statements", &[], b"");
        assert_eq!(answer.status, 401, "whether it was in use or not, the next request is refused");
    }
    assert_eq!(server.command(&["key", "revoke", id]).status.code(), Some(2));
}

#[test]
fn a_key_has_a_rate() {
    let server = Server::start(&["--rate", "3"]);
    let other = server.key("all");
    let statuses: Vec<u16> = (0..30).map(|_| server.ask("GET", "statements", "").status).collect();
    assert!(statuses.starts_with(&[200, 200, 200]) && statuses.contains(&429), "{statuses:?}");
    let answer = server.ask_with(&other, "1.0.3", "GET", "statements", &[], b"");
    assert_eq!(answer.status, 200, "each key has its own");
}

/// An origin that no browser writes would be remembered and never match.
#[test]
fn origins_and_homes_are_addresses() {
    let server = Server::start(&["--origin", "https://Moodle.example.org/"]);
    let headers = [("Origin", "https://moodle.example.org"), ("Access-Control-Request-Method", "GET")];
    let answer = server.ask_with("", "", "OPTIONS", "statements", &headers, b"");
    assert!(answer.headers.contains_key("access-control-allow-origin"), "{:?}", answer.headers);
    for (flag, value) in
        [("--origin", "https://moodle.example.org/moodle"), ("--origin", "moodle.example.org"), ("--home", "foo")]
    {
        let done = server.command(&["serve", "--listen", "127.0.0.1:0", flag, value]);
        assert_eq!(done.status.code(), Some(2), "{flag} {value}: {done:?}");
    }
}

#[test]
fn pages_of_named_origins_may_ask() {
    let server = Server::start(&["--origin", "https://moodle.example.org"]);
    let ask = |method: &str, origin: &str| {
        let headers = [
            ("Origin", origin),
            ("Access-Control-Request-Method", "PUT"),
            ("Access-Control-Request-Headers", "authorization"),
        ];
        server.ask_with(
            if method == "OPTIONS" { "" } else { &server.all },
            "1.0.3",
            method,
            "statements",
            &headers,
            b"",
        )
    };
    let preflight = ask("OPTIONS", "https://moodle.example.org");
    assert_eq!(preflight.status, 200);
    assert!(preflight.headers["access-control-allow-methods"].contains("PUT"));
    assert!(preflight.headers["access-control-allow-headers"].contains("authorization"));
    for (origin, allowed) in
        [("https://moodle.example.org", true), ("https://moodle.example.org.evil.org", false), ("null", false)]
    {
        for method in ["OPTIONS", "GET"] {
            let answer = ask(method, origin);
            assert_eq!(answer.headers.contains_key("access-control-allow-origin"), allowed, "{method} {origin}");
        }
    }
}
