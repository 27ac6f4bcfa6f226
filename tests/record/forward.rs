//! Statements go on to another store: here, one of our own.

use crate::server::{Server, statement};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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
    let pair = String::from_utf8(STANDARD.decode(&other.key("all")[6..]).unwrap()).unwrap();
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
}
