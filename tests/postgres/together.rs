//! Several processes on one data base: whichever is asked, the answer is that of one store.

use crate::between::{Deed, between};
use crate::http::answer;
use crate::nodes::{NODES, Nodes, follow, ids, record};
use crate::server::{Server, agent, encode, key_in, pair, said, statement, until};
use crate::transfer;
use serde_json::json;
use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

#[test]
fn what_one_was_told_all_know() {
    let nodes = Nodes::of("known", &[]);
    for n in 0..12 {
        let answer = nodes.ask("POST", "statements", &statement("ann", "did", &format!("a{n}")).to_string());
        let id = answer.json()[0].as_str().unwrap().to_owned();
        let page = nodes.ask("GET", "statements?limit=1", "");
        assert_eq!(ids(&page.json()), [id], "the other one has it at once");
        let newest = page.json()["statements"][0]["stored"].as_str().unwrap().to_owned();
        assert!(page.headers["x-experience-api-consistent-through"] >= newest, "and says so");
    }
    // A document is changed by whoever knows it as it is.
    let path =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    let put = |matches: &str, body: &str| nodes.try_ask("PUT", &path, &[("If-Match", matches)], body).unwrap();
    assert_eq!(nodes.ask("PUT", &path, "{\"a\":1}").status, 204);
    let etag = nodes.ask("GET", &path, "").headers["etag"].clone();
    let statuses: Vec<u16> = (0..4).map(|n| put(&etag, &format!("{{\"a\":1{n}}}")).status).collect();
    assert_eq!(statuses, [204, 412, 412, 412], "one of them was first");
    // A key that ends has ended everywhere.
    let other = key_in(&nodes.data, "read");
    assert!(record(&nodes, &["key", "list"]).0);
    let pair = pair(&other);
    assert!(record(&nodes, &["key", "revoke", pair.split_once(':').unwrap().0]).0);
    for _ in 0..NODES {
        assert_eq!(nodes.ask_with(&other, "GET", "statements", &[], "").unwrap().status, 401);
    }
}

#[test]
fn whoever_is_forgotten_is_nowhere_although_others_write() {
    let nodes = Nodes::of("forgotten", &[]);
    let is_over = AtomicBool::new(false);
    let kept = std::thread::scope(|scope| {
        let write = || {
            let mut kept = 0;
            while !is_over.load(Ordering::SeqCst) {
                let all = [statement("ann", "did", "a"), statement("bob", "did", "a"), statement("bob", "did", "b")];
                assert_eq!(nodes.ask("POST", "statements", &json!(all).to_string()).status, 200);
                kept += 2;
            }
            kept
        };
        let writers = [scope.spawn(write), scope.spawn(write)];
        for _ in 0..3 {
            while ids(&nodes.page(&format!("statements?agent={}&limit=20", agent("ann")))).len() < 20 {}
            let (done, said) = record(&nodes, &["forget", "--mbox", "mailto:ann@example.org"]);
            assert!(done && said.contains("Removed"), "{said}");
        }
        is_over.store(true, Ordering::SeqCst);
        writers.map(|writer| writer.join().unwrap()).iter().sum::<usize>()
    });
    record(&nodes, &["forget", "--mbox", "mailto:ann@example.org"]);
    assert_eq!(ids(&nodes.page(&format!("statements?agent={}", agent("ann")))), Vec::<String>::new());
    let seen = follow(&nodes, &AtomicBool::new(true));
    assert_eq!(seen.len(), kept, "and nobody else is missing");
    let (right, said) = record(&nodes, &["progress", "--check"]);
    assert!(right, "{said}");
}

#[test]
fn one_hands_on_and_where_it_is_gone_another_does() {
    let other = Server::start(&["--rate", "1000000"]);
    let command = format!("echo {}", pair(&other.all));
    let url = format!("http://{}/xapi", other.address);
    let nodes = Nodes::of("forwarding", &["--forward", &url, "--key-command", &command]);
    let mut kept = Vec::new();
    let mut keep = |n: usize| {
        let answer = nodes.ask("POST", "statements", &statement("ann", "did", &format!("a{n}")).to_string());
        kept.push(answer.json()[0].as_str().unwrap().to_owned());
        kept.clone()
    };
    let does = |at: usize| {
        let address = nodes.all.lock().unwrap()[at].1.clone();
        let mut stream = TcpStream::connect(address).unwrap();
        stream.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        answer(stream, false).unwrap().text().contains("forwarding: works")
    };
    (0..4).for_each(|n| drop(keep(n)));
    until("one of them works", || (0..NODES).any(does));
    let first = (0..NODES).find(|at| does(*at)).unwrap();
    assert!(!does(1 - first), "the other one waits");
    {
        let mut all = nodes.all.lock().unwrap();
        all[first].0.kill().unwrap();
        all[first].0.wait().unwrap();
    }
    let gone = Instant::now();
    until("the other one works", || does(1 - first));
    assert!(gone.elapsed() < Duration::from_secs(10), "{:?}", gone.elapsed());
    {
        let again = nodes.serve(first);
        nodes.all.lock().unwrap()[first] = again;
    }
    let mut all = Vec::new();
    (4..8).for_each(|n| all = keep(n));
    until("all are there", || other.found("ascending=true").len() >= all.len());
    assert_eq!(other.found("ascending=true"), all, "each once, in order");
}

/// Whatever is read back comes from the node that did not take it.
#[test]
fn a_store_moves_through_a_balancer_to_all_nodes() {
    let (server, nodes) = (Server::start(&["--rate", "1000000"]), Nodes::of("balanced", &[]));
    for n in 0..250 {
        server.keep(&statement("ann", "did", &format!("a{n}")));
    }
    server.attach(&statement("cy", "drew", "d"), &[b"what was drawn"]);
    let path =
        format!("activities/state?activityId={}&agent={}&stateId=s", encode("http://example.org/a"), agent("ann"));
    assert_eq!(server.ask("PUT", &path, "{\"a\":1}").status, 204);
    let addresses: Vec<String> = nodes.all.lock().unwrap().iter().map(|(_, address)| address.clone()).collect();
    let balancer = between(&[&addresses[0], &addresses[1]], |_| Deed::Pass);
    let out = transfer::command(&server, &balancer, &nodes.key).output().unwrap();
    let words = "251 statement(s), 0 of them voided, 1 attachment(s), 1 document(s)";
    assert!(out.status.success() && said(&out).contains(words), "{}", said(&out));
}
