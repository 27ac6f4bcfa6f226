//! Requests that other web sites, other programs and hostile modules could send: none gets an answer that tells or does anything.
//! Sources: Fetch Metadata Request Headers; RFC 9110, 7.2 (Host); RFC 9112, 3.2 (forms of the request line).

use crate::routes::{fill, routes};
use crate::server::{Studio, send};

/// Answers of the page's origin tell no other origin anything.
fn is_closed(answer: &crate::http::Answer) -> bool {
    let headers = &answer.headers;
    !headers.keys().any(|name| name.starts_with("access-control-"))
        && headers.get("cross-origin-resource-policy").is_some_and(|value| value == "same-origin")
        && headers.get("x-content-type-options").is_some_and(|value| value == "nosniff")
        && headers.get("cache-control").is_some_and(|value| value == "no-store")
        && headers.get("content-security-policy").is_some_and(|value| {
            value.starts_with("default-src 'none'; script-src 'self';") && value.contains("frame-ancestors 'none'")
        })
}

#[test]
fn only_the_studios_own_host_is_answered() {
    let studio = Studio::start();
    let (port, cookie) = (studio.port, &studio.cookie);
    let own = studio.host();
    let hosts = [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1.nip.io:{port}\r\n"),
        format!("Host: localhost:{port}\r\n"),
        format!("Host: [::1]:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}.evil.example\r\n"),
        format!("Host: 127.1:{port}\r\n"),
        format!("Host: 0.0.0.0:{port}\r\n"),
        format!("Host: user@127.0.0.1:{port}\r\n"),
        "Host: 127.0.0.1\r\n".to_owned(),
        "Host: 127.0.0.1:1\r\n".to_owned(),
        "Host:\r\n".to_owned(),
        String::new(),
        format!("Host: {own}\r\nHost: evil.example\r\n"),
        format!("Host: evil.example\r\nHost: {own}\r\n"),
        format!("Host: {own}\r\nHost: {own}\r\n"),
        format!("Host: {own}, evil.example\r\n"),
        format!("X-Forwarded-Host: {own}\r\n"),
    ];
    for host in hosts {
        for path in ["/api/deck", "/", &format!("/?t={}", studio.token)] {
            let head = format!("GET {path} HTTP/1.1\r\n{host}Cookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n");
            let answer = studio.send(&head).unwrap();
            assert!([400, 421].contains(&answer.status), "{host:?} {path}: {} {}", answer.status, answer.text());
            assert!(!answer.headers.contains_key("set-cookie"), "{host:?} {path}");
        }
    }
    // The address in the request line counts before the host's header (RFC 9112, 3.2.2), so nothing is said to one that has it.
    for line in ["GET http://evil.example/api/deck", &format!("GET http://{own}/api/deck"), "CONNECT evil.example:80"] {
        let head = format!("{line} HTTP/1.1\r\nHost: {own}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n");
        let status = studio.send(&head).map_or(0, |answer| answer.status);
        assert!([0, 400, 421].contains(&status), "{line}: {status}");
    }
    // A program of the last century sends no host at all.
    let old = studio.send(&format!("GET /api/deck HTTP/1.0\r\nCookie: {cookie}\r\n")).unwrap();
    assert_eq!(old.status, 421, "{}", old.text());
    assert_eq!(studio.get("/api/deck").status, 200, "the right one");
}

#[test]
fn nobody_comes_in_without_the_token_or_the_cookie() {
    let (studio, other) = (Studio::start(), Studio::start());
    let host = studio.host();
    let (name, pass) = studio.cookie.split_once('=').unwrap();
    let (_, of_another) = other.cookie.split_once('=').unwrap();
    let wrong = [
        String::new(),
        "Cookie:\r\n".to_owned(),
        format!("Cookie: {name}\r\n"),
        format!("Cookie: {name}=\r\n"),
        format!("Cookie: {name}={}\r\n", &pass[..pass.len() - 1]),
        format!("Cookie: {name}={pass}x\r\n"),
        format!("Cookie: {name}={}\r\n", pass.to_uppercase()),
        format!("Cookie: {name}=\"{pass}\"\r\n"),
        format!("Cookie: {name}={of_another}\r\n"),
        format!("Cookie: {}\r\n", other.cookie),
        format!("Cookie: x{name}={pass}\r\n"),
        format!("Cookie: {name}={}\r\n", studio.token),
        format!("Authorization: Bearer {}\r\n", studio.token),
    ];
    let (page, _) = routes();
    for path in &page {
        for cookie in &wrong {
            let head = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nSec-Fetch-Site: same-origin\r\n{cookie}");
            let answer = studio.send(&head).unwrap();
            assert_eq!(answer.status, 403, "{path} {cookie:?}: {}", answer.text());
            assert!(is_closed(&answer), "{path}: {:?}", answer.headers);
        }
    }
    let token = &studio.token;
    let entries = [
        "/?t=".to_owned(),
        "/?t".to_owned(),
        format!("/?t={}", &token[..token.len() - 1]),
        format!("/?t={token}x"),
        format!("/?T={token}"),
        format!("/?t={}", other.token),
        format!("/?t={pass}"),
        format!("/x?t={token}"),
        format!("/api/deck?t={token}"),
        format!("//?t={token}"),
        format!("/;t={token}"),
    ];
    for entry in entries {
        let answer = studio.send(&format!("GET {entry} HTTP/1.1\r\nHost: {host}\r\n")).unwrap();
        assert_eq!(answer.status, 403, "{entry}: {}", answer.text());
        assert!(!answer.headers.contains_key("set-cookie"), "{entry}");
    }
    let page = studio.send(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n")).unwrap();
    assert!(page.headers["content-type"].starts_with("text/plain"), "words for people: {:?}", page.headers);
    let posted = studio.send(&format!("POST /?t={token} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n")).unwrap();
    assert_eq!(posted.status, 403, "the token opens the page and nothing else");
    let entered = studio.send(&format!("GET /?t={token} HTTP/1.1\r\nHost: {host}\r\n")).unwrap();
    assert_eq!((entered.status, entered.headers["location"].as_str()), (303, "/"), "without the token in the address");
    let cookie = &entered.headers["set-cookie"];
    assert!(["HttpOnly", "SameSite=Strict", "Path=/"].iter().all(|word| cookie.contains(word)), "{cookie}");
    assert!(token.len() >= 22 && pass.len() >= 22, "128 bits and more");
    assert!(name.ends_with(&studio.port.to_string()), "two studios keep their cookies apart: {name}");
}

#[test]
fn other_pages_get_nothing_from_any_route_although_the_cookie_comes_along() {
    let studio = Studio::start();
    let own = format!("http://{}", studio.host());
    let (port, _) = studio.modules();
    let (page, _) = routes();
    let foreign: Vec<Vec<(&str, String)>> = vec![
        vec![],
        vec![("Sec-Fetch-Site", "cross-site".to_owned())],
        vec![("Sec-Fetch-Site", "same-site".to_owned())],
        vec![("Sec-Fetch-Site", "none".to_owned())],
        vec![("Sec-Fetch-Site", "same-origin, cross-site".to_owned())],
        vec![("Sec-Fetch-Site", "same-origin".to_owned()), ("Sec-Fetch-Site", "cross-site".to_owned())],
        vec![("Sec-Fetch-Site", "same-origin".to_owned()), ("Origin", "http://evil.example".to_owned())],
        vec![("Sec-Fetch-Site", "cross-site".to_owned()), ("Origin", own.clone())],
        vec![("Origin", "null".to_owned())],
        vec![("Origin", String::new())],
        vec![("Origin", "http://\u{e9}vil.example".to_owned())],
        vec![("Origin", format!("{own}.evil.example"))],
        vec![("Origin", format!("{own}/"))],
        vec![("Origin", own.replace("http", "https"))],
        vec![("Origin", "http://127.0.0.1".to_owned())],
        vec![("Origin", format!("http://localhost:{port}"))],
        vec![("Origin", own.clone()), ("Origin", "http://evil.example".to_owned())],
    ];
    for path in &page {
        for told in &foreign {
            // A person who types the address of the page, or opens it from a list, comes from nowhere.
            let is_entry = path == "/" && told.iter().all(|(_, value)| value == "none");
            let headers: Vec<_> = told.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let answer = studio.ask("GET", path, &headers);
            assert_eq!(answer.status, if is_entry { 200 } else { 403 }, "{path} {told:?}: {}", answer.text());
            assert!(is_closed(&answer), "{path} {told:?}: {:?}", answer.headers);
            let json = [("Content-Type", "application/json"), ("Content-Length", "0")];
            let answer = studio.ask("POST", path, &[headers.as_slice(), &json].concat());
            assert_eq!(answer.status, 403, "POST {path} {told:?}: {}", answer.text());
        }
    }
}

#[test]
fn only_data_of_the_page_itself_can_change_anything() {
    let studio = Studio::start();
    let own = format!("http://{}", studio.host());
    let (page, _) = routes();
    for path in &page {
        for kind in [
            "text/plain",
            "text/plain;application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=b",
            "multipart/form-data; boundary=application/json",
            "application/jsonp",
            "text/json",
            "",
        ] {
            let answer = studio.ask("POST", path, &[("Origin", &own), ("Content-Type", kind), ("Content-Length", "0")]);
            assert_eq!(answer.status, 415, "{path} {kind}: {}", answer.text());
        }
        let twice = [("Content-Type", "application/json"), ("Content-Type", "text/plain")];
        let answer =
            studio.ask("POST", path, &[&twice[..], &[("Origin", own.as_str()), ("Content-Length", "0")]].concat());
        assert_eq!(answer.status, 415, "{path}: two types");
        let none = studio.ask("POST", path, &[("Origin", &own), ("Content-Length", "0")]);
        assert_eq!(none.status, 415, "{path}: no type");
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"] {
            let answer = studio.ask(method, path, &[("Origin", &own), ("Content-Type", "application/json")]);
            assert_eq!(answer.status, 405, "{method} {path}: {}", answer.text());
        }
        let preflight = studio.ask(
            "OPTIONS",
            path,
            &[
                ("Origin", "http://evil.example"),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "content-type"),
                ("Access-Control-Request-Private-Network", "true"),
            ],
        );
        assert_eq!(preflight.status, 403, "{path}: {}", preflight.text());
        assert!(is_closed(&preflight), "{path}: {:?}", preflight.headers);
    }
}

#[test]
fn the_modules_origin_answers_its_host_and_ticket_alone() {
    let studio = Studio::start();
    let good = studio.made();
    let answer = studio.module(&good);
    assert_eq!(answer.status, 200, "{good}: {}", answer.text());
    let policy = &answer.headers["content-security-policy"];
    assert!(policy.contains(&format!("frame-ancestors http://{}", studio.host())), "{policy}");
    assert!(!policy.contains("script-src") && policy.starts_with("default-src 'self'"), "{policy}");
    let (port, ticket) = studio.modules();
    for host in [
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("Host: 127.0.0.1:{port}\r\n"),
        format!("Host: {}\r\n", studio.host()),
        format!("Host: [::1]:{port}\r\n"),
        "Host: localhost\r\n".to_owned(),
        String::new(),
        format!("Host: localhost:{port}\r\nHost: evil.example\r\n"),
    ] {
        let answer = send(port, format!("GET {good} HTTP/1.1\r\n{host}").as_bytes()).unwrap();
        assert!([400, 421].contains(&answer.status), "{host:?}: {} {}", answer.status, answer.text());
    }
    let absolute = format!("GET http://evil.example{good} HTTP/1.1\r\nHost: localhost:{port}\r\n");
    assert_eq!(send(port, absolute.as_bytes()).unwrap().status, 421, "another host in the request line");
    let (_, modules) = routes();
    for route in &modules {
        for wrong in ["x", "", &ticket[1..], &format!("{ticket}x"), &ticket.to_uppercase(), &studio.token, "%00", ".."]
        {
            let path = fill(&route.replacen("{ticket}", wrong, 1));
            let answer = studio.module(&path);
            assert_eq!(answer.status, 404, "{path}: {}", answer.text());
        }
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let path = fill(&route.replacen("{ticket}", &ticket, 1));
            let head = format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: 0\r\n");
            let answer = send(port, head.as_bytes()).unwrap();
            assert!([404, 405].contains(&answer.status), "{method} {path}: {}", answer.status);
            assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")), "{method} {path}");
        }
    }
    for refused in [studio.module("/"), studio.module(&good), studio.module("/api/deck")] {
        for (name, wanted) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-store")]
        {
            assert_eq!(refused.headers.get(name).map(String::as_str), Some(wanted), "{name}: {:?}", refused.headers);
        }
        assert!(refused.headers.contains_key("content-security-policy"), "{:?}", refused.headers);
    }
}

#[test]
fn the_record_store_of_a_launched_module_answers_its_own_session_alone() {
    let studio = Studio::start();
    let (port, ticket) = studio.modules();
    let deck = studio.json("/api/deck");
    let theme = deck["editions"][0]["themes"][0]["id"].as_str().unwrap();
    let made = studio.json(&format!("/api/preview?format=cmi5&language=fr&scope={theme}"));
    let play = made["address"].as_str().unwrap().split_once(&port.to_string()).unwrap().1;
    let page = studio.module(play).text();
    let base = page.split_once(r#""platform":""#).unwrap().1.split_once('"').unwrap().0;
    let base = base.strip_prefix(&format!("http://localhost:{port}")).unwrap();
    let ask = |method: &str, path: &str, headers: &str| {
        let head =
            format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nOrigin: http://evil.example\r\n{headers}");
        let answer = send(port, head.as_bytes()).unwrap_or_else(|| panic!("no answer to {method} {path}"));
        assert!(!answer.headers.keys().any(|name| name.starts_with("access-control-")), "{method} {path}");
        assert!(answer.headers.contains_key("content-security-policy"), "{method} {path}");
        answer
    };
    let launched = ask("POST", &format!("{base}launch?mode=normal"), "Content-Length: 0\r\n");
    assert_eq!(launched.status, 200, "{}", launched.text());
    let version = "X-Experience-API-Version: 1.0.3\r\n";
    let key = format!("{version}Authorization: Basic YTpi\r\n");
    let large = format!("{version}Content-Type: application/json\r\nContent-Length: 99999999\r\n");
    for (method, path, headers, status) in [
        ("GET", "xapi/statements", "", 400),
        ("GET", "xapi/statements", version, 401),
        ("GET", "xapi/statements", key.as_str(), 401),
        ("GET", "xapi/activities/state", version, 401),
        ("POST", "xapi/statements", large.as_str(), 413),
        ("GET", "xapi/", version, 404),
        ("GET", "report", "", 404),
        ("GET", "report/sign-in", "", 404),
        ("GET", "metrics", "", 404),
        ("GET", "health", "", 404),
        ("GET", "play/x/index.html", "", 404),
        ("GET", "play/x/../../xapi/statements", "", 404),
        ("GET", "fetch/x", "", 404),
        ("POST", "fetch/x", "Content-Length: 0\r\n", 404),
        ("GET", "launch", "", 404),
        ("GET", "forget", "", 404),
        ("DELETE", "heard", "Content-Length: 0\r\n", 404),
    ] {
        let answer = ask(method, &format!("{base}{path}"), headers);
        assert_eq!(answer.status, status, "{method} {path} {headers:?}: {}", answer.text());
    }
    for path in [base.replace(&ticket, "x"), base.replace("/p/", "/p/x"), format!("/{ticket}/p/1/")] {
        for end in ["heard", "xapi/about", "launch"] {
            assert_eq!(ask("GET", &format!("{path}{end}"), "").status, 404, "{path}{end}");
        }
    }
    let strange = format!("GET {base}xapi/about HTTP/1.1\r\nHost: evil.example\r\n");
    assert_eq!(send(port, strange.as_bytes()).unwrap().status, 421, "another host");
    assert_eq!(studio.get(&format!("{base}xapi/about")).status, 404, "the page's own origin has no store");
    // The key is given to whoever was launched, once.
    let address = launched.json()["address"].as_str().unwrap().to_owned();
    let fetch = address.split_once("fetch%2F").unwrap().1.split('&').next().unwrap();
    let given = ask("POST", &format!("{base}fetch/{fetch}"), "Content-Length: 0\r\n").json();
    let again = ask("POST", &format!("{base}fetch/{fetch}"), "Content-Length: 0\r\n").json();
    assert!(given["auth-token"].is_string() && again["auth-token"].is_null(), "{given} {again}");
    // It tells nothing that others said.
    let own = format!("{version}Authorization: Basic {}\r\n", given["auth-token"].as_str().unwrap());
    assert_eq!(ask("GET", &format!("{base}xapi/statements"), &own).status, 403);
}
