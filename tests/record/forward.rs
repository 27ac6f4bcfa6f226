//! Statements go on to another store: here, one of our own.

use crate::server::{Server, pair, serve, statement, until};
use std::time::{Duration, Instant};

/// Asks a store until it has as many statements.
fn wait_for(server: &Server, count: usize) -> Vec<String> {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let found = server.found("ascending=true");
        if found.len() >= count || Instant::now() > until {
            return found;
        }
        std::thread::yield_now();
    }
}

#[test]
fn every_statement_goes_on_once_whatever_stops_meanwhile() {
    let other = Server::start(&["--rate", "1000000"]);
    let pair = pair(&other.key("all"));
    let command = format!("echo {pair}");
    let url = format!("http://{}/xapi", other.address);
    let flags = ["--forward", &url, "--key-command", &command];
    let mut server = Server::start(&[]);
    let mut ids: Vec<String> = (0..3).map(|n| server.keep(&statement("ann", "did", &format!("a{n}")))).collect();
    server.kill_and_restart(&flags);
    assert_eq!(wait_for(&other, 3), ids, "what was there before goes on as well, in order");
    ids.push(server.keep(&statement("bob", "did", "b")));
    assert_eq!(wait_for(&other, 4), ids);
    server.kill_and_restart(&flags);
    ids.push(server.keep(&statement("cy", "did", "c")));
    assert_eq!(wait_for(&other, 5), ids, "nothing is lost and nothing comes twice");
    let got = other.ask("GET", &format!("statements?statementId={}", ids[0]), "").json();
    let kept = server.ask("GET", &format!("statements?statementId={}", ids[0]), "").json();
    assert_eq!((&got["actor"], &got["timestamp"]), (&kept["actor"], &kept["timestamp"]));
    assert_ne!(got["authority"], kept["authority"], "the other store says itself who vouches for it");
    let drawn = server.attach(&statement("dee", "drew", "d"), &[b"what was drawn"]);
    wait_for(&other, 6);
    let got = other.ask("GET", &format!("statements?statementId={drawn}&attachments=true"), "").text();
    assert!(got.contains("what was drawn"), "{got}");
}

/// The text at an address that tells of nobody.
fn text(address: &str, path: &str) -> (u16, String) {
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    std::io::Write::write_all(&mut stream, request.as_bytes()).unwrap();
    let answer = crate::http::answer(stream, false).unwrap();
    (answer.status, answer.text())
}

#[test]
fn a_second_process_waits_for_the_right_to_hand_on_and_takes_over() {
    let other = Server::start(&["--rate", "1000000"]);
    let pair = pair(&other.key("all"));
    let command = format!("echo {pair}");
    let url = format!("http://{}/xapi", other.address);
    let flags = ["--forward", &url, "--key-command", &command];
    let mut first = Server::start(&flags);
    first.keep(&statement("ann", "did", "a"));
    wait_for(&other, 1);
    let (process, address) = serve(&first.folder, &flags);
    until("it waits", || text(&address, "/health") == (200, "ok\nforwarding: another process does it\n".to_owned()));
    assert!(text(&address, "/metrics").1.contains("cartable_record_forwarding 0\n"));
    first.process.kill().unwrap();
    first.process.wait().unwrap();
    (first.process, first.address) = (process, address);
    first.keep(&statement("bob", "did", "b"));
    assert_eq!(wait_for(&other, 2).len(), 2, "nothing waits for a restart");
    until("it works", || text(&first.address, "/health").1 == "ok\nforwarding: works\n");
    let all_sent = "cartable_record_forwarding 1\ncartable_record_forward_sent 2\ncartable_record_forward_waiting 0\n\
                    cartable_record_forward_rejected 0\n";
    until("all is sent", || text(&first.address, "/metrics").1.contains(all_sent));
}

#[test]
fn what_was_not_handed_on_yet_is_told() {
    // Nobody listens there.
    let url = "http://127.0.0.1:9/xapi";
    let server = Server::start(&["--forward", url, "--key-command", "echo a:b"]);
    for n in 0..5 {
        server.keep(&statement("ann", "did", &format!("a{n}")));
    }
    until("it pauses", || text(&server.address, "/health").1.starts_with("ok\nforwarding: paused, "));
    until("five wait", || text(&server.address, "/metrics").1.contains("cartable_record_forward_waiting 5\n"));
    let status = server.command(&["status", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_slice(&status.stdout).unwrap();
    let way = serde_json::json!([{"to": url, "sent": 0, "waiting": 5, "rejected": 0}]);
    assert_eq!(status["forwarded"], way);
}
