//! What one end of a connection may cost: bodies, heads, time, places.

use crate::http::answer;
use crate::server::{Studio, connect, send};
use std::fs;
use std::io::{Read, Write};
use std::time::{Duration, Instant};

/// The head of a POST with the right secrets.
fn post(studio: &Studio, more: &str) -> String {
    let host = studio.host();
    format!(
        "POST /api/deck HTTP/1.1\r\nHost: {host}\r\nCookie: {}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n{more}",
        studio.cookie
    )
}

#[test]
fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let studio = Studio::start();
    let begun = Instant::now();
    for length in ["99999999999", "1000000001", "40000000"] {
        // Nothing of the body is sent: an answer shows that nothing was waited for.
        let answer = studio.send(&post(&studio, &format!("Content-Length: {length}\r\n"))).unwrap();
        assert_eq!(answer.status, 413, "{length}: {}", answer.text());
    }
    for odd in ["Transfer-Encoding: chunked\r\n", ""] {
        let status = studio.send(&post(&studio, odd)).unwrap().status;
        assert!([411, 405].contains(&status), "{odd:?}: {status}");
    }
    for odd in ["Content-Length: -1\r\n", "Content-Length: 1\r\nContent-Length: 2\r\n", "Content-Length: 1e9\r\n"] {
        let status = studio.send(&post(&studio, odd)).map_or(0, |answer| answer.status);
        assert!([0, 400].contains(&status), "{odd:?}: {status}");
    }
    // Of strangers nothing is read, whatever its length.
    let head = format!("POST /api/deck HTTP/1.1\r\nHost: {}\r\nContent-Length: 1000000\r\n", studio.host());
    assert_eq!(studio.send(&head).unwrap().status, 403);
    assert!(begun.elapsed() < Duration::from_secs(5), "it waited: {:?}", begun.elapsed());
}

#[test]
fn a_body_that_never_comes_is_not_waited_for() {
    let studio = Studio::start();
    let mut stream = connect(studio.port);
    let begun = Instant::now();
    stream.write_all(format!("{}\r\n{{", post(&studio, "Content-Length: 100\r\n")).as_bytes()).unwrap();
    let refused = answer(stream, false).unwrap();
    assert_eq!(refused.status, 408, "{}", refused.text());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}

#[test]
fn heads_are_bounded() {
    let studio = Studio::start();
    let (port, _) = studio.modules();
    for port in [studio.port, port] {
        for head in [
            format!("GET / HTTP/1.1\r\nHost: x\r\nX: {}\r\n", "a".repeat(200_000)),
            format!("GET / HTTP/1.1\r\nHost: x\r\n{}", "X: a\r\n".repeat(2_000)),
            "\u{1}\u{2}\u{3}".repeat(10_000),
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        ] {
            let status = send(port, head.as_bytes()).map_or(0, |answer| answer.status);
            assert!([0, 400, 414, 431].contains(&status), "{:?}: {status}", &head[..20]);
        }
    }
}

#[test]
fn slow_clients_and_many_connections_leave_room_for_the_page() {
    let studio = Studio::start();
    let (port, _) = studio.modules();
    let good = studio.made();
    // Some say nothing, the others one line and no more.
    let mut idle = Vec::new();
    for number in 0..600 {
        let mut stream = connect([studio.port, port][number % 2]);
        if number % 3 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\n");
        }
        idle.push(stream);
    }
    let open = fs::read_dir(format!("/proc/{}/fd", studio.process.id())).map_or(0, |files| files.count());
    assert!(open < 400, "{open} open files");
    let begun = Instant::now();
    assert_eq!(studio.get("/api/deck").status, 200);
    assert_eq!(studio.module(&good).status, 200);
    assert!(begun.elapsed() < Duration::from_secs(25), "{:?}", begun.elapsed());
    // Those that came first have been let go, with an answer or without.
    let mut said = Vec::new();
    assert!(idle[0].read_to_end(&mut said).is_ok(), "the first is still held");
}
